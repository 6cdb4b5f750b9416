/**
 * The outer form of an evidence pack and of a lexicon pack: a ZIP that has exactly one way to be written. Files are
 * stored, not compressed, in the order of their names, with one fixed time; so reading can demand that writing the same
 * files again gives the same bytes. That refuses duplicates, hidden data, altered headers and decompression bombs.
 */
import { unzipSync, zipSync } from "fflate";
import { sameBytes } from "../bytes";
import { AppError } from "../failure";

export type PackFiles = ReadonlyMap<string, Uint8Array>;

/** Content, ledgers and signatures of one item are far smaller; files by hash travel apart. */
const MAX_PACK = 64 * 1024 * 1024;
const MAX_FILES = 4_000;
const nameForm = /^[a-z]+(?:\/\d{3})?\.(?:json|p7s|der|crl|ocsp|html|cbspell)$/;

export function writeArchive(files: PackFiles): Uint8Array {
  const names = [...files.keys()].sort();
  const entries = names.map((name) => [name, files.get(name) ?? new Uint8Array()] as const);
  // ZIP keeps local time: the first day it can express, built from local parts, is the same bytes everywhere.
  return zipSync(Object.fromEntries(entries), { level: 0, mtime: new Date(1980, 0, 1) });
}

/** What an archive holds: an evidence pack 证据包, or a lexicon pack 词库包, which has the same outer form. */
export interface ArchiveKind {
  readonly name: "证据包" | "词库包";
  readonly code: "E_PACK" | "E_LEXICON";
}

const evidence: ArchiveKind = { name: "证据包", code: "E_PACK" };

/** @throws AppError E_PACK (E_LEXICON), E_TOO_LARGE */
export function readArchive(bytes: Uint8Array, kind: ArchiveKind = evidence): PackFiles {
  if (bytes.length > MAX_PACK) throw new AppError("E_TOO_LARGE", `${kind.name}超过 64 MB`);
  const files = new Map(Object.entries(unzip(bytes, kind)));
  if (!sameBytes(writeArchive(files), bytes)) throw new AppError(kind.code, `${kind.name}的外层格式被改动过`);
  return files;
}

function unzip(bytes: Uint8Array, kind: ArchiveKind): Record<string, Uint8Array> {
  let count = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ name, compression, size, originalSize }) => {
        count += 1;
        if (compression !== 0 || size !== originalSize || size > bytes.length) throw new Error("compressed");
        if (count > MAX_FILES || !nameForm.test(name)) throw new Error("foreign file");
        return true;
      },
    });
  } catch (cause) {
    throw new AppError(kind.code, `${kind.name}已损坏，或不是本系统的${kind.name}`, { cause });
  }
}
