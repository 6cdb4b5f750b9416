/** A decoder's model counted from a few sentences: a trigram model that can be read through, and pairs written out. */
import type { CharacterScores, ConfusionPairs, DecoderModel, HomophoneWords, WordCounts } from "../decoder-model";
import { BEGIN, CharacterIds, END, FIRST_CHARACTER, segmentEnd, TokenLine } from "../tokens";

export interface ToyText {
  readonly sentences: readonly string[];
  readonly words: readonly string[];
  /** Characters taken for each other, by kind: `[0, "扶夫"]`. */
  readonly pairs: readonly (readonly [number, string])[];
}

const UNSEEN = -160;
const ATTESTED = -24;
const BACKOFF = -40;

class ToyScores implements CharacterScores {
  readonly order = 4;
  hit = 1;
  private readonly grams = new Set<string>();
  private readonly singles = new Set<number>();
  private slots: number[][] = [];

  add(ids: readonly number[]): void {
    const padded = [BEGIN, ...ids, END];
    padded.forEach((id, at) => {
      this.singles.add(id);
      for (let size = 2; size <= 4 && at - size + 1 >= 0; size += 1)
        this.grams.add(padded.slice(at - size + 1, at + 1).join(" "));
    });
  }

  reserve(slots: number): void {
    while (this.slots.length < slots) this.slots.push([BEGIN]);
  }

  begin(slot: number): void {
    this.slots[slot] = [BEGIN];
  }

  score(slot: number, id: number): number {
    return this.after(this.slots[slot] ?? [], id);
  }

  advance(slot: number, id: number, into: number): number {
    const history = this.slots[slot] ?? [];
    const score = this.after(history, id);
    this.slots[into] = [...history, id].slice(-3);
    return score;
  }

  setContext(slot: number, older: number, old: number, last: number): void {
    const history = [older, old, last];
    this.slots[slot] = history.slice(Math.max(0, history.lastIndexOf(BEGIN)));
  }

  unigram(id: number): number {
    this.hit = 1;
    return this.singles.has(id) ? BACKOFF * 2 : UNSEEN;
  }

  bigram(first: number, last: number): number {
    return this.after([first], last);
  }

  trigram(first: number, second: number, last: number): number {
    return this.after([first, second], last);
  }

  hasBigram(first: number, last: number): boolean {
    return this.grams.has(`${first} ${last}`);
  }

  private after(history: readonly number[], id: number): number {
    for (let size = Math.min(3, history.length); size > 0; size -= 1) {
      if (!this.grams.has([...history.slice(-size), id].join(" "))) continue;
      this.hit = size + 1;
      return ATTESTED + (3 - size) * BACKOFF;
    }
    return this.unigram(id) + BACKOFF;
  }
}

export interface ToyModel extends DecoderModel {
  readonly vocabulary: CharacterIds;
}

export function toyModel({ sentences, words, pairs }: ToyText): ToyModel {
  const all = [...sentences, ...words, ...pairs.map(([, chars]) => chars)].join("");
  const units = [...new Set(Array.from({ length: all.length }, (_, i) => all.charCodeAt(i)))];
  const vocabulary = new CharacterIds(Uint16Array.from([...Array<number>(FIRST_CHARACTER).fill(0), ...units]));
  const language = new ToyScores();
  const line = new TokenLine();
  for (const sentence of sentences) {
    line.fill(sentence, vocabulary);
    for (let from = 0; from < line.length; from = segmentEnd(line, from))
      language.add([...line.ids.slice(from, segmentEnd(line, from))]);
  }
  return {
    vocabulary,
    language,
    confusions: toyPairs(pairs, vocabulary),
    words: toyWords(words),
    homophones: toyHomophones(words, pairs, vocabulary),
  };
}

function toyPairs(pairs: ToyText["pairs"], vocabulary: CharacterIds): ConfusionPairs {
  const listed = pairs.flatMap(([kind, chars]) =>
    [...chars].flatMap((a) =>
      [...chars]
        .filter((b) => a !== b)
        .map((b) => ({ from: vocabulary.idOf(a.charCodeAt(0)), to: vocabulary.idOf(b.charCodeAt(0)), kind })),
    ),
  );
  listed.sort((a, b) => a.from - b.from);
  const first = (id: number) => listed.filter(({ from }) => from < id).length;
  return {
    candidates: Uint16Array.from(listed, ({ to }) => to),
    types: Uint8Array.from(listed, ({ kind }) => kind),
    begin: first,
    end: (id) => first(id + 1),
    typeOf: (id, other) => listed.find(({ from, to }) => from === id && to === other)?.kind ?? 3,
  };
}

const textAt = (units: Uint16Array, from: number, length: number): string =>
  String.fromCharCode(...units.subarray(from, from + length));

function toyWords(words: readonly string[]): WordCounts {
  const known = new Set(words);
  const classOf = (units: Uint16Array, from: number, length: number) =>
    known.has(textAt(units, from, length)) ? 9 : 0;
  return {
    classOf,
    cover: (units, length, at) => {
      for (let size = 4; size >= 2; size -= 1)
        for (let from = Math.max(0, at - size + 1); from <= at && from + size <= length; from += 1)
          if (classOf(units, from, size) > 0) return size * 16 + 9;
      return 0;
    },
  };
}

/** Words of which every character is the same or a pair of a sound. */
function toyHomophones(words: readonly string[], pairs: ToyText["pairs"], vocabulary: CharacterIds): HomophoneWords {
  const ids = new Uint16Array(256);
  const classes = new Uint8Array(64).fill(9);
  const alike = (a: string, b: string) =>
    a === b || pairs.some(([kind, chars]) => kind < 3 && chars.includes(a) && chars.includes(b));
  return {
    ids,
    classes,
    find: (units, from, length) => {
      const text = textAt(units, from, length);
      const found = words.filter(
        (word) => word.length === length && word !== text && [...word].every((char, i) => alike(char, text.charAt(i))),
      );
      found.forEach((word, k) => {
        [...word].forEach((char, i) => {
          ids[k * 4 + i] = vocabulary.idOf(char.charCodeAt(0));
        });
      });
      return found.length;
    },
  };
}
