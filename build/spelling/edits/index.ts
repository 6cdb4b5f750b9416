/**
 * `npx tsx build/spelling/edits/index.ts --model FILE --practice FILE --corpus FOLDER [--out FILE]`: trains the judge of
 * edits (shared/proofreading/spelling/repairs.ts) and writes its trees as a table.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { KINDS, Repairs, surest } from "../../../shared/proofreading/spelling/repairs";
import type { Repair } from "../../../shared/proofreading/spelling/speller";
import { openSpellingModel, type SpellingModel } from "../../../shared/proofreading/spelling/spelling-model";
import { bytesOfTrees, SCALE, scoreOf, type Trees } from "../../../shared/proofreading/spelling/trees";
import { linesOf, SOURCES } from "../sources";
import { boost, defaultOptions, generator, type Sample } from "../verifier/boost";
import { keptOutLines } from "../verifier/practice";
import { SlipMaker } from "./slips";

const { values } = parseArgs({
  options: {
    model: { type: "string" },
    practice: { type: "string" },
    corpus: { type: "string" },
    out: { type: "string", default: "shared/proofreading/spelling/edit-trees.ts" },
    clean: { type: "string", default: "1600000" },
    slips: { type: "string", default: "60000" },
  },
});
const { model: path, practice, corpus, out } = values;
if (path === undefined || practice === undefined || corpus === undefined) {
  console.error("build/spelling/edits/index.ts --model FILE --practice FILE --corpus FOLDER [--out FILE]");
  process.exit(2);
}

const started = performance.now();
const progress = (what: string): void => console.log(`${((performance.now() - started) / 1000).toFixed(1)} s  ${what}`);

const SHORTEST = 10;
const STRETCH = 20;

const applied = (text: string, { start, end, right }: { start: number; end: number; right: string }): string =>
  text.slice(0, start) + right + text.slice(end);

function samplesIn(repairs: Repairs, { wrong, right }: { wrong: string; right: string }, weight: number): Sample[] {
  const samples: Sample[] = [];
  repairs.visit(wrong, (edit) => {
    samples.push({ row: edit.row.slice(), isRight: wrong !== right && applied(wrong, edit) === right, weight });
  });
  return samples;
}

function practised(model: SpellingModel, folder: string): Sample[] {
  const repairs = new Repairs(model, model.language.pairBits());
  const maker = new SlipMaker(model, generator(11));
  const samples: Sample[] = [];
  const lines = [...keptOutLines(folder)].filter((line) => line.length >= SHORTEST);
  const step = Math.max(1, Math.floor(lines.reduce((sum, line) => sum + line.length, 0) / Number(values.clean)));
  let slips = 0;
  let reached = 0;
  lines.forEach((line, number) => {
    const stretch = Math.floor(number / STRETCH);
    if (stretch % step === 0) samples.push(...samplesIn(repairs, { wrong: line, right: line }, 1));
    else if (stretch % step === 1 && slips < Number(values.slips)) {
      const made = samplesIn(repairs, maker.slip(line), 1);
      slips += 1;
      if (made.some(({ isRight }) => isRight)) reached += 1;
      samples.push(...made.filter(({ isRight }, i) => isRight || i % 4 === 0));
    }
  });
  progress(
    `${lines.length} lines, ${samples.length} samples, ${slips} slips, within reach ${((100 * reached) / slips).toFixed(1)} %`,
  );
  return samples;
}

function judged(repairs: Repairs, trees: Trees, text: string): Repair[] {
  const found: Repair[] = [];
  repairs.visit(text, ({ edit, start, end, right, row }) => {
    const odds = scoreOf(trees, row) / SCALE;
    if (odds >= -1.5) found.push({ kind: KINDS[edit.kind] ?? "changed", start, end, right, odds });
  });
  return surest(found);
}

/** What a threshold finds and costs on part `tune`. */
function report(model: SpellingModel, trees: Trees, folder: string): void {
  const repairs = new Repairs(model, model.language.pairBits());
  const maker = new SlipMaker(model, generator(5));
  const lines = Object.keys(SOURCES).flatMap((name) => [...linesOf(folder, name, "tune")]);
  const characters = lines.reduce((sum, line) => sum + line.length, 0);
  const clean = lines.flatMap((line) => judged(repairs, trees, line));
  const tested = lines.filter((line) => line.length >= SHORTEST).map((line) => maker.slip(line));
  const results = tested.map(({ wrong, right }) => ({ wrong, right, found: judged(repairs, trees, wrong) }));
  const kindOf = ({ wrong, right }: { wrong: string; right: string }) =>
    wrong.length < right.length
      ? "missing"
      : wrong.length > right.length
        ? "extra"
        : [...wrong].sort().join("") === [...right].sort().join("")
          ? "swapped"
          : "changed";
  for (const odds of [0, 1, 2, 3, 4, 5]) {
    const parts = [...new Set(KINDS)].map((kind) => {
      const own = results.filter((result) => result.wrong !== result.right && kindOf(result) === kind);
      const hit = own.filter(({ wrong, right, found }) =>
        found.some((one) => one.odds >= odds && applied(wrong, one) === right),
      );
      const false_ = clean.filter((one) => one.kind === kind && one.odds >= odds).length;
      return `${kind} ${((100 * hit.length) / own.length).toFixed(1)} % (${((1e4 * false_) / characters).toFixed(2)})`;
    });
    console.log(`odds ${odds}: ${parts.join("  ")}`);
  }
}

const samples = practised(openSpellingModel(readFileSync(practice)), corpus);
const trees = boost(samples, { ...defaultOptions, trees: 240 });
progress("trained");
const text = Buffer.from(bytesOfTrees(trees)).toString("base64");
writeFileSync(
  out,
  `/** Data: the trees that judge edits, in base64. Made by build/spelling/edits. */\nexport const editTrees =\n  "${text}";\n`,
);
report(openSpellingModel(readFileSync(path)), trees, corpus);
progress(`${text.length} characters`);
