/**
 * The files of keys in the folders that the policy names. A folder may lie on a share that is gone: then its reading never
 * ends, and holds one of the few threads that the saving of drafts needs too. So each folder is read by one reading at a time,
 * nobody waits for it longer than a moment, and what cannot be read is told beside what can.
 */
import { basename, extname, join } from "node:path";
import { digestOf } from "../../shared/digest";
import { type FileSystem, isMissing } from "../journal/filesystem";
import { systemTimers, type Timers } from "../timers";

export interface KeyFile {
  readonly keyId: string;
  readonly path: string;
  readonly bytes: Uint8Array;
  /** DER certificates of NAME.cer, the key's own first; null without that file, or where it cannot be read. */
  readonly cer: Uint8Array | null;
}

/** A file or folder that could not be read. */
export interface KeyFault {
  readonly path: string;
  /** In Chinese, for the list of keys. */
  readonly reason: string;
}

export interface KeyFiles {
  readonly files: readonly KeyFile[];
  readonly faults: readonly KeyFault[];
}

/** What is needed of the disk. */
type Disk = Pick<FileSystem, "list" | "read">;

export interface KeyPlaces {
  readonly fs: Disk;
  readonly folders: readonly string[];
  readonly timers?: Timers;
}

/** Longer than a slow share takes, shorter than a person waits for the list of keys. */
const WAIT_MS = 4_000;
const NO_ANSWER = "所在的文件夹没有回应，可能是网络盘断开";

/** Reads them all, at each call anew; never fails. A key that lies in several folders is one. */
export function keyFileReader({ fs, folders, timers = systemTimers }: KeyPlaces): () => Promise<KeyFiles> {
  const readings = folders.map((folder) => ({ folder, read: oneAtATime(() => readFolder(fs, folder)) }));
  return async () => {
    const found = await Promise.all(
      readings.map(({ folder, read }) =>
        withinWait(read(), timers, { files: [], faults: [{ path: folder, reason: NO_ANSWER }] }),
      ),
    );
    const byId = new Map(found.flatMap(({ files }) => files).map((file) => [file.keyId, file]));
    return { files: [...byId.values()], faults: found.flatMap(({ faults }) => faults) };
  };
}

/** Runs one call at a time; those that come meanwhile share the next one, which begins after them and so sees what they saw. */
function oneAtATime<T>(run: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> | null = null;
  let next: Promise<T> | null = null;
  const start = (): Promise<T> => {
    next = null;
    const mine = run();
    running = mine;
    const free = (): void => {
      if (running === mine) running = null;
    };
    void mine.then(free, free);
    return mine;
  };
  return () => {
    if (running === null) return start();
    next ??= running.then(start, start);
    return next;
  };
}

function withinWait<T>(work: Promise<T>, timers: Timers, otherwise: T): Promise<T> {
  return new Promise((done, failed) => {
    const cancel = timers.after(WAIT_MS, () => done(otherwise));
    void work.then(done, failed).finally(cancel);
  });
}

/** File after file: each one that hangs would hold a thread of its own. */
async function readFolder(fs: Disk, folder: string): Promise<KeyFiles> {
  const files: KeyFile[] = [];
  const faults: KeyFault[] = [];
  let names: readonly string[];
  try {
    names = await fs.list(folder);
  } catch (error) {
    // A folder on a stick that is not plugged in holds no keys.
    return { files, faults: isMissing(error) ? [] : [{ path: folder, reason: "所在的文件夹无法读取" }] };
  }
  for (const name of names.filter((each) => /\.(p12|pfx)$/i.test(each)).sort()) {
    const path = join(folder, name);
    const bytes = await contentOf(fs, path);
    if (bytes === null) faults.push({ path, reason: "文件无法读取" });
    else files.push({ keyId: keyIdOf(bytes), path, bytes, cer: await contentOf(fs, certificatePath(path)) });
  }
  return { files, faults };
}

const keyIdOf = (bytes: Uint8Array): string => `p12-${digestOf(bytes).slice(-32)}`;
const certificatePath = (path: string): string => `${path.slice(0, -extname(path).length)}.cer`;

/** What is shown of a file: its name without the ending. */
export const keyFileName = (path: string): string => basename(path, extname(path));

async function contentOf(fs: Disk, path: string): Promise<Uint8Array | null> {
  try {
    return await fs.read(path);
  } catch {
    return null;
  }
}
