/**
 * The attachments of one open store: chunks are sealed under a keyed hash of their bytes, and a record in the journal
 * says which chunks make up a file. A chunk opens only as itself: its name is bound to the ciphertext and to the bytes.
 */
import { createHash } from "node:crypto";
import { CHUNK_BYTES } from "../../shared/attachments/limits";
import { AppError } from "../../shared/failure";
import { type Manifest, manifest } from "../../shared/ipc/attachments";
import type { Digest } from "../../shared/schema";
import type { SealedRecord } from "../../shared/store/record";
import type { FileSystem } from "../journal/filesystem";
import type { Store } from "../store";
import { ChunkStore } from "./chunk-store";
import { type Standing, standingOf } from "./standing";

const PREFIX = "file:";

export class Shelf {
  readonly chunks: ChunkStore;
  readonly standing: Standing;
  readonly #store: Store;
  readonly #known = new Map<Digest, Manifest>();

  constructor(fs: FileSystem, store: Store) {
    this.#store = store;
    this.chunks = new ChunkStore(fs, store.chunkFolder);
    this.standing = standingOf({ fs, folder: store.folder, vault: store.vault });
  }

  /** Seals and writes; answers the chunk's name. The same bytes always get the same name. */
  readonly put = async (bytes: Uint8Array): Promise<string> => {
    const name = this.#nameOf(bytes);
    await this.chunks.write(name, this.#store.vault.seal(this.#sealName(name), bytes));
    return name;
  };

  /** The bytes of a chunk; null for one that is not here, or is not itself any more. */
  readonly open = async (name: string): Promise<Uint8Array | null> => {
    const sealed = await this.chunks.read(name);
    return sealed === null ? null : this.opened(name, sealed);
  };

  /** @throws AppError E_LOCKED */
  readonly opened = (name: string, sealed: Uint8Array): Uint8Array | null => {
    try {
      const bytes = this.#store.vault.open(this.#sealName(name), sealed);
      return this.#nameOf(bytes) === name ? bytes : null;
    } catch (error) {
      if (error instanceof AppError && error.code === "E_VAULT") return null;
      throw error;
    }
  };

  /** @throws AppError E_JOURNAL, E_DISK */
  readonly record = async (file: Manifest): Promise<SealedRecord[]> => {
    const key = this.#keyOf(file.hash);
    const value = { ...file, chunks: [...file.chunks] };
    const { records } = await this.#store.records.append([{ table: "files", key, index: {}, value }]);
    this.#known.set(file.hash, file);
    return records;
  };

  /** Null for a file that this machine does not know. */
  readonly find = async (hash: Digest): Promise<Manifest | null> => {
    const known = this.#known.get(hash);
    if (known !== undefined) return known;
    const [found] = await this.#read([this.#keyOf(hash)]);
    if (found !== undefined) this.#known.set(hash, found);
    return found ?? null;
  };

  readonly all = async (): Promise<Manifest[]> => (await this.noted()).files;

  /** Every noted file, and how many notes this version cannot read: of those nobody knows which chunks they want. */
  readonly noted = async (): Promise<{ readonly files: Manifest[]; readonly unread: number }> => {
    const positions = this.#store.records.positions();
    const keys = positions.filter((at) => at.table === "files" && at.key.startsWith(PREFIX) && !at.deleted);
    const files = await this.#read(keys.map(({ key }) => key));
    return { files, unread: keys.length - files.length };
  };

  async #read(keys: readonly string[]): Promise<Manifest[]> {
    const { records } = this.#store;
    const sealed = await records.read(keys.map((key) => ({ table: "files" as const, key })));
    return records.open(sealed).flatMap((value) => {
      const parsed = manifest.safeParse(value);
      return parsed.success && isSound(parsed.data) ? [parsed.data] : [];
    });
  }

  #keyOf(hash: Digest): string {
    return `${PREFIX}${this.#store.vault.tag("file", hash)}`;
  }

  #nameOf(bytes: Uint8Array): string {
    return this.#store.vault.tag("chunk", createHash("sha256").update(bytes).digest("hex"));
  }

  #sealName(name: string) {
    const scope = `chunk|${name}`;
    return { scope, name: `${this.#store.vault.storeId}|${scope}` };
  }
}

const isSound = ({ size, chunks }: Manifest): boolean => chunks.length === Math.ceil(size / CHUNK_BYTES);
