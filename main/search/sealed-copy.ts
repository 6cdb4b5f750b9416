/**
 * What is searched of each row (D7), sealed in a few files: reading it from there takes a fraction of opening every body at
 * each unlocking. A line counts only for the very row it was made of, by its number; everything else is opened as before.
 * It is a copy and nothing hangs on it: where a file is missing, damaged or cannot be written, the journal serves. What a
 * part says is the thread's matter; here it is bytes.
 */
import { join } from "node:path";
import { writeDurable } from "../durable-file";
import type { FileSystem } from "../journal/filesystem";
import type { Vault } from "../vault/vault";

export interface SealedCopyParts {
  readonly fs: FileSystem;
  /** A folder of its own in the store's. */
  readonly folder: string;
  readonly vault: Pick<Vault, "storeId" | "seal" | "open">;
}

/** Small enough that sealing one does not keep a save waiting. */
export const PARTS = 64;
/** Below this the disk is left to what must be saved. */
const ROOM = 600_000_000;

/** The part a row lies in, by its name (FNV-1a). */
export function partOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % PARTS;
}

export class SealedCopy {
  readonly #parts: SealedCopyParts;

  constructor(parts: SealedCopyParts) {
    this.#parts = parts;
  }

  /** Every part that opens, one after the other as they are read. */
  readonly read = async (take: (part: Uint8Array) => void): Promise<void> => {
    const { fs, folder } = this.#parts;
    const names = new Set(await fs.list(folder).catch(() => []));
    const there = Array.from({ length: PARTS }, (_, at) => at).filter((at) => names.has(fileName(at)));
    await Promise.all(there.map((at) => this.#readPart(at, take)));
  };

  async #readPart(at: number, take: (part: Uint8Array) => void): Promise<void> {
    const { fs, vault } = this.#parts;
    try {
      take(vault.open(this.#name(at), await fs.read(this.#path(at))));
    } catch {
      // Damaged, of another store, or locked in between: its rows are opened one by one.
    }
  }

  /** Whether the disk has room for a copy. */
  readonly hasRoom = async (): Promise<boolean> => {
    const { fs, folder } = this.#parts;
    await fs.makeFolder(folder);
    return (await fs.freeBytes(folder)) >= ROOM;
  };

  readonly write = (at: number, part: Uint8Array): Promise<void> =>
    writeDurable(this.#parts.fs, this.#path(at), this.#parts.vault.seal(this.#name(at), part));

  readonly #path = (at: number): string => join(this.#parts.folder, fileName(at));

  #name(at: number) {
    return { scope: `search|${at}`, name: `${this.#parts.vault.storeId}|search/1|${at}` };
  }
}

const fileName = (at: number): string => `${at}.sealed`;
