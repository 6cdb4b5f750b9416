/** What main and the search's thread say to each other. */
import type { SearchLine } from "../../shared/search/document";
import type { Answer, Question } from "../../shared/search/question";
import type { Searchable } from "../../shared/store/searchable";

/** A line of the lists and the row its text lies in; `seq` null where the store has no such row. */
export interface RowLine {
  readonly line: SearchLine;
  readonly row: string;
  readonly seq: number | null;
}

/** A row by its name, as it was when its text was read. */
export interface RowText {
  readonly row: string;
  readonly seq: number;
  /** Null for a row that holds no manuscript. */
  readonly text: Searchable | null;
}

export type ToThread =
  /** A part of the sealed copy, opened: JSON as `pack` made it. */
  | { readonly say: "copy"; readonly part: Uint8Array<ArrayBuffer> }
  | { readonly say: "list"; readonly id: number; readonly lines: readonly RowLine[]; readonly gone: readonly string[] }
  | { readonly say: "texts"; readonly texts: readonly RowText[] }
  | { readonly say: "ask"; readonly id: number; readonly question: Question; readonly limit: number }
  | { readonly say: "pack"; readonly id: number; readonly rows: readonly (readonly [string, number])[] };

/** Answers by the number of what was asked. */
export type FromThread =
  /** Of the lines: those whose texts the thread has not. */
  | { readonly say: "lacking"; readonly id: number; readonly lacking: readonly RowLine[] }
  | { readonly say: "answer"; readonly id: number; readonly answer: Answer }
  | { readonly say: "packed"; readonly id: number; readonly part: Uint8Array<ArrayBuffer> };
