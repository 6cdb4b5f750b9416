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
  readonly clean: number;
  readonly seeded: number;
  readonly practice: number;
}

/**
 * Slips are put in far oftener than anybody makes them, so what stands right in clean text counts for more: of the
 * weights tried these gave the best recall at the same false alarms.
 */
export const weights: Weights = { official: 1, law: 1, clean: 4, seeded: 0.5, practice: 3 };

export const kinds = ["official", "law", "clean", "seeded", "practice"] as const;
type Kind = (typeof kinds)[number];

export const FOLDS = 5;
/** Neighbouring sentences are often alike: they stay in one fold. */
const TOGETHER = 20;

const foldOf = (index: number): number => Math.floor(index / TOGETHER) % FOLDS;

export function samplesOf(data: TrainingData, accept: (kind: Kind, index: number) => boolean): Sample[] {
  return kinds.flatMap((kind) =>
    data[kind].flatMap((sentence, index) =>
      accept(kind, index) ? sentence.judged.map(({ row, isRight }) => ({ row, isRight, weight: weights[kind] })) : [],
    ),
  );
}

export interface CrossValidation {
  readonly official: readonly Scored[];
  readonly law: readonly Scored[];
  readonly clean: readonly Scored[];
  readonly seeded: readonly Scored[];
}

/** Every sentence scored by trees that were trained without its fold. */
export function crossValidated(data: TrainingData, options: BoostOptions): CrossValidation {
  const folds: readonly Trees[] = Array.from({ length: FOLDS }, (_, fold) =>
    boost(
      samplesOf(data, (kind, index) => kind === "practice" || foldOf(index) !== fold),
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
  return { official: own(data.official), law: own(data.law), clean: own(data.clean), seeded: own(data.seeded) };
}
