/** The sentences the verifier is trained and measured on, by where they come from. */

import { fullCheck, type LatticeLimits } from "../../../shared/proofreading/spelling/lattice";
import { Proposals } from "../../../shared/proofreading/spelling/proposals";
import type { SpellingModel } from "../../../shared/proofreading/spelling/spelling-model";
import type { Part } from "../../corpus";
import { linesOf, SOURCES } from "../sources";
import { generator } from "./boost";
import { ErrorMaker } from "./errors";
import { pairsOf, type Sentence, sentenceOf } from "./sentences";

export interface TrainingData {
  /** Official writing with known slips: the domain. */
  readonly official: readonly Sentence[];
  readonly law: readonly Sentence[];
  readonly medicine: readonly Sentence[];
  /** Part `verify` of the corpus as it stands, and with slips put in. */
  readonly clean: readonly Sentence[];
  readonly seeded: readonly Sentence[];
  /** Part `tune`, by source: never trained on. */
  readonly untouched: Readonly<Record<string, readonly Sentence[]>>;
}

export interface Folders {
  readonly pairs: string;
  readonly corpus: string;
}

const SEED = 7;
const SHORTEST = 8;
/** A line too short for a slip keeps its place, so that its fold stays the same. */
const nothing: Sentence = { wrong: "", slips: [], judged: [] };

export function trainingData(model: SpellingModel, folders: Folders, limits: LatticeLimits = fullCheck): TrainingData {
  const proposals = new Proposals(model, limits);
  const maker = new ErrorMaker(model, generator(SEED));
  const of = (name: string) => pairsOf(folders.pairs, name).map((pair) => sentenceOf(pair, proposals));
  const clean = linesOfPart(folders.corpus, "verify");
  return {
    official: of("ecspell_odw_train"),
    law: of("ecspell_law_train"),
    medicine: of("ecspell_med_train"),
    clean: clean.map((line) => sentenceOf({ wrong: line, right: line }, proposals)),
    seeded: clean.map((line) => (line.length < SHORTEST ? nothing : sentenceOf(maker.corrupt(line), proposals))),
    untouched: Object.fromEntries(
      Object.keys(SOURCES).map((name) => [
        name,
        [...linesOf(folders.corpus, name, "tune")].map((line) => sentenceOf({ wrong: line, right: line }, proposals)),
      ]),
    ),
  };
}

function linesOfPart(corpus: string, part: Part): string[] {
  return Object.keys(SOURCES).flatMap((name) => [...linesOf(corpus, name, part)]);
}
