/** Where words of pairs stand in a text, and what stands around them. */
import { visitContext } from "../../../shared/proofreading/spelling/word-contexts";
import { generator } from "../verifier/boost";
import type { Sample } from "./regression";

/** So many places of a word teach; of more, a random choice. */
const MOST = 5000;

export interface Taught {
  places: number;
  readonly samples: Sample[];
}

export function visitWords(
  line: string,
  words: { readonly has: (word: string) => boolean; readonly lengths: readonly number[] },
  visitor: (word: string, start: number) => void,
): void {
  for (let start = 0; start < line.length; start += 1)
    for (const length of words.lengths) {
      const word = line.slice(start, start + length);
      if (word.length === length && words.has(word)) visitor(word, start);
    }
}

/** Samples of every word, each line once. */
export function samplesOf(words: ReadonlySet<string>, lines: Iterable<string>): ReadonlyMap<string, Taught> {
  const taught = new Map([...words].map((word): [string, Taught] => [word, { places: 0, samples: [] }]));
  const lengths = [...new Set([...words].map(({ length }) => length))];
  const random = generator(11);
  for (const line of lines)
    visitWords(line, { has: (word) => words.has(word), lengths }, (word, start) => {
      const own = taught.get(word);
      if (own === undefined) return;
      own.places += 1;
      const at = own.samples.length < MOST ? own.samples.length : Math.floor(random() * own.places);
      if (at >= MOST) return;
      const keys: number[] = [];
      visitContext(line, { start, end: start + word.length }, (key) => keys.push(key));
      own.samples[at] = keys;
    });
  return taught;
}
