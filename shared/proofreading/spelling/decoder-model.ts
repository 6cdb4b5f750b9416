/** What the decoder needs of a spelling model. The packed model fits as it is; tests bring small ones. */

/** Which characters are attested beside which, a bit for each of the most common. */
export interface PairBits {
  /** Words a row takes. */
  readonly width: number;
  /** By first character: what follows it. */
  readonly followers: Uint32Array;
  /** By last character: what stands before it. */
  readonly leaders: Uint32Array;
}

export interface CharacterScores {
  readonly order: number;
  /** Order of the n-gram that answered the last question. */
  hit: number;
  reserve(slots: number): void;
  begin(slot: number): void;
  score(slot: number, id: number): number;
  advance(slot: number, id: number, into: number): number;
  setContext(slot: number, older: number, old: number, last: number): void;
  unigram(id: number): number;
  bigram(first: number, last: number): number;
  trigram(first: number, second: number, last: number): number;
  hasBigram(first: number, last: number): boolean;
  /** The same for the common characters at once, where the model keeps it. */
  pairBits?(): PairBits;
}

export interface ConfusionPairs {
  readonly candidates: Uint16Array;
  readonly types: Uint8Array;
  begin(id: number): number;
  end(id: number): number;
  /** 3 when the two are no pair. */
  typeOf(id: number, other: number): number;
}

export interface WordCounts {
  /** Longest word over the place: its length × 16 + its class; 0 when there is none. */
  cover(units: Uint16Array, length: number, at: number): number;
  /** 0 when the span is no word, else about 1 + log2 of its count. */
  classOf(units: Uint16Array, from: number, length: number): number;
}

export interface HomophoneWords {
  readonly ids: Uint16Array;
  readonly classes: Uint8Array;
  find(units: Uint16Array, from: number, length: number): number;
}

export interface Characters {
  readonly size: number;
  idOf(unit: number): number;
  unitOf(id: number): number;
}

export interface DecoderModel {
  readonly vocabulary: Characters;
  readonly language: CharacterScores;
  readonly confusions: ConfusionPairs;
  readonly words: WordCounts;
  readonly homophones: HomophoneWords;
}

/** What a replacement costs by the kind of its pair: same sound and tone, same sound, near sound, none, shape, both. */
export const PAIR_COSTS = [83, 90, 109, 144, 122, 86] as const;
/** Two characters that are no pair. */
export const NO_PAIR = 3;
export const pairCost = (kind: number): number => PAIR_COSTS[kind] ?? PAIR_COSTS[NO_PAIR];
