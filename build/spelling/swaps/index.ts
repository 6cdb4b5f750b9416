/**
 * `npx tsx build/spelling/swaps/index.ts --model FILE --practice FILE --corpus FOLDER`: counts what clean text that the
 * practice model has not seen gains by other words, trains the judge of them, and writes both as tables.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { openSpellingModel, type SpellingModel } from "../../../shared/proofreading/spelling/spelling-model";
import { tell, UNHEARD } from "../../../shared/proofreading/spelling/swap-history";
import { type Swap, Swaps } from "../../../shared/proofreading/spelling/swaps";
import { bytesOfTrees } from "../../../shared/proofreading/spelling/trees";
import { boost, defaultOptions, generator, type Sample } from "../verifier/boost";
import { keptOutLines } from "../verifier/practice";
import { WordSlips } from "./slips";

const FOLDER = "shared/proofreading/spelling";
const { values } = parseArgs({
  options: {
    practice: { type: "string" },
    corpus: { type: "string" },
    trees: { type: "string", default: `${FOLDER}/swap-trees.ts` },
    pairs: { type: "string", default: `${FOLDER}/swap-pairs.ts` },
  },
});
const { practice, corpus } = values;
if (practice === undefined || corpus === undefined) {
  console.error("build/spelling/swaps/index.ts --practice FILE --corpus FOLDER [--trees FILE] [--pairs FILE]");
  process.exit(2);
}

/** Lines of one text stay in one part, so that what is known of a pair comes from other texts. */
const STRETCH = 50;
const PARTS = 4;
const SHORTEST = 10;
/** A slip is put into every third line. */
const EVERY = 3;
/** Slips weigh less than clean text: they are far more frequent here than in a manuscript. */
const SLIP_WEIGHT = 0.5;
/** A pair is written down when clean text gained so much by it. */
const KEPT_FROM = 64;

interface Seen {
  readonly pair: string;
  readonly part: number;
  readonly gain: number;
  readonly row: Int16Array;
  readonly isRight: boolean;
}

function seenIn(model: SpellingModel, folder: string): Seen[] {
  const swaps = new Swaps(model);
  const slips = new WordSlips(model, generator(7));
  const seen: Seen[] = [];
  let number = 0;
  for (const line of keptOutLines(folder)) {
    const part = Math.floor(number / STRETCH) % PARTS;
    number += 1;
    const keep = ({ start, end, right, gain, row }: Swap, text: string, isRight: boolean): void => {
      seen.push({ pair: text.slice(start, end) + right, part, gain, row: row.slice(), isRight });
    };
    swaps.visit(line, (swap) => keep(swap, line, false));
    const slip = line.length < SHORTEST || number % EVERY !== 0 ? null : slips.slip(line);
    if (slip === null) continue;
    swaps.visit(slip.wrong, (swap) => {
      if (swap.start === slip.start && swap.right === slip.right) keep(swap, slip.wrong, true);
    });
  }
  return seen;
}

/** The most that clean text gained by each pair, by part. */
function cleanGains(seen: readonly Seen[]): ReadonlyMap<string, readonly number[]> {
  const gains = new Map<string, number[]>();
  for (const { pair, part, gain, isRight } of seen) {
    if (isRight) continue;
    const known = gains.get(pair) ?? new Array<number>(PARTS).fill(UNHEARD);
    if (gain > (known[part] ?? 0)) known[part] = gain;
    gains.set(pair, known);
  }
  return gains;
}

/** Each with what the other parts know of its pair. */
function samplesOf(seen: readonly Seen[], gains: ReadonlyMap<string, readonly number[]>): Sample[] {
  return seen.map(({ pair, part, row, isRight }) => {
    const others = (gains.get(pair) ?? []).filter((_, index) => index !== part);
    const most = Math.max(UNHEARD, ...others);
    tell(row, most >= KEPT_FROM ? most : UNHEARD);
    return { row, isRight, weight: isRight ? SLIP_WEIGHT : 1 };
  });
}

function tableOf(gains: ReadonlyMap<string, readonly number[]>): string {
  const lines = new Map<string, string[]>();
  for (const [pair, byPart] of gains) {
    const most = Math.max(...byPart);
    if (most < KEPT_FROM) continue;
    const [wrong, right] = [pair.slice(0, pair.length / 2), pair.slice(pair.length / 2)];
    lines.set(wrong, [...(lines.get(wrong) ?? []), `${right}${most}`]);
  }
  return [...lines]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([wrong, others]) => [wrong, ...others.sort()].join(" "))
    .join(";");
}

const seen = seenIn(openSpellingModel(readFileSync(practice)), corpus);
const gains = cleanGains(seen);
console.log(`${seen.length} seen, ${seen.filter(({ isRight }) => isRight).length} slips, ${gains.size} pairs`);
const table = tableOf(gains);
writeFileSync(
  values.pairs,
  `/** Data: words that clean text has where others read better, and the most it gained by them (1/32 log10). Made by build/spelling/swaps. */\nexport const swapPairs =\n  "${table}";\n`,
);
const trees = boost(samplesOf(seen, gains), defaultOptions);
const text = Buffer.from(bytesOfTrees(trees)).toString("base64");
writeFileSync(
  values.trees,
  `/** Data: the trees that judge words in the place of others, in base64. Made by build/spelling/swaps. */\nexport const swapTrees =\n  "${text}";\n`,
);
console.log(`trees ${text.length} characters, pairs ${table.length} characters`);
