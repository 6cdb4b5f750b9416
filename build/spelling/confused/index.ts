/**
 * `npx tsx build/spelling/confused/index.ts --practice FILE --corpus FOLDER --pairs FILE [--out FILE]`: what a text must
 * gain before one word of a pair is reported as a slip for the other, so that nearly nothing clean is.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Alternatives } from "../../../shared/proofreading/spelling/alternatives";
import { ConfusedWords } from "../../../shared/proofreading/spelling/confused-words";
import { openSpellingModel } from "../../../shared/proofreading/spelling/spelling-model";
import { keptOutLines } from "../verifier/practice";

const { values } = parseArgs({
  options: {
    practice: { type: "string" },
    corpus: { type: "string" },
    pairs: { type: "string", default: "build/spelling/confused/pairs.txt" },
    out: { type: "string", default: "shared/proofreading/spelling/confused-pairs.ts" },
  },
});
const { practice, corpus, pairs, out } = values;
if (practice === undefined || corpus === undefined) {
  console.error("build/spelling/confused/index.ts --practice FILE --corpus FOLDER [--pairs FILE] [--out FILE]");
  process.exit(2);
}

/** Of the clean places at most so many are reported, one and a share; the threshold lies a margin above the next. */
const ONE_IN = 50_000;
const MARGIN = 8;
const LEAST = 48;
/** What is a word in its own right stands in more places than were counted. */
const GENUINE = 8;
const GENUINE_MARGIN = 16;
/** A pair is kept when so much of what is wrong would be found. */
const FOUND = 0.2;
/** One odd place among more is excused. */
const FEW = 3000;
const MOST = 60_000;

const directions = readFileSync(pairs, "utf8")
  .split(/[|\n]/)
  .flatMap((pair) => {
    const [one = "", other = ""] = pair.trim().split(" ");
    if (one === "" || one.length !== other.length || one === other) return [];
    return [`${one} ${other}`, `${other} ${one}`];
  });
const table = [...new Set(directions)];
const gains = new Map<string, number[]>();

const model = openSpellingModel(readFileSync(practice));
const alternatives = new Alternatives(model);
const words = new ConfusedWords(table.map((line) => `${line} 0`).join("\n"));
for (const line of keptOutLines(corpus)) {
  words.visit(line, ({ start, end, right }) => {
    const key = `${line.slice(start, end)} ${right}`;
    const list = gains.get(key) ?? [];
    if (list.length === 0) gains.set(key, list);
    if (list.length < MOST) list.push(alternatives.gain(line, { start, end }, right));
  });
}

const reversed = (direction: string): string => direction.split(" ").reverse().join(" ");
let kept = 0;
let places = 0;
const lines: string[] = [];
for (const direction of table) {
  const clean = (gains.get(direction) ?? []).sort((a, b) => b - a);
  const slips = (gains.get(reversed(direction)) ?? []).map((gain) => -gain);
  const excused = Math.floor(clean.length / ONE_IN);
  const own = clean.length >= GENUINE ? GENUINE_MARGIN : 0;
  const least = Math.max(LEAST, Math.ceil((clean[excused + (clean.length > FEW ? 1 : 0)] ?? 0) + MARGIN)) + own;
  const found = slips.filter((gain) => gain >= least).length / slips.length;
  if (slips.length < 5 || !(found >= FOUND)) continue;
  kept += 1;
  places += clean.filter((gain) => gain >= least).length;
  lines.push(`${direction} ${least}`);
  if (process.env.VERBOSE !== undefined)
    console.log(
      `${direction} ${least}: clean ${clean.length}, slips ${slips.length}, found ${(100 * found).toFixed(0)} %`,
    );
}
console.log(`${table.length} directions, ${kept} kept, ${places} clean places reported`);
writeFileSync(
  out,
  `/** Data: words taken for each other, and what the text must gain by the other (1/32 log10). Made by build/spelling/confused. */\nexport const confusedPairs = \`\n${lines.join("\n")}\n\`;\n`,
);
