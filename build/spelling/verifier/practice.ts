/**
 * The practice model: like the shipped one but without every tenth stretch of its text, so that the verifier can be
 * trained on ten times as much text that its model has not seen.
 */
import { allCharacters } from "../characters";
import { buildModel } from "../model";
import { shapesOf } from "../shapes";
import { linesOf, SOURCES } from "../sources";
import { wordsOf } from "../words";

const STRETCH = 100;
const EVERY = 10;
const KEPT_OUT = 3;

const isKeptOut = (number: number): boolean => Math.floor(number / STRETCH) % EVERY === KEPT_OUT;

/** Lines of part `train`, those kept out or the others. */
export function* practiceLines(corpus: string, wantKeptOut: boolean): Generator<string> {
  for (const name of Object.keys(SOURCES)) {
    let number = 0;
    for (const line of linesOf(corpus, name, "train")) {
      if (isKeptOut(number) === wantKeptOut) yield line;
      number += 1;
    }
  }
}

export interface PracticeTask {
  readonly corpus: string;
  readonly data: string;
  readonly wanted: readonly number[];
  readonly progress: (what: string) => void;
}

export function practiceModel({ corpus, data, wanted, progress }: PracticeTask): Uint8Array<ArrayBuffer> {
  return buildModel({
    lines: () => practiceLines(corpus, false),
    words: wordsOf(data),
    characters: allCharacters(),
    shapes: shapesOf(data),
    wanted,
    progress,
  });
}
