/**
 * What is searched of each row (D7), sealed in a few files: reading it from there takes a fraction of opening every body at
 * each unlocking. A line counts only for the very row it was made of, by its number; everything else is opened as before.
 * It is a copy and nothing hangs on it: where a file is missing, damaged or cannot be written, the journal serves.
 */
import { join } from "node:path";
import { z } from "zod";
import { utf8 } from "../../shared/bytes";
import { type Searchable, searchable } from "../../shared/store/searchable";
import { writeDurable } from "../durable-file";
import type { Timers } from "../timers";
import type { Vault } from "../vault/vault";
import type { FileSystem } from "./filesystem";
import { type Row, rowName } from "./row";

export type Numbered = Pick<Row, "table" | "key" | "seq">;

interface Line {
  readonly seq: number;
  /** Null for a row that holds no manuscript. */
  readonly text: Searchable | null;
}

type Part = Map<string, Line>;

export interface SearchCopyParts {
  readonly fs: FileSystem;
  /** A folder of its own in the store's. */
  readonly folder: string;
  readonly vault: Pick<Vault, "storeId" | "seal" | "open">;
  readonly timers: Timers;
  /** The number the journal has for a row of this name now; null when it has none. */
  readonly seqOf: (name: string) => number | null;
}

/** Small enough that writing one does not keep a save waiting. */
export const PARTS = 64;
/** Fewer rows than these are opened faster than the copy is read. */
const WORTHWHILE = 100;
/** So many newly opened rows are worth writing parts anew. */
const WORTH_WRITING = 200;
/** Reading has ended when nothing was asked for so long. */
const QUIET_MS = 5_000;
/** Below this the disk is left to what must be saved. */
const ROOM = 600_000_000;

const file = z.array(z.tuple([z.string(), z.number().int(), searchable.nullable()]));

/** The part a row lies in, by its name (FNV-1a). */
function partOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % PARTS;
}

export class SearchCopy {
  readonly #parts: SearchCopyParts;
  /** In memory from the first large question to the quiet after the last. */
  #read: Promise<readonly Part[]> | null = null;
  #fresh = new Set<string>();
  #cancel: () => void = () => undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(parts: SearchCopyParts) {
    this.#parts = parts;
  }

  /** Lines of the copy for a question about `count` rows; null where opening them is quicker. */
  readonly lines = async (count: number): Promise<Lines | null> => {
    if (this.#read === null && count < WORTHWHILE) return null;
    this.#read ??= this.#readAll();
    const parts = await this.#read;
    this.#restUntilQuiet();
    return {
      find: (row) => {
        const name = rowName(row);
        const line = parts[partOf(name)]?.get(name);
        return line?.seq === row.seq ? line : null;
      },
      take: (row, text) => {
        const name = rowName(row);
        parts[partOf(name)]?.set(name, { seq: row.seq, text });
        this.#fresh.add(name);
      },
    };
  };

  /** Drops what lies in memory; resolves when nothing is written any more. */
  readonly close = async (): Promise<void> => {
    this.#cancel();
    this.#forget();
    await this.#writing;
  };

  #restUntilQuiet(): void {
    this.#cancel();
    this.#cancel = this.#parts.timers.after(QUIET_MS, () => {
      this.#writing = this.#write();
    });
  }

  async #write(): Promise<void> {
    const parts = (await this.#read) ?? [];
    const fresh = this.#fresh;
    this.#forget();
    if (fresh.size < WORTH_WRITING) return;
    try {
      const { fs, folder } = this.#parts;
      await fs.makeFolder(folder);
      if ((await fs.freeBytes(folder)) < ROOM) return;
      // One after the other: main answers other calls in between.
      for (const at of new Set([...fresh].map(partOf))) await this.#writePart(at, parts[at] ?? new Map());
    } catch {
      // Locked in between, or no room: the next unlocking opens the rows themselves.
    }
  }

  #forget(): void {
    this.#read = null;
    this.#fresh = new Set();
  }

  async #readAll(): Promise<readonly Part[]> {
    return Promise.all(Array.from({ length: PARTS }, (_, at) => this.#readPart(at)));
  }

  async #readPart(at: number): Promise<Part> {
    const { fs, vault } = this.#parts;
    try {
      const plain = vault.open(this.#name(at), await fs.read(this.#path(at)));
      const lines: z.infer<typeof file> = JSON.parse(
        Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength).toString("utf8"),
      );
      // Sealed by this program, hence of this form, unless another version wrote it: the first line tells.
      file.parse(lines.slice(0, 1));
      return new Map(lines.map(([name, seq, text]) => [name, { seq, text }]));
    } catch {
      return new Map();
    }
  }

  async #writePart(at: number, part: Part): Promise<void> {
    const { fs, vault, seqOf } = this.#parts;
    const current = [...part].filter(([name, { seq }]) => seqOf(name) === seq);
    const lines: z.infer<typeof file> = current.map(([name, { seq, text }]) => [name, seq, text]);
    await writeDurable(fs, this.#path(at), vault.seal(this.#name(at), utf8(JSON.stringify(lines))));
  }

  readonly #path = (at: number): string => join(this.#parts.folder, `${at}.sealed`);

  #name(at: number) {
    return { scope: `search|${at}`, name: `${this.#parts.vault.storeId}|search/1|${at}` };
  }
}

/** The copy while it lies in memory. */
export interface Lines {
  /** Null when the copy has nothing for the row under this number. */
  readonly find: (row: Numbered) => Line | null;
  readonly take: (row: Numbered, text: Searchable | null) => void;
}
