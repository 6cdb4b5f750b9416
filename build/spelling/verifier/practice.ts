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

function* linesWhere(folder: string, name: string, wantKeptOut: boolean): Generator<string> {
  let number = 0;
  for (const line of linesOf(folder, name, "train")) {
    if (isKeptOut(number) === wantKeptOut) yield line;
    number += 1;
  }
}

/** What the practice model has not seen, each line once. */
export function* keptOutLines(corpus: string): Generator<string> {
  for (const name of Object.keys(SOURCES)) yield* linesWhere(corpus, name, true);
}

/** What it has seen, each line once. */
export function* seenLines(corpus: string): Generator<string> {
  for (const name of Object.keys(SOURCES)) yield* linesWhere(corpus, name, false);
}

function* practiceLines(corpus: string): Generator<string> {
  for (const [name, times] of Object.entries(SOURCES))
    for (let time = 0; time < times; time += 1) yield* linesWhere(corpus, name, false);
}

export interface PracticeTask {
  readonly corpus: string;
  readonly data: string;
  readonly wanted: readonly number[];
  readonly progress: (what: string) => void;
}

export function practiceModel({ corpus, data, wanted, progress }: PracticeTask): Uint8Array<ArrayBuffer> {
  return buildModel({
    lines: () => practiceLines(corpus),
    words: wordsOf(data),
    characters: allCharacters(),
    shapes: shapesOf(data),
    wanted,
    progress,
  });
}
