/** A search 检索 as the person asked it, and its answer: what window and worker say to each other. */

export interface Question {
  readonly text: string;
  /** Empty for any. */
  readonly columnId: string;
  /** Part of a name; empty for any. */
  readonly writer: string;
  /** Days, `2026-11-22`, both included; empty for no bound. Compared with the day of the last change. */
  readonly from: string;
  readonly to: string;
}

export const anything: Question = { text: "", columnId: "", writer: "", from: "", to: "" };

/** `draft`: on this machine. `item`: on the platform; without a copy here only its title is searched. */
export type DocumentKind = "draft" | "item";

export interface SearchDocument {
  readonly kind: DocumentKind;
  readonly itemId: string;
  readonly title: string;
  readonly body: string;
  readonly facts: string;
  readonly columnId: string;
  readonly writer: string;
  readonly updatedAt: string;
}

/** `[start, end)` in UTF-16. */
export type Range = readonly [number, number];

export interface Passage {
  readonly text: string;
  readonly ranges: readonly Range[];
}

export interface Hit {
  readonly kind: DocumentKind;
  readonly itemId: string;
  readonly title: Passage;
  /** Where in the text, or in the metadata, it was found; null when the title alone matched. */
  readonly passage: Passage | null;
  readonly columnId: string;
  readonly writer: string;
  readonly updatedAt: string;
}

export interface Answer {
  readonly hits: readonly Hit[];
  /** How many there are in all; `hits` holds the first of them. */
  readonly total: number;
}

export type ToWorker =
  | { readonly say: "put"; readonly documents: readonly SearchDocument[] }
  | { readonly say: "remove"; readonly keys: readonly string[] }
  | { readonly say: "ask"; readonly seq: number; readonly question: Question; readonly limit: number };

export interface FromWorker {
  readonly seq: number;
  readonly answer: Answer;
}

export const keyOf = ({ kind, itemId }: Pick<SearchDocument, "kind" | "itemId">): string => `${kind} ${itemId}`;
