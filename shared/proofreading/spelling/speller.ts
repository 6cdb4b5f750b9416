/** What the spelling engine offers to the rule that uses it: a loaded model, ready for one paragraph at a time. */

/** A stretch that is probably a slip of the keyboard. Offsets in UTF-16 units of the text asked about. */
export interface Slip {
  readonly start: number;
  readonly end: number;
  readonly right: string;
  /** Log-odds of the verifier that `right` is what was meant: above 0 more likely than not. */
  readonly odds: number;
  /** The word that stands there once the slip is set right, where it is one: offsets in the text asked about. */
  readonly word?: { readonly start: number; readonly end: number };
}

/** A Chinese character that stands twice in a row. */
export interface Doubling {
  /** Where the first of the two stands. */
  readonly start: number;
  /** Log-odds that one of them is too many. */
  readonly odds: number;
}

export type RepairKind = "missing" | "extra" | "swapped" | "changed";

/** A slip that puts the text out of order: a character missing, too many, two the wrong way round, or any other one. */
export interface Repair {
  readonly kind: RepairKind;
  /** What is replaced; empty where a character is missing. */
  readonly start: number;
  readonly end: number;
  readonly right: string;
  /** Log-odds that the text should read so. */
  readonly odds: number;
}

/** A word that is one, but not the one that belongs there. */
export interface Confusion {
  readonly start: number;
  readonly end: number;
  readonly right: string;
  /** What the text gains by it beyond what it must, in orders of magnitude. */
  readonly spare: number;
}

export interface Speller {
  /** Deterministic: the same text gives the same slips on every machine. */
  readonly slipsIn: (text: string) => readonly Slip[];
  /** Every character that stands exactly twice in a row, meant or not, in the order of the text. */
  readonly doubledIn: (text: string) => readonly Doubling[];
  /** Words that stand where the text reads much better with the one they are taken for, in the order of the text. */
  readonly confusedIn: (text: string) => readonly Confusion[];
  /** In the order of the text. */
  readonly repairsIn: (text: string) => readonly Repair[];
}
