/**
 * An asar archive, read by hand: two Chromium pickles with the header's length and text, then the files' bytes. Written
 * apart from @electron/asar, which packs, so that one error cannot hide in both.
 */
import { createHash } from "node:crypto";
import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";

const integrity = z.object({
  algorithm: z.literal("SHA256"),
  hash: z.string(),
  blockSize: z.number().int().positive(),
  blocks: z.array(z.string()),
});

interface Folder {
  readonly files: Readonly<Record<string, Entry>>;
}
interface Stored {
  readonly size: number;
  readonly offset?: string | undefined;
  readonly unpacked?: boolean | undefined;
  readonly executable?: boolean | undefined;
  readonly integrity?: z.infer<typeof integrity> | undefined;
}
interface Link {
  readonly link: string;
}
type Entry = Folder | Stored | Link;

const entry: z.ZodType<Entry> = z.lazy(() =>
  z.union([
    z.object({ files: z.record(z.string(), entry) }),
    z.object({ link: z.string() }),
    z.object({
      size: z.number().int().nonnegative(),
      offset: z.string().regex(/^\d+$/).optional(),
      unpacked: z.boolean().optional(),
      executable: z.boolean().optional(),
      integrity: integrity.optional(),
    }),
  ]),
);
const header = z.object({ files: z.record(z.string(), entry) });

export interface AsarFile extends Stored {
  /** With forward slashes, without a leading one. */
  readonly path: string;
}

export interface Asar {
  /** Of the header's text: what Electron compares with the value embedded in its executable. */
  readonly headerHash: string;
  readonly files: readonly AsarFile[];
  readonly links: readonly string[];
  /** Content of a file that lies inside. @throws Error when it lies outside or the archive is cut short */
  readonly read: (file: AsarFile) => Buffer;
  /** Length of the archive that the header accounts for. */
  readonly end: number;
  readonly size: number;
}

const sha256 = (bytes: Buffer | string): string => createHash("sha256").update(bytes).digest("hex");

/** @throws Error when it is not an asar archive */
export function openAsar(path: string): Asar {
  const prefix = slice(path, 0, 16);
  const headerSize = prefix.readUInt32LE(4);
  const length = prefix.readUInt32LE(12);
  if (prefix.readUInt32LE(0) !== 4 || length > headerSize) throw new Error(`${path} is not an asar archive`);
  const text = slice(path, 16, length).toString("utf8");
  const start = 8 + headerSize;
  const found = walk(header.parse(JSON.parse(text)), "");
  const files = found.flatMap((one) => (one.kind === "file" ? [one.file] : []));
  const inside = files.filter(({ offset }) => offset !== undefined);
  return {
    headerHash: sha256(text),
    files,
    links: found.flatMap((one) => (one.kind === "link" ? [one.path] : [])),
    read: ({ path: name, offset, size }) => {
      if (offset === undefined) throw new Error(`${name} lies outside the archive`);
      return slice(path, start + Number(offset), size);
    },
    end: inside.reduce((end, { offset, size }) => Math.max(end, start + Number(offset) + size), start),
    size: sizeOf(path),
  };
}

/** Writes the files that lie inside below a folder. */
export function unpackAsar(path: string, folder: string): void {
  const asar = openAsar(path);
  for (const file of asar.files.filter(({ offset }) => offset !== undefined)) {
    mkdirSync(dirname(join(folder, file.path)), { recursive: true });
    writeFileSync(join(folder, file.path), asar.read(file));
  }
}

/** Whether a file's bytes are those that the header's block hashes were taken of. */
export function holdsIntegrity({ integrity: said }: AsarFile, bytes: Buffer): boolean {
  if (said === undefined) return false;
  const count = Math.max(1, Math.ceil(bytes.length / said.blockSize));
  const blocks = Array.from({ length: count }, (_, index) =>
    sha256(bytes.subarray(index * said.blockSize, (index + 1) * said.blockSize)),
  );
  return said.hash === sha256(bytes) && sameBlocks(blocks, said.blocks, bytes.length);
}

/** An empty file is written with no block or with the hash of nothing, by version of the tool. */
const sameBlocks = (made: readonly string[], said: readonly string[], length: number): boolean =>
  (length === 0 && said.length === 0) || (made.length === said.length && made.every((hash, at) => hash === said[at]));

type Found = { readonly kind: "file"; readonly file: AsarFile } | { readonly kind: "link"; readonly path: string };

function walk(folder: Folder, prefix: string): Found[] {
  return Object.entries(folder.files).flatMap(([name, one]): Found[] => {
    const path = `${prefix}${name}`;
    if ("files" in one) return walk(one, `${path}/`);
    return "link" in one ? [{ kind: "link", path }] : [{ kind: "file", file: { ...one, path } }];
  });
}

function slice(path: string, position: number, length: number): Buffer {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(length);
    if (readSync(file, bytes, 0, length, position) !== length) throw new Error(`${path} ends early`);
    return bytes;
  } finally {
    closeSync(file);
  }
}

function sizeOf(path: string): number {
  const file = openSync(path, "r");
  try {
    return fstatSync(file).size;
  } finally {
    closeSync(file);
  }
}
