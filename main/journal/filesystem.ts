/** The few file operations the journal stands on, as a port: tests inject full disks, torn writes and power cuts. */
import { mkdir, open, readdir, readFile, rename, rm, statfs } from "node:fs/promises";

export interface OpenFile {
  readonly read: (position: number, length: number) => Promise<Uint8Array>;
  readonly write: (bytes: Uint8Array, position: number) => Promise<void>;
  /** fdatasync: the data written so far survives a power cut once this resolves. */
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface FileSystem {
  readonly makeFolder: (path: string) => Promise<void>;
  readonly list: (folder: string) => Promise<readonly string[]>;
  readonly read: (path: string) => Promise<Uint8Array>;
  /** `create` refuses a name that exists. */
  readonly open: (path: string, mode: "create" | "edit") => Promise<OpenFile>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  /** Makes created, renamed and removed names durable. */
  readonly syncFolder: (folder: string) => Promise<void>;
  readonly freeBytes: (folder: string) => Promise<number>;
}

async function openFile(path: string, mode: "create" | "edit"): Promise<OpenFile> {
  const handle = await open(path, mode === "create" ? "wx+" : "r+");
  return {
    read: async (position, length) => {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await handle.read(bytes, 0, length, position);
      return bytes.subarray(0, bytesRead);
    },
    write: async (bytes, position) => {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
        done += bytesWritten;
      }
    },
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no handle to a directory; NTFS logs its own metadata.
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export const nodeFileSystem: FileSystem = {
  makeFolder: async (path) => {
    await mkdir(path, { recursive: true, mode: 0o700 });
  },
  list: (folder) => readdir(folder),
  read: (path) => readFile(path),
  open: openFile,
  rename,
  remove: (path) => rm(path, { force: true }),
  syncFolder,
  freeBytes: async (folder) => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  },
};

/** Whether an error says that the disk, or the person's share of it, is full. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
}

/** For what is only remembered: on a full disk people come in all the same, and it is remembered the next time (D5). */
export function unlessFull(error: unknown): void {
  if (!isDiskFull(error)) throw error;
}

/** Whether an error says that the disk cannot read a place any more. */
export function isBadDisk(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EIO";
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
