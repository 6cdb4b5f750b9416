/** The attachments 附件 of whichever store is open: taken in, sealed, healed, sent, fetched, and let go of in time. */
import { piecedSource, wholeOf } from "../../shared/attachments/byte-source";
import { CHUNK_BYTES, MAX_FILE_BYTES, MAX_FILE_MEGABYTES } from "../../shared/attachments/limits";
import { AppError } from "../../shared/failure";
import type { AttachmentProgress, Manifest } from "../../shared/ipc/attachments";
import type { Digest } from "../../shared/schema";
import type { SealedRecord } from "../../shared/store/record";
import { refuseSecretSource } from "../files/attachment-text";
import type { FileSystem } from "../journal/filesystem";
import type { Session } from "../platform/session";
import type { Store } from "../store";
import { download } from "./download";
import { FileImport } from "./import";
import { Shelf } from "./shelf";
import { upload } from "./uploader";

export interface AttachmentParts {
  readonly fs: FileSystem;
  readonly session: Pick<Session, "authorised" | "authorisedRaw" | "platformNow"> & {
    readonly unlockedNow: () => { readonly store: Store };
  };
  readonly newId: () => string;
  readonly progress: (value: AttachmentProgress) => void;
}

/** What the platform has confirmed leaves main's folder after this; the window's copy stays for reading offline. */
const KEEP_DAYS = 30;
const DAY_MS = 86_400_000;

function missing(): never {
  throw new AppError("E_ATTACHMENT");
}

/** What the operation says of the file that is to be sent. */
export interface FileOrder {
  readonly hash: Digest;
  readonly itemId: string;
  readonly mime: string;
  /** Null in operations from before sizes were noted. */
  readonly size: number | null;
  readonly operationId: string;
}

interface Taking {
  readonly importId: string;
  readonly shelf: Shelf;
  readonly work: FileImport;
  file: Manifest | null;
}

export class Attachments {
  readonly #parts: AttachmentParts;
  readonly #shelves = new WeakMap<Store, Shelf>();
  readonly #sending = new Map<Digest, Promise<void>>();
  /** Works under way that bring chunks before they are noted, beside the import. */
  #bringing = 0;
  /** Counts what has ever begun to bring chunks. */
  #begun = 0;
  #taking: Taking | null = null;

  constructor(parts: AttachmentParts) {
    this.#parts = parts;
  }

  /** @throws AppError E_TOO_LARGE, E_DISK */
  readonly begin = async (size: number): Promise<string> => {
    if (size > MAX_FILE_BYTES) throw new AppError("E_TOO_LARGE", `单个附件不超过 ${MAX_FILE_MEGABYTES} MB`);
    const shelf = this.#shelf();
    await shelf.chunks.demandRoom(size);
    this.#begun += 1;
    this.#taking = { importId: this.#parts.newId(), shelf, work: new FileImport(shelf, size), file: null };
    return this.#taking.importId;
  };

  readonly add = (importId: string, nth: number, bytes: Uint8Array): Promise<void> =>
    this.#taken(importId).work.add(nth, bytes);

  /** @throws AppError E_SECRET, E_DISK */
  readonly finish = async (importId: string): Promise<Manifest> => {
    const taking = this.#taken(importId);
    taking.file = await taking.work.finish();
    return taking.file;
  };

  readonly record = async (importId: string): Promise<SealedRecord[]> => {
    const { file, shelf } = this.#taken(importId);
    if (file === null) throw new AppError("E_INPUT", "附件还没有收全");
    const records = (await shelf.find(file.hash)) === null ? await shelf.record(file) : [];
    this.#taking = null;
    return records;
  };

