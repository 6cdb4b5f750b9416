/**
 * `npx tsx build/spelling/verifier/index.ts --model FILE --data FOLDER --corpus FOLDER [--practice FILE] [--folds]`:
 * trains the verifier of a packed model and writes it into the file, see docs/spelling.md.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type PackedFile, packSections } from "../../../shared/proofreading/spelling/packed-file";
import { openSpellingModel } from "../../../shared/proofreading/spelling/spelling-model";
import { SCALE, type Trees } from "../../../shared/proofreading/spelling/trees";
import { VERIFIER_SECTION, verifierBytes } from "../../../shared/proofreading/spelling/verifier";
import { boost, defaultOptions } from "./boost";
import { crossValidated, samplesOf } from "./cross-validation";
import { figuresAt, line, reachable, type Scored, scored } from "./measure";
import { practiceModel } from "./practice";
import { type TrainingData, trainingData } from "./training-data";

const { values } = parseArgs({
  options: {
    model: { type: "string" },
    data: { type: "string" },
    corpus: { type: "string" },
    /** Kept between runs when given. */
    practice: { type: "string" },
    keep: { type: "string", default: "0,1000000,2400000,4900000" },
    /** Cross-validates too. */
    folds: { type: "boolean", default: false },
  },
});
const { model: path, data: pairs, corpus, practice, keep, folds } = values;
if (path === undefined || pairs === undefined || corpus === undefined) {
  console.error(
    "build/spelling/verifier/index.ts --model FILE --data FOLDER --corpus FOLDER [--practice FILE] [--folds]",
  );
  process.exit(2);
}

const started = performance.now();
const progress = (what: string): void => console.log(`${((performance.now() - started) / 1000).toFixed(1)} s  ${what}`);

function practiceBytes(task: { readonly pairs: string; readonly corpus: string }): Uint8Array {
  if (practice !== undefined && existsSync(practice)) return readFileSync(practice);
  const wanted = keep.split(",").map(Number);
  const bytes = practiceModel({ corpus: task.corpus, data: task.pairs, wanted, progress });
  if (practice !== undefined) writeFileSync(practice, bytes);
  return bytes;
}

const THRESHOLDS = [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3, 4];

function table(groups: readonly (readonly [string, readonly Scored[]])[]): void {
  for (const odds of THRESHOLDS)
    for (const [name, group] of groups) console.log(line(name, figuresAt(group, odds * SCALE), SCALE));
}

function write(file: PackedFile, trees: Trees, to: string): void {
  const others = file.sections().filter(({ name }) => name !== VERIFIER_SECTION);
  writeFileSync(`${to}.part`, packSections([...others, { name: VERIFIER_SECTION, bytes: verifierBytes(trees) }]));
  renameSync(`${to}.part`, to);
}

function report(data: TrainingData, trees: Trees): void {
  if (folds) {
    const { official, law, seeded, clean } = crossValidated(data, defaultOptions);
    progress("cross-validated");
    table([
      ["official", official],
      ["law", law],
      ["seeded", seeded],
      ["clean verify", clean],
      ["clean tune", scored(data.untouched, trees)],
    ]);
  } else table([["clean tune", scored(data.untouched, trees)]]);
}

const model = openSpellingModel(readFileSync(path));
const data = trainingData(model, openSpellingModel(practiceBytes({ pairs, corpus })), { pairs, corpus });
progress(
  `official slips within reach ${(reachable(data.official) * 100).toFixed(1)} %, law ${(reachable(data.law) * 100).toFixed(1)} %`,
);
const trees = boost(
  samplesOf(data, () => true),
  defaultOptions,
);
write(model.file, trees, path);
progress(`${trees.feature.length} nodes written into ${path}`);
report(data, trees);
