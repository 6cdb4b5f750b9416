/**
 * The text of an attached file as the rules see it (R14, MC-36). The desk and the platform call the same function on
 * the same bytes, so they find the same. A file that cannot be read fails by itself; the pass goes on.
 */
import { AppError, type FailureCode } from "../failure";
import type { Content } from "../model/content";
import type { FileRef } from "../model/manuscript";
import type { BlockPart } from "../proofreading/block-part";
import type { TextBlock } from "../proofreading/rule";
import type { Digest } from "../schema";
import { Archive, broken, encrypted, isArchive } from "./archive";
import { embeddedPieces } from "./embedded";
import type { PdfReader, Piece, Pieces } from "./piece";
import { pagePieces, plainPieces, tablePieces } from "./plain";
import { sheetPieces } from "./sheets";
import { isPictured, slidePieces, wordPieces } from "./word";

export interface AttachmentText {
  readonly hash: Digest;
  readonly name: string;
  readonly blocks: AttachedBlock[];
  /** What of it could not be checked, in Chinese sentences without a full stop. */
  readonly notes: string[];
  /** Nothing of it could be read. */
  readonly failure: { readonly code: FailureCode; readonly reason: string } | null;
}

export interface AttachedBlock extends TextBlock {
  readonly role: "attachment";
  readonly links?: never;
  readonly part?: Extract<BlockPart, { kind: "hidden" }>;
}

export interface AttachedFile extends Pick<FileRef, "hash" | "name"> {
  readonly bytes: Uint8Array;
}

const MOST_BLOCKS = 20_000;
const MOST_CHARACTERS = 500_000;
const LONGEST_BLOCK = 20_000;

const WITH_TEXT = /\.(?:docx?|docm|dotx|xlsx?|xlsm|pptx?|pptm|pdf|txt|text|md|csv|tsv|html?|wps|et|dps|ofd|rtf)$/i;

/** The files of an item whose text the pass must know; pictures and films have none. */
export function filesWithText(content: Content): readonly FileRef[] {
  return content.files.filter(holdsText);
}

/** By name or by what its bytes were told to be: a document under the name of a picture is one all the same. */
const holdsText = ({ name, mime }: Pick<FileRef, "name" | "mime">): boolean =>
  namesText(name) || !/^(?:image|audio|video)\//.test(mime);

/** Whether a file of this name holds text, readable here or not. */
export const namesText = (name: string): boolean => WITH_TEXT.test(name);

