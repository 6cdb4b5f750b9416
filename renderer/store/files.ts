/**
 * Files 附件 of this machine. Main seals their chunks into its folder, this window keeps the same ciphertext in its own
 * database: what the platform has not confirmed lies in both, and either mends the other.
 */
import { CHUNK_BYTES, MAX_FILE_BYTES, MAX_FILE_MEGABYTES } from "../../shared/attachments/limits";
import { fromBase64, toBase64 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import type { Manifest } from "../../shared/ipc/attachments";
import type { Digest } from "../../shared/schema";
import type { Ask } from "../services";
import type { Chunks } from "./chunks";
import { oldFiles } from "./old-files";
import type { Records } from "./records";

export interface StoreOptions {
  /** From 0 to 1. */
  readonly progress?: (part: number) => void;
  readonly signal?: AbortSignal;
}

export interface Mended {
  /** Chunks that one store lacked and got from the other. */
  readonly healed: number;
  /** Chunks that neither has. */
  readonly lost: number;
}

export interface Files {
  /** Durable in both stores when it resolves. @throws AppError E_TOO_LARGE, E_SECRET, E_DISK, E_CANCELLED */
  readonly store: (given: Uint8Array | Blob, options?: StoreOptions) => Promise<Digest>;
  /** Bytes on this machine, else null. */
  readonly local: (hash: Digest) => Promise<Uint8Array | null>;
  /** Local bytes, else the platform's, kept here for the next time; null when neither has them. */
  readonly read: (hash: Digest) => Promise<Uint8Array | null>;
  readonly has: (hash: Digest) => Promise<boolean>;
  /** Main can open every chunk afterwards. @throws AppError E_NOT_FOUND, E_ATTACHMENT */
  readonly ready: (hash: Digest) => Promise<void>;
  /** The same, with the platform's copy where this machine has none; false when nobody has it. */
  readonly ensure: (hash: Digest) => Promise<boolean>;
  /** Once, at the start: what one store lacks comes from the other, and old files take today's form. */
  readonly mend: () => Promise<Mended>;
  /** On demand: opens every chunk that the platform has not confirmed. */
  readonly verify: () => Promise<Mended>;
}

export interface FileParts {
  readonly records: Records;
  readonly chunks: Chunks;
  readonly ask: Ask;
}

export function createFiles({ records, chunks, ask }: FileParts): Files {
  const old = oldFiles(records);
  let tail: Promise<unknown> = Promise.resolve();
  let mending: Promise<Mended> | null = null;

  const manifestOf = (hash: Digest) => ask("desk:attachments.manifest", { hash });
  const inWindow = (names: readonly string[]) => chunks.has(names).catch(() => new Set<string>());
  /** Main's ciphertext into the window's database. False where main has none, or the database takes no more. */
  const copied = async ({ hash, chunks: names }: Manifest, nth: number) => {
    const { sealed } = await ask("desk:attachments.sealed", { hash, nth });
    if (sealed === null) return false;
    return chunks.put(names[nth] ?? "", fromBase64(sealed)).then(
      () => true,
      () => false,
    );
  };
  const healed = async ({ hash, chunks: names }: Manifest, nth: number) => {
    const sealed = await chunks.get(names[nth] ?? "").catch(() => null);
    if (sealed === null) return false;
    return (await ask("desk:attachments.heal", { hash, nth, sealed: toBase64(sealed) })).healed;
  };
  /** The second copy. Without a second place the first one stands alone, and the person is told. */
  const copyAll = async (file: Manifest, step: (part: number) => void) => {
    const here = await inWindow(file.chunks);
    const lacking = [...file.chunks.entries()].flatMap(([nth, name]) => (here.has(name) ? [] : [nth]));
    let missing = 0;
    // While one is written the next one is asked for.
    for (let from = 0; from < lacking.length; from += AT_ONCE) {
      const done = await Promise.all(lacking.slice(from, from + AT_ONCE).map((nth) => copied(file, nth)));
      missing += done.filter((one) => !one).length;
      step(Math.min(from + AT_ONCE, lacking.length) / lacking.length);
    }
    if (missing > 0)
      records.note("附件的第二份副本没有写成：浏览器存储不可用或空间不足。第一份已存好，请尽快上报或清理磁盘。");
  };
  const storeNow = async (given: Uint8Array | Blob, { progress, signal }: StoreOptions): Promise<Digest> => {
    const { importId } = await ask("desk:attachments.begin", { size: sizeOf(given) });
    try {
      const total = Math.max(1, Math.ceil(sizeOf(given) / CHUNK_BYTES));
      await sendChunks(given, async (nth, bytes) => {
        refuseCancelled(signal);
        await ask("desk:attachments.add", { importId, nth, bytes });
        progress?.(((nth + 1) / total) * 0.6);
      });
      refuseCancelled(signal);
      const file = await ask("desk:attachments.finish", { importId });
      await copyAll(file, (part) => progress?.(0.6 + part * 0.4));
      await records.take((await ask("desk:attachments.record", { importId })).records);
      return file.hash;
    } catch (error) {
      await ask("desk:attachments.cancel", { importId }).catch(() => null);
      throw error;
    }
  };
  const store: Files["store"] = (given, options = {}) => {
    if (sizeOf(given) > MAX_FILE_BYTES)
      return Promise.reject(new AppError("E_TOO_LARGE", `单个附件不超过 ${MAX_FILE_MEGABYTES} MB`));
    // Main takes one in at a time.
    const mine = tail.then(() => storeNow(given, options));
    tail = mine.catch(() => undefined);
    return mine;
  };
  /** A file of the old form takes today's, and its old records go. Null when there is none. */
  const converted = async (hash: Digest): Promise<Manifest | null> => {
    const bytes = await old.read(hash);
    if (bytes === null) return null;
    await store(bytes);
    await old.remove(hash);
    return manifestOf(hash);
  };
  const chunkOf = async (file: Manifest, nth: number): Promise<Uint8Array | null> => {
    const { hash } = file;
    const first = await ask("desk:attachments.read", { hash, nth });
    const { bytes } =
      first.bytes === null && (await healed(file, nth)) ? await ask("desk:attachments.read", { hash, nth }) : first;
    return bytes === null ? null : fromBase64(bytes);
  };
  const bytesOf = async (file: Manifest): Promise<Uint8Array | null> => {
    const bytes = new Uint8Array(file.size);
    for (const nth of file.chunks.keys()) {
      const part = await chunkOf(file, nth);
      if (part === null) return null;
      bytes.set(part, nth * CHUNK_BYTES);
    }
    return bytes;
  };
  const local = async (hash: Digest): Promise<Uint8Array | null> => {
    const file = await manifestOf(hash);
    // A rule that came later must not keep an old file from being read.
    return file === null ? old.read(hash) : bytesOf(file);
  };
  const fetched = async (hash: Digest): Promise<Uint8Array | null> => {
    const file = await ask("desk:attachments.fetch", { hash }).catch(() => null);
    return file === null ? null : bytesOf(file);
  };
  const healAll = async (file: Manifest, wanted: readonly number[]): Promise<Mended> => {
    let done = 0;
    for (const nth of wanted) if (await healed(file, nth)) done += 1;
    if (done > 0) records.note(`附件有 ${done} 段在本机的一处存储中缺失或损坏，已由另一处补回。`);
    return { healed: done, lost: wanted.length - done };
  };
  const ready = async (hash: Digest): Promise<void> => {
    const file = (await manifestOf(hash)) ?? (await converted(hash));
    if (file === null) throw new AppError("E_NOT_FOUND", "本机没有附件的内容");
    const { lost } = await healAll(file, await damagedOf(hash));
    // The platform may have it already, from another item or another desk.
    if (lost > 0 && !(await reachable(hash))) throw new AppError("E_ATTACHMENT");
  };
  const reachable = (hash: Digest): Promise<boolean> =>
    ask("desk:attachments.fetch", { hash }).then(
      () => true,
      () => false,
    );
  const damagedOf = async (hash: Digest) => (await ask("desk:attachments.damaged", { hash })).chunks;
  /** Looks at each file that must lie in both stores; `damaged` says what main lacks of it. */
  const mendWith = async (
    damaged: (file: Manifest & { readonly absent: readonly number[] }) => Promise<readonly number[]>,
  ) => {
    let [sum, lost] = [0, 0];
    for (const file of await ask("desk:attachments.unconfirmed", null)) {
      const missing = await damaged(file);
      const mended = await healAll(file, missing);
      const here = await inWindow(file.chunks);
      const lacking = [...file.chunks.entries()].filter(([, name]) => !here.has(name));
      let copies = 0;
      for (const [nth] of lacking) if (await copied(file, nth)) copies += 1;
      sum += mended.healed + copies;
      lost += mended.lost;
      if (copies > 0) records.note(`附件有 ${copies} 段缺少第二份副本，已补上。`);
    }
    if (lost > 0) records.note(`附件有 ${lost} 段在两处存储中都缺失或损坏，请从原文件重新添加。`);
    return { healed: sum, lost };
  };

  const mendNow = async (): Promise<Mended> => {
    const mended = await mendWith(async (file) => file.absent);
    // One that cannot be taken over now stays as it is, readable, and is tried again at the next start.
    for (const hash of await old.hashes()) await converted(hash).catch(() => null);
    return mended;
  };

  return {
    store,
    local,
    read: async (hash) => (await local(hash)) ?? fetched(hash),
    has: async (hash) => (await manifestOf(hash)) !== null || (await old.hashes()).includes(hash),
    ready,
    ensure: (hash) =>
      ready(hash).then(
        () => true,
        () => reachable(hash),
      ),
    mend: () => {
      mending ??= mendNow();
      return mending;
    },
    verify: () => mendWith((file) => damagedOf(file.hash)),
  };
}

const AT_ONCE = 2;

const sizeOf = (given: Uint8Array | Blob): number => (given instanceof Uint8Array ? given.length : given.size);

/** @throws AppError E_CANCELLED */
function refuseCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new AppError("E_CANCELLED", "已取消添加附件");
}

/** Chunk by chunk; the next one is read while main works on the one before. */
async function sendChunks(
  given: Uint8Array | Blob,
  send: (nth: number, bytes: string) => Promise<void>,
): Promise<void> {
  const count = Math.ceil(sizeOf(given) / CHUNK_BYTES);
  let next = count === 0 ? null : chunkIn(given, 0);
  for (let nth = 0; next !== null; nth += 1) {
    const bytes = await next;
    next = nth + 1 < count ? chunkIn(given, nth + 1) : null;
    // Its failure is met when its turn comes.
    next?.catch(() => undefined);
    await send(nth, bytes);
  }
}

/** @throws AppError E_FILE_TYPE when the file was changed or taken away meanwhile */
async function chunkIn(given: Uint8Array | Blob, nth: number): Promise<string> {
  const [from, to] = [nth * CHUNK_BYTES, (nth + 1) * CHUNK_BYTES];
  if (given instanceof Uint8Array) return toBase64(given.subarray(from, to));
  try {
    return toBase64(new Uint8Array(await given.slice(from, to).arrayBuffer()));
  } catch (cause) {
    throw new AppError("E_FILE_TYPE", "读取时原文件已被改动或移走", { cause });
  }
}
