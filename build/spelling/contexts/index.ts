/**
 * `npx tsx build/spelling/contexts/index.ts --practice FILE --corpus FOLDER [--pairs FILE] [--out FILE]`: which of two
 * words a sentence speaks for, learned from what stands around them, and what it and the language model must say
 * together before one is reported as a slip for the other.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Alternatives } from "../../../shared/proofreading/spelling/alternatives";
import { openSpellingModel, type SpellingModel } from "../../../shared/proofreading/spelling/spelling-model";
import { LEAST_TOLD, WordContexts } from "../../../shared/proofreading/spelling/word-contexts";
import { keptOutLines, seenLines } from "../verifier/practice";
import { samplesOf, type Taught } from "./places";
import { weightsOf } from "./regression";

const { values } = parseArgs({
  options: {
    practice: { type: "string" },
    corpus: { type: "string" },
    pairs: { type: "string", default: "build/spelling/contexts/pairs.txt" },
    out: { type: "string", default: "shared/proofreading/spelling/word-context-table.ts" },
  },
});
const { practice, corpus, pairs, out } = values;
if (practice === undefined || corpus === undefined) {
  console.error("build/spelling/contexts/index.ts --practice FILE --corpus FOLDER [--pairs FILE] [--out FILE]");
  process.exit(2);
}

/** Both words must stand in so many places to be learned. */
const LEAST_PLACES = 16;
/** What the surroundings must say on their own: the language model alone is asked elsewhere. */
const LEAST = 72;
const MARGIN = 48;
/** What is asked beyond the margin where a word was seen in few clean places. */
const FEW = 200;
const FEW_MARGIN = 24;
const ONE_IN = 20_000;
/** In the largest texts a slip or two is true. */
const MANY = 2000;
const MOST = 40_000;
const FIRST = 1500;
/** A direction is kept when so much of what is wrong would be found. */
const FOUND = 0.15;

interface Totals {
  places: number;
  /** What clean places say for the other word. */
  readonly clean: number[];
  /** What the places of the other word would say, had this one been written. */
  readonly slips: number[];
}

interface Pair {
  readonly one: string;
  readonly other: string;
  /** `法制>法治`: only the second is told in the place of the first. */
  readonly isOneWay: boolean;
}

function pairsIn(): Pair[] {
  return readFileSync(pairs, "utf8")
    .split(/[|\n]/)
    .flatMap((pair) => {
      const [one = "", other = ""] = pair.trim().split(/[ >]/);
      if (one.length < 2 || one.length !== other.length || one === other) return [];
      return [{ one, other, isOneWay: pair.includes(">") }];
    });
}

interface Learned extends Pair {
  readonly weights: string;
}

function learn(wanted: readonly Pair[], taught: ReadonlyMap<string, Taught>): Learned[] {
  return wanted.flatMap((pair) => {
    const { one, other } = pair;
    const [first, second] = [taught.get(one), taught.get(other)];
    if (first === undefined || second === undefined) return [];
    if (Math.min(first.places, second.places) < LEAST_PLACES) return [];
    const weights = weightsOf(first.samples, second.samples).map(
      ([key, weight]) => String.fromCharCode(Math.floor(key / 0x10000), key % 0x10000) + weight,
    );
    return [{ ...pair, weights: weights.join(" ") }];
  });
}

/** Of every direction, read on text that neither the weights nor the practice model know. */
function totalsOf(learned: readonly Learned[], model: SpellingModel, folder: string): ReadonlyMap<string, Totals> {
  const totals = new Map<string, Totals>();
  const of = (direction: string): Totals => {
    const known = totals.get(direction) ?? { places: 0, clean: [], slips: [] };
    totals.set(direction, known);
    return known;
  };
  const contexts = new WordContexts(
    learned.map(({ one, other, weights }) => `${one} ${other} 0 0 ${weights}`).join("\n"),
  );
  const alternatives = new Alternatives(model);
  for (const line of keptOutLines(folder))
    contexts.visit(line, ({ start, end, right, told }) => {
      const wrong = line.slice(start, end);
      const own = of(`${wrong} ${right}`);
      own.places += 1;
      const back = of(`${right} ${wrong}`);
      const isSlip = back.slips.length < FIRST;
      if (own.clean.length >= MOST || (told < LEAST_TOLD && !isSlip)) return;
      const gain = alternatives.gain(line, { start, end }, right);
      if (told >= LEAST_TOLD) own.clean.push(told + gain);
      if (isSlip) back.slips.push(told <= -LEAST_TOLD ? -told - gain : Number.NEGATIVE_INFINITY);
    });
  return totals;
}

/** What must be reached; `null` where too little would be found. */
function leastOf({ places, clean, slips }: Totals): { least: number; found: number } | null {
  const sorted = [...clean].sort((a, b) => b - a);
  const excused = Math.floor(places / ONE_IN) + (places > MANY ? 1 : 0);
  const margin = MARGIN + (places < FEW ? FEW_MARGIN : 0);
  const least = Math.max(LEAST, Math.ceil((sorted[excused] ?? 0) + margin));
  const found = slips.filter((total) => total >= least).length / slips.length;
  return slips.length < 5 || !(found >= FOUND) ? null : { least, found };
}

const wanted = pairsIn();
const model = openSpellingModel(readFileSync(practice));
const words = new Set(wanted.flatMap(({ one, other }) => [one, other]));
const learned = learn(wanted, samplesOf(words, seenLines(corpus)));
const totals = totalsOf(learned, model, corpus);
let directions = 0;
let share = 0;
const asked = (direction: string): string => {
  const own = totals.get(direction);
  const least = own === undefined ? null : leastOf(own);
  if (least === null) return "-";
  directions += 1;
  share += least.found;
  return `${least.least}`;
};
const lines = learned.flatMap(({ one, other, weights, isOneWay }) => {
  const there = asked(`${one} ${other}`);
  const back = isOneWay ? "-" : asked(`${other} ${one}`);
  return there === "-" && back === "-" ? [] : [`${one} ${other} ${there} ${back} ${weights}`];
});
console.log(
  `${learned.length} pairs learned, ${directions} directions kept, ${(share / directions).toFixed(2)} of slips found`,
);
writeFileSync(
  out,
  `/** Data: what must be said for one word in the place of another, and what of its surroundings says it (1/32 log10). Made by build/spelling/contexts. */\nexport const wordContextTable = \`\n${lines.join("\n")}\n\`;\n`,
);
