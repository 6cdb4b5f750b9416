/** What a reader of one format gives: stretches of text in order, each with what is special about it. */

export interface Piece {
  readonly text: string;
  /** A reader of the file does not see it: 隐藏工作表, 修订中删除的文字, 批注. */
  readonly hidden?: string;
  /** Where it stands in a sheet. */
  readonly cell?: { readonly table: string; readonly row: number; readonly column: number };
}

export interface Pieces {
  readonly pieces: readonly Piece[];
  /** What could not be read, in Chinese: a page that is a picture. */
  readonly notes: readonly string[];
}

/** Reads the text of a PDF; outside, since the library that does it is not ours. @throws AppError E_FILE_TYPE */
export type PdfReader = (bytes: Uint8Array) => Promise<Pieces>;