  readonly cancel = (importId: string): void => {
    if (this.#taking?.importId === importId) this.#taking = null;
  };

  readonly find = (hash: Digest): Promise<Manifest | null> => this.#shelf().find(hash);

  readonly unconfirmed = async (): Promise<(Manifest & { absent: number[] })[]> => {
    const shelf = this.#shelf();
    const here = new Set(await shelf.chunks.names());
    const open: (Manifest & { absent: number[] })[] = [];
    for (const file of await shelf.all()) {
      if ((await shelf.standing.confirmedAt(file.hash)) !== null) continue;
      open.push({ ...file, absent: file.chunks.flatMap((name, nth) => (here.has(name) ? [] : [nth])) });
    }
    return open;
  };

  /** Each chunk is opened: one that is there and not itself any more counts as missing. */
  readonly damaged = async (hash: Digest): Promise<number[]> => {
    const shelf = this.#shelf();
    const { chunks } = await this.#known(shelf, hash);
    const bad: number[] = [];
    for (const [nth, name] of chunks.entries()) if ((await shelf.open(name)) === null) bad.push(nth);
    return bad;
  };

  readonly sealed = async (hash: Digest, nth: number): Promise<Uint8Array | null> => {
    const shelf = this.#shelf();
    const name = await this.#chunk(shelf, hash, nth);
    const sealed = await shelf.chunks.read(name);
    return sealed !== null && shelf.opened(name, sealed) !== null ? sealed : null;
  };

  readonly heal = async (hash: Digest, nth: number, sealed: Uint8Array): Promise<boolean> => {
    const shelf = this.#shelf();
    const name = await this.#chunk(shelf, hash, nth);
    if (shelf.opened(name, sealed) === null) return false;
    await shelf.chunks.write(name, sealed);
    return true;
  };

  readonly read = async (hash: Digest, nth: number): Promise<Uint8Array | null> => {
    const shelf = this.#shelf();
    return shelf.open(await this.#chunk(shelf, hash, nth));
  };

  /** The whole of a file that lies here; null when a chunk of it is missing or damaged. */
  readonly whole = async (hash: Digest): Promise<Uint8Array | null> => {
    const shelf = this.#shelf();
    const file = await shelf.find(hash);
    if (file === null || (await this.damaged(hash)).length > 0) return null;
    const chunk = async (nth: number) => (await shelf.open(file.chunks[nth] ?? "")) ?? new Uint8Array();
    return wholeOf(piecedSource(file.size, CHUNK_BYTES, chunk));
  };

  /** Nothing is swept away while the work brings chunks that nothing names yet. */
  readonly keeping = async <T>(work: () => Promise<T>): Promise<T> => {
    this.#begun += 1;
    this.#bringing += 1;
    return work().finally(() => {
      this.#bringing -= 1;
    });
  };

  /** From the platform, which has confirmed it therefore. @throws AppError as the platform answers */
  readonly fetch = async (hash: Digest): Promise<Manifest> => {
    const { session } = this.#parts;
    const shelf = this.#shelf();
    return this.keeping(async () => {
      const file = await download({ session, shelf }, hash);
      if ((await shelf.find(hash)) === null) await shelf.record(file);
      await shelf.standing.confirm(hash, session.platformNow());
      return file;
    });
  };

  /** Resolves when the platform holds it for the item. @throws AppError E_NOT_FOUND, E_ATTACHMENT, and as it answers */
  readonly send = async ({ hash, size, ...about }: FileOrder): Promise<void> => {
    // Two items may name one file: its bytes go up once, one after the other.
    const before = this.#sending.get(hash);
    const mine = (before ?? Promise.resolve()).catch(() => undefined).then(() => this.#send({ hash, size, ...about }));
    this.#sending.set(hash, mine);
    try {
      await mine;
    } finally {
      if (this.#sending.get(hash) === mine) this.#sending.delete(hash);
    }
  };

  async #send({ hash, size, ...about }: FileOrder): Promise<void> {
    const { session, progress } = this.#parts;
    const shelf = this.#shelf();
    const file = await this.#known(shelf, hash);
    if (size !== null && file.size !== size) throw new AppError("E_HASH", "附件的大小与登记的不符");
    const chunk = async (nth: number) => (await shelf.open(file.chunks[nth] ?? "")) ?? missing();
    await refuseSecretSource(piecedSource(file.size, CHUNK_BYTES, chunk));
    // One of before may have been answered once under its id, for a request of another form.
    const operationId = size === null ? `${about.operationId}.2` : about.operationId;
    await upload({ session, shelf, progress }, { file, ...about, operationId });
    await shelf.standing.confirm(hash, session.platformNow());
  }

  /**
   * Lets go of chunks that no noted file has, and of those that the platform has had for thirty days. Does nothing after
   * the journal had to be repaired, or where a note is damaged or of a newer version: its chunks are still wanted.
   */
  readonly tidy = async (): Promise<void> => {
    const begun = this.#begun;
    const isQuiet = () => this.#taking === null && this.#bringing === 0 && this.#begun === begun;
    if (!isQuiet()) return;
    const shelf = this.#shelf();
    const { repairs } = await this.#parts.session.unlockedNow().store.records.health();
    const { files, unread } = await shelf.noted();
    if (repairs.length > 0 || unread > 0) return;
    const limit = new Date(this.#parts.session.platformNow().getTime() - KEEP_DAYS * DAY_MS).toISOString();
    const kept = new Set<string>();
    for (const { hash, chunks } of files) {
      const since = await shelf.standing.confirmedAt(hash);
      if (since === null || since >= limit) for (const name of chunks) kept.add(name);
    }
    for (const name of await shelf.chunks.names()) {
      // What has come since is in none of the notes that were read before.
      if (!isQuiet()) return;
      if (!kept.has(name)) await shelf.chunks.remove(name);
    }
  };

  /** Also the file that is just being taken in: the window copies its chunks before it is noted. */
  async #known(shelf: Shelf, hash: Digest): Promise<Manifest> {
    const taken = this.#taking?.file ?? null;
    const file = taken?.hash === hash ? taken : await shelf.find(hash);
    if (file === null) throw new AppError("E_NOT_FOUND", "本机没有这个附件");
    return file;
  }

  async #chunk(shelf: Shelf, hash: Digest, nth: number): Promise<string> {
    const name = (await this.#known(shelf, hash)).chunks[nth];
    if (name === undefined) throw new AppError("E_INPUT", "附件没有这一段");
    return name;
  }

  /** @throws AppError E_STATE for an import that another one has taken the place of, or that a lock has ended */
  #taken(importId: string): Taking {
    const taking = this.#taking;
    if (taking === null || taking.importId !== importId || taking.shelf !== this.#shelf())
      throw new AppError("E_STATE", "附件的添加已中断，请重新添加");
    return taking;
  }

  /** @throws AppError E_LOCKED */
  #shelf(): Shelf {
    const { store } = this.#parts.session.unlockedNow();
    const known = this.#shelves.get(store);
    if (known !== undefined) return known;
    const shelf = new Shelf(this.#parts.fs, store);
    this.#shelves.set(store, shelf);
    return shelf;
  }
}
