/** The sentences the verifier is trained and measured on, by where they come from. */
import { Proposals } from "../../../shared/proofreading/spelling/proposals";
import type { SpellingModel } from "../../../shared/proofreading/spelling/spelling-model";
import { linesOf, SOURCES } from "../sources";
import { generator } from "./boost";
import { ErrorMaker } from "./errors";
import { keptOutLines } from "./practice";
import { pairsOf, type Sentence, sentenceOf } from "./sentences";

export interface TrainingData {
  /** Official writing with known slips: the domain. */
  readonly official: readonly Sentence[];
  readonly law: readonly Sentence[];
  /** Part `verify` of the corpus as it stands, and with slips put in. */
  readonly clean: readonly Sentence[];
  readonly seeded: readonly Sentence[];
  /** What the practice model has not seen, as it stands. */
  readonly practice: readonly Sentence[];
  /** Part `tune`: never trained on, tells what false alarms a threshold costs. */
  readonly untouched: readonly Sentence[];
}

export interface Folders {
  readonly pairs: string;
  readonly corpus: string;
}

const SEED = 7;
const SHORTEST = 8;
/** A line too short for a slip keeps its place, so that its fold stays the same. */
const nothing: Sentence = { wrong: "", slips: [], judged: [] };
/** Of ten stretches of twenty lines of practice text so many are read: more changes little and takes long. */
const STRETCH = 20;
const READ = 4;

export function trainingData(model: SpellingModel, practice: SpellingModel, folders: Folders): TrainingData {
  const proposals = new Proposals(model);
  const maker = new ErrorMaker(model, generator(SEED));
  const asItStands = (line: string): Sentence => sentenceOf({ wrong: line, right: line }, proposals);
  const pairs = (name: string) => pairsOf(folders.pairs, name).map((pair) => sentenceOf(pair, proposals));
  const verify = lines(folders.corpus, "verify");
  return {
    official: pairs("ecspell_odw_train"),
    law: pairs("ecspell_law_train"),
    clean: verify.map(asItStands),
    seeded: verify.map((line) => (line.length < SHORTEST ? nothing : sentenceOf(maker.corrupt(line), proposals))),
    practice: practised(practice, folders.corpus),
    untouched: lines(folders.corpus, "tune").map(asItStands),
  };
}

const lines = (corpus: string, part: "verify" | "tune"): string[] =>
  Object.keys(SOURCES).flatMap((name) => [...linesOf(corpus, name, part)]);

/** Only sentences in which something is proposed: the others teach nothing. */
function practised(model: SpellingModel, corpus: string): Sentence[] {
  const proposals = new Proposals(model);
  const kept: Sentence[] = [];
  let number = 0;
  for (const line of keptOutLines(corpus)) {
    const isRead = Math.floor(number / STRETCH) % 10 < READ;
    number += 1;
    if (!isRead) continue;
    const sentence = sentenceOf({ wrong: line, right: line }, proposals);
    if (sentence.judged.length > 0) kept.push(sentence);
  }
  return kept;
}
