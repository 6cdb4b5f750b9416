/** The spelling model on pairs of wrong and right sentences, each fold scored by a verifier that never saw it. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { defaultOptions } from "../build/spelling/verifier/boost";
import { crossValidated } from "../build/spelling/verifier/cross-validation";
import { figuresAt } from "../build/spelling/verifier/measure";
import { practiceModel } from "../build/spelling/verifier/practice";
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
  /** The practice model, see docs/spelling.md: it has not seen what the verifier learns from. Made when absent. */
  readonly practice: string;
  /** Holds the pairs in `spelling`, the corpus in `spelling/corpus`. */
  readonly data: string;
  readonly progress: (what: string) => void;
}

/** N-grams kept in the practice model by order, as build/spelling/verifier keeps them; 0 keeps all characters. */
const WANTED = [0, 1_000_000, 2_400_000, 4_900_000];

function makePractice({ practice, data, progress }: Omit<PairFiles, "model">): void {
  const corpus = join(data, "spelling/corpus");
  mkdirSync(dirname(practice), { recursive: true });
  writeFileSync(practice, practiceModel({ corpus, data, wanted: WANTED, progress }));
}

const ODDS = [0, 1, 2, 3, 4];

/** `null` when a file is absent. @throws ModelFileError for a file that is no model */
export function pairFigures({ model, practice, data, progress }: PairFiles): PairFigures | null {
  const needed = [model, join(data, "spelling/ecspell_odw_train.tsv"), join(data, "spelling/corpus")];
  if (!needed.every((path) => existsSync(path))) return null;
  if (!existsSync(practice)) makePractice({ practice, data, progress });
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
