/** Trains on what is not measured: each fold of every kind of sentence is scored by trees that never saw it. */
import type { Trees } from "../../../shared/proofreading/spelling/trees";
import { type BoostOptions, boost, type Sample } from "./boost";
import { type Scored, scored } from "./measure";
import type { Sentence } from "./sentences";
import type { TrainingData } from "./training-data";

/** How much a sentence of each kind counts. */
export interface Weights {
  readonly official: number;
  readonly law: number;
  readonly medicine: number;
  readonly clean: number;
  readonly seeded: number;
}

export const kinds = ["official", "law", "medicine", "clean", "seeded"] as const;
type Kind = (typeof kinds)[number];

export const FOLDS = 5;
/** Neighbouring sentences are often alike: they stay in one fold. */
const TOGETHER = 20;

const foldOf = (index: number): number => Math.floor(index / TOGETHER) % FOLDS;

export function samplesOf(
  data: TrainingData,
  weights: Weights,
  accept: (kind: Kind, index: number) => boolean,
): Sample[] {
  return kinds.flatMap((kind) =>
    weights[kind] === 0
      ? []
      : data[kind].flatMap((sentence, index) =>
          accept(kind, index)
            ? sentence.judged.map(({ row, isRight }) => ({ row, isRight, weight: weights[kind] }))
            : [],
        ),
  );
}

/** Scores of every kind by trees of the other folds; `clean` and `seeded` share their folds' lines. */
export function crossValidated(
  data: TrainingData,
  weights: Weights,
  options: BoostOptions,
): { readonly scores: Readonly<Record<Kind, readonly Scored[]>>; readonly folds: readonly Trees[] } {
  const folds = Array.from({ length: FOLDS }, (_, fold) =>
    boost(
      samplesOf(data, weights, (_kind, index) => foldOf(index) !== fold),
      options,
    ),
  );
  const own = (sentences: readonly Sentence[]): Scored[] =>
    folds.flatMap((trees, fold) =>
      scored(
        sentences.filter((_, index) => foldOf(index) === fold),
        trees,
      ),
    );
  return {
    folds,
    scores: {
      official: own(data.official),
      law: own(data.law),
      medicine: own(data.medicine),
      clean: own(data.clean),
      seeded: own(data.seeded),
    },
  };
}
