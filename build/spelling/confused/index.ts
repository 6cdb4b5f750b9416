/**
 * `npx tsx build/spelling/confused/index.ts --practice FILE --corpus FOLDER [--pairs FILE] [--clean FILE] [--out FILE]`:
 * what a text must gain before one word of a pair is reported as a slip for the other, so that nearly nothing clean is.
 * `clean` holds what clean places gained that a person read in parts `verify` and `tune`: `具 据 131`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { openSpellingModel } from "../../../shared/proofreading/spelling/spelling-model";
import { keptOutLines } from "../verifier/practice";
import { type Gains, gainsOf } from "./gains";

const { values } = parseArgs({
  options: {
    practice: { type: "string" },
    corpus: { type: "string" },
    pairs: { type: "string", default: "build/spelling/confused/pairs.txt" },
    clean: { type: "string", default: "build/spelling/confused/clean.txt" },
    out: { type: "string", default: "shared/proofreading/spelling/confused-pairs.ts" },
  },
});
const { practice, corpus, pairs, clean, out } = values;
if (practice === undefined || corpus === undefined) {
  console.error(
    "build/spelling/confused/index.ts --practice FILE --corpus FOLDER [--pairs FILE] [--clean FILE] [--out FILE]",
  );
  process.exit(2);
}

/** Of the clean places at most so many are reported, one and a share; the threshold lies a margin above the next. */
const ONE_IN = 50_000;
const MARGIN = 8;
/** What is a word in its own right stands in more places than were counted. */
const GENUINE = 8;
const GENUINE_MARGIN = 16;
/** One odd place among more is excused. */
const FEW = 3000;

const LEAST = 48;
/** A pair is kept when so much of what is wrong would be found. */
const FOUND = 0.2;
/** Of so many places of a direction those that gain the floor count; the first are read in full, as slips of the other. */
const LIMITS = { floor: 48, first: 2000, most: 60_000 };

function directionsIn(): string[] {
  return readFileSync(pairs, "utf8")
    .split(/[|\n]/)
    .flatMap((pair) => {
      const [one = "", other = ""] = pair.trim().split(" ");
      if (one === "" || one.length !== other.length || one === other) return [];
      return [`${one} ${other}`, `${other} ${one}`];
    });
}

const readClean: ReadonlyMap<string, number> = new Map(
  readFileSync(clean, "utf8")
    .trim()
    .split("\n")
    .map((line): [string, number] => {
      const [wrong = "", right = "", gain = "0"] = line.split(" ");
      return [`${wrong} ${right}`, Number(gain) + MARGIN + GENUINE_MARGIN];
    }),
);

const reversed = (direction: string): string => direction.split(" ").reverse().join(" ");

/** What must be gained by the second word of a direction; `null` where the model cannot tell the two apart. */
function leastOf({ high, places }: Gains, reverse: Gains | undefined): number | null {
  const clean = [...high].sort((a, b) => b - a);
  const slips = (reverse?.first ?? []).map((gain) => -gain);
  const excused = Math.floor(places / ONE_IN) + (places > FEW ? 1 : 0);
  const own = places >= GENUINE ? GENUINE_MARGIN : 0;
  const asked = Math.max(LEAST, Math.ceil((clean[excused] ?? 0) + MARGIN)) + own;
  const told = slips.filter((gain) => gain >= asked).length / slips.length;
  return slips.length < 5 || !(told >= FOUND) ? null : asked;
}

const model = openSpellingModel(readFileSync(practice));
const directions = [...new Set(directionsIn())];
const gains = gainsOf(directions, { model, lines: keptOutLines(corpus), limits: LIMITS });
const lines = new Map<string, string[]>();
let kept = 0;
let reported = 0;
for (const direction of directions) {
  const own = gains.get(direction);
  const least = own === undefined ? null : leastOf(own, gains.get(reversed(direction)));
  if (own === undefined || least === null) continue;
  kept += 1;
  reported += own.high.filter((gain) => gain >= least).length;
  const [wrong = "", right = ""] = direction.split(" ");
  lines.set(wrong, [...(lines.get(wrong) ?? []), `${right}${Math.max(least, readClean.get(direction) ?? 0)}`]);
}
console.log(`${directions.length} directions, ${kept} kept, ${reported} clean places reported`);
const table = [...lines].map(([wrong, others]) => [wrong, ...others].join(" ")).join("\n");
writeFileSync(
  out,
  `/** Data: words taken for each other, and what the text must gain by the other (1/32 log10). Made by build/spelling/confused. */\nexport const confusedPairs = \`\n${table}\n\`;\n`,
);
