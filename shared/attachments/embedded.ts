/** Files inside office files: the workbook behind a chart, a document put in as an object. */
import { AppError } from "../failure";
import type { Archive } from "./archive";
import type { Piece } from "./piece";

const MOST = 50;

export interface Embedded {
  readonly pieces: Piece[];
  /** Names of those whose text could not be read. */
  readonly unread: string[];
}

/** Whatever of it is shown inside, a reader of the outer file does not see it. @throws AppError E_TOO_LARGE */
export function embeddedPieces(archive: Archive, read: (inner: Archive) => Piece[]): Embedded {
  const found = archive.names.filter((name) => /^(?:word|xl|ppt)\/embeddings\/[^/]{1,200}$/.test(name));
  const embedded: Embedded = { pieces: [], unread: [] };
  for (const [at, path] of found.entries()) {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const pieces = at < MOST ? piecesIn(archive, path, read) : null;
    if (pieces === null) embedded.unread.push(name);
    else embedded.pieces.push(...pieces.map((piece) => ({ ...piece, hidden: "内嵌文件" })));
  }
  return embedded;
}

/** Null when nothing of it could be read. */
function piecesIn(archive: Archive, path: string, read: (inner: Archive) => Piece[]): Piece[] | null {
  try {
    const inner = archive.inside(path);
    return inner === null ? null : read(inner);
  } catch (error) {
    if (error instanceof AppError && error.code === "E_FILE_TYPE") return null;
    throw error;
  }
}
