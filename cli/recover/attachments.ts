/** Puts attachments together: sealed chunks of today, and the pieces of before, which were records of their own. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import type { FileSystem } from "../../main/journal/filesystem";
import { unseal } from "../../main/vault/sealing";
import { fromBase64 } from "../../shared/bytes";
import type { OpenParts } from "./values";

const chunked = z.object({ hash: z.string(), size: z.number().int().nonnegative(), chunks: z.array(z.string()) });
const oldPiece = z.object({ bytes: z.string() });
const fileRef = z.object({ hash: z.string(), name: z.string().min(1) });

export interface Attachment {
  readonly hash: string;
  readonly bytes: Uint8Array;
  /** What is missing of it, in Chinese; empty when its hash holds. */
  readonly fault: string;
}

/** Hears every value that is exported, and afterwards knows the files they name. */
export class AttachmentList {
  readonly #chunked: z.infer<typeof chunked>[] = [];
  readonly #pieces = new Map<string, [number, Uint8Array][]>();
  readonly #names = new Map<string, string>();

  /** Answers whether the value was part of a file and nothing to export by itself. */
  readonly hear = (table: string, key: string, value: unknown): boolean => {
    this.#hearNames(value);
    if (table !== "files") return false;
    const manifest = chunked.safeParse(value);
    if (manifest.success) this.#chunked.push(manifest.data);
    const [, hash, nth] = /^piece:(.+):(\d+)$/.exec(key) ?? [];
    const piece = oldPiece.safeParse(value);
    if (hash === undefined || !piece.success) return manifest.success;
    this.#pieces.set(hash, [...(this.#pieces.get(hash) ?? []), [Number(nth), fromBase64(piece.data.bytes)]]);
    return true;
  };

  readonly nameOf = (hash: string): string =>
    `${hash.slice(hash.indexOf(":") + 1).slice(0, 12)} ${this.#names.get(hash) ?? "附件.bin"}`;

  readonly all = async function* (this: AttachmentList, parts: OpenParts, folders: readonly string[]) {
    for (const file of this.#chunked) yield await fromChunks(file, parts, folders);
    for (const [hash, pieces] of this.#pieces) {
      const inOrder = [...pieces].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
      yield checked(hash, Buffer.concat(inOrder), "缺少其中的若干段");
    }
  };

  /** A file has its name where a manuscript names it, however deep. */
  #hearNames(value: unknown): void {
    if (typeof value !== "object" || value === null) return;
    const ref = fileRef.safeParse(value);
    if (ref.success) this.#names.set(ref.data.hash, ref.data.name);
    for (const inner of Object.values(value)) this.#hearNames(inner);
  }
}

async function fromChunks(
  { hash, chunks }: z.infer<typeof chunked>,
  parts: OpenParts,
  folders: readonly string[],
): Promise<Attachment> {
  const read: Uint8Array[] = [];
  const missing: number[] = [];
  for (const [nth, name] of chunks.entries()) {
    const bytes = await openChunk(name, parts, folders);
    if (bytes === null) missing.push(nth + 1);
    else read.push(bytes);
  }
  return checked(hash, Buffer.concat(read), `共 ${chunks.length} 段，读不出第 ${missing.join("、")} 段`);
}

async function openChunk(name: string, parts: OpenParts, folders: readonly string[]): Promise<Uint8Array | null> {
  const scope = `chunk|${name}`;
  for (const folder of folders) {
    const sealed = await readIfThere(parts.fs, join(folder, name));
    if (sealed === null) continue;
    try {
      return unseal(parts.dataKey, { scope, name: `${parts.storeId}|${scope}` }, sealed);
    } catch {
      // A damaged copy; another folder may have a whole one.
    }
  }
  return null;
}

const readIfThere = (fs: Pick<FileSystem, "read">, path: string): Promise<Uint8Array | null> =>
  fs.read(path).catch(() => null);

function checked(hash: string, bytes: Uint8Array, fault: string): Attachment {
  const [algorithm = "", hex = ""] = hash.split(":");
  const holds = algorithm === "sha-256" && createHash("sha256").update(bytes).digest("hex") === hex;
  return { hash, bytes, fault: holds ? "" : fault };
}
