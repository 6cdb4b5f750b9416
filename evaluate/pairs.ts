/** The spelling model on pairs of wrong and right sentences, each fold scored by a verifier that never saw it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defaultOptions } from "../build/spelling/verifier/boost";
import { crossValidated } from "../build/spelling/verifier/cross-validation";
import { figuresAt } from "../build/spelling/verifier/measure";
import { trainingData } from "../build/spelling/verifier/training-data";
import { openSpellingModel } from "../shared/proofreading/spelling/spelling-model";
import { SCALE } from "../shared/proofreading/spelling/trees";

export type PairFigures = readonly {
  readonly name: string;
  readonly odds: number;
  readonly precision: number;
  readonly recall: number;
  readonly alarms: number;
}[];

export interface PairFiles {
  readonly model: string;
  /** The practice model, see docs/spelling.md: it has not seen what the verifier learns from. */
  readonly practice: string;
  /** Holds the pairs in `spelling`, the corpus in `spelling/corpus`. */
  readonly data: string;
}

const ODDS = [0, 1, 2, 3, 4];

/** `null` when a file is absent. @throws ModelFileError for a file that is no model */
export function pairFigures({ model, practice, data }: PairFiles): PairFigures | null {
  if (
    ![model, practice, join(data, "spelling/ecspell_odw_train.tsv"), join(data, "spelling/corpus")].every((path) =>
      existsSync(path),
    )
  )
    return null;
  const open = (path: string) => openSpellingModel(new Uint8Array(readFileSync(path)));
  const folders = { pairs: data, corpus: join(data, "spelling/corpus") };
  const { official, law, clean } = crossValidated(trainingData(open(model), open(practice), folders), defaultOptions);
  const groups = { "公文写作（odw）": official, "法律（law）": law, 无差错文本: clean };
  return Object.entries(groups).flatMap(([name, scored]) =>
    ODDS.map((odds) => {
      const { precision, recall, alarms } = figuresAt(scored, odds * SCALE);
      return { name, odds, precision, recall, alarms };
    }),
  );
}