export async function attachmentText(file: AttachedFile, pdf: PdfReader): Promise<AttachmentText> {
  const { hash, name } = file;
  try {
    const { pieces, notes } = await piecesOf(file, pdf);
    const kept = withinLimits(pieces);
    const cut = kept.length < pieces.length ? ["文字过多，只检查了前面的部分"] : [];
    return { hash, name, blocks: blocksOf(hash, kept), notes: [...notes, ...cut], failure: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { hash, name, blocks: [], notes: [], failure: { code: error.code, reason: error.detail ?? "读不出文字" } };
  }
}

async function piecesOf({ name, bytes }: AttachedFile, pdf: PdfReader): Promise<Pieces> {
  if (bytes.length === 0) throw new AppError("E_FILE_TYPE", "文件是空的");
  if (isArchive(bytes)) return wholeOffice(new Archive(bytes));
  if (isPdf(bytes)) return pdf(bytes);
  if (isCompound(bytes)) throw isSealed(bytes) ? encrypted() : oldFormat();
  if (/\.(?:docx|docm|dotx|xlsx|xlsm|pptx|pptm|pdf)$/i.test(name)) throw broken();
  if (/\.(?:doc|xls|ppt|wps|et|dps|ofd|rtf)$/i.test(name)) throw oldFormat();
  return { pieces: textPieces(name, bytes), notes: [] };
}

function textPieces(name: string, bytes: Uint8Array): Piece[] {
  if (/\.(?:csv|tsv)$/i.test(name)) return tablePieces(bytes);
  return /\.html?$/i.test(name) ? pagePieces(bytes) : plainPieces(bytes);
}

/** The file, then the files inside it: one level deep, what lies deeper is told. */
function wholeOffice(archive: Archive): Pieces {
  const { pieces, unread } = embeddedPieces(archive, officePieces);
  const own = officePieces(archive);
  const names = unread.map((name) => `“${name}”`).join("");
  return {
    pieces: [...own, ...pieces],
    notes: [
      // Properties are a handful; what has more has words, and need not be unpacked again.
      ...(own.length < 12 && isPictured(archive) ? ["没有可读的文字，可能是图片或扫描件"] : []),
      ...(names === "" ? [] : [`内嵌的${names}没有读出，请人工核对`]),
    ],
  };
}

/** What an archive is shows in its parts, whatever its name says. */
function officePieces(archive: Archive): Piece[] {
  const { names } = archive;
  if (names.includes("word/document.xml")) return wordPieces(archive);
  if (names.includes("xl/workbook.xml")) return sheetPieces(archive);
  if (names.some((name) => name.startsWith("ppt/slides/"))) return slidePieces(archive);
  if (names.includes("OFD.xml")) throw new AppError("E_FILE_TYPE", "OFD版式文件的文字无法读取，请人工核对");
  throw new AppError("E_FILE_TYPE", "不是docx、xlsx或pptx文件，文字无法读取");
}

const isPdf = (bytes: Uint8Array): boolean => starts(bytes, [0x25, 0x50, 0x44, 0x46]);
const isCompound = (bytes: Uint8Array): boolean => starts(bytes, [0xd0, 0xcf, 0x11, 0xe0]);
const starts = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((value, at) => bytes[at] === value);

const oldFormat = (): AppError => new AppError("E_FILE_TYPE", "旧格式的文字无法读取，请另存为docx、xlsx、pptx或pdf");

/** A locked office file is a compound file with a stream EncryptedPackage, in UTF-16LE ([MS-OFFCRYPTO] 2.3.4.4). */
function isSealed(bytes: Uint8Array): boolean {
  const wanted = Array.from("EncryptedPackage", (char) => char.charCodeAt(0));
  for (let at = 0; at + wanted.length * 2 <= bytes.length; at += 2) {
    if (wanted.every((code, i) => bytes[at + i * 2] === code && bytes[at + i * 2 + 1] === 0)) return true;
  }
  return false;
}

function withinLimits(pieces: readonly Piece[]): Piece[] {
  const kept: Piece[] = [];
  let room = MOST_CHARACTERS;
  for (const piece of pieces) {
    room -= piece.text.length;
    if (room < 0 || kept.length >= MOST_BLOCKS) break;
    kept.push(piece);
  }
  return kept;
}

/** `att.<first 12 hex of the hash>.<n>`, n from 1. Of each kind of hidden text only the first says so. */
function blocksOf(hash: Digest, pieces: readonly Piece[]): AttachedBlock[] {
  const prefix = attachmentPrefix(hash);
  const told = new Set<string>();
  return pieces
    .flatMap((piece) => cutUp(piece))
    .map(({ text, hidden, cell }, at): AttachedBlock => {
      const isFirst = hidden !== undefined && !told.has(hidden);
      if (hidden !== undefined) told.add(hidden);
      return {
        id: `${prefix}.${at + 1}`,
        role: "attachment",
        text,
        ...(cell === undefined ? {} : { cell: { ...cell, table: `${prefix}.${cell.table}` } }),
        ...(isFirst && hidden !== undefined ? { part: { kind: "hidden" as const, why: hidden } } : {}),
      };
    });
}

function cutUp(piece: Piece): Piece[] {
  if (piece.text.length <= LONGEST_BLOCK) return [{ ...piece, text: piece.text.normalize("NFC") }];
  const parts: Piece[] = [];
  for (let at = 0; at < piece.text.length; at += LONGEST_BLOCK)
    parts.push({ ...piece, text: piece.text.slice(at, at + LONGEST_BLOCK).normalize("NFC") });
  return parts;
}

/** `hash` may be written with its algorithm before it. */
export const attachmentPrefix = (hash: Digest): string => `att.${hash.slice(hash.indexOf(":") + 1).slice(0, 12)}`;
