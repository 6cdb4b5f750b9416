/**
 * A file system in memory that knows what is durable: a power cut keeps what was synced and, of the rest, whole, torn
 * or lost writes as chance has it. It can be full, and it can fail a call.
 */
import { dirname } from "node:path";
import type { FileSystem, OpenFile } from "../filesystem";
import { PagedBytes } from "./paged-bytes";

const SECTOR = 512;

class Inode {
  bytes = new PagedBytes();
  durable = new PagedBytes();
  pending: { readonly at: number; readonly bytes: Uint8Array }[] = [];
}

export class DiskError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

export type Operation = "create" | "write" | "sync" | "rename" | "remove" | "syncFolder";

export class MemoryFileSystem implements FileSystem {
  #names = new Map<string, Inode>();
  #durableNames = new Map<string, Inode>();
  capacity = Number.POSITIVE_INFINITY;
  /** Called before each changing operation; may throw to fail it. */
  before: (operation: Operation, path: string) => void = () => undefined;

  readonly makeFolder = async (): Promise<void> => undefined;
  readonly list = async (folder: string): Promise<readonly string[]> => [
    ...new Set([...this.#names.keys()].flatMap((path) => childOf(folder, path))),
  ];
  readonly read = async (path: string): Promise<Uint8Array> => this.#inode(path).bytes.slice();
  readonly freeBytes = async (): Promise<number> =>
    this.capacity === Number.POSITIVE_INFINITY ? 1e12 : this.capacity - this.#used();

  readonly open = async (path: string, mode: "create" | "edit"): Promise<OpenFile> => {
    if (mode === "create") {
      this.before("create", path);
      if (this.#names.has(path)) throw new DiskError("EEXIST");
      this.#names.set(path, new Inode());
    }
    return this.#file(path, this.#inode(path));
  };

  readonly rename = async (from: string, to: string): Promise<void> => {
    this.before("rename", to);
    const inode = this.#inode(from);
    this.#names.delete(from);
    this.#names.set(to, inode);
  };

  readonly remove = async (path: string): Promise<void> => {
    this.before("remove", path);
    this.#names.delete(path);
  };

  readonly syncFolder = async (folder: string): Promise<void> => {
    this.before("syncFolder", folder);
    for (const path of this.#durableNames.keys()) {
      if (dirname(path) === folder && !this.#names.has(path)) this.#durableNames.delete(path);
    }
    for (const [path, inode] of this.#names) if (dirname(path) === folder) this.#durableNames.set(path, inode);
  };

  /** Changes bytes behind everyone's back, as a bad disk does. */
  readonly corrupt = (path: string, change: (bytes: Uint8Array) => Uint8Array): void => {
    const inode = this.#inode(path);
    inode.bytes = PagedBytes.of(change(inode.bytes.slice()));
    inode.durable = inode.bytes.copy();
    inode.pending = [];
  };

  /** Everything as a killed process leaves it: the system still has what was written. */
  readonly afterKill = (): MemoryFileSystem => this.#next(this.#names, (inode) => inode.bytes);

  /** Everything as a power cut leaves it. `random` gives numbers in [0, 1). */
  readonly afterPowerCut = (random: () => number): MemoryFileSystem => {
    const names = new Map<string, Inode>();
    for (const path of new Set([...this.#names.keys(), ...this.#durableNames.keys()])) {
      const inode = random() < 0.5 ? this.#names.get(path) : this.#durableNames.get(path);
      if (inode !== undefined) names.set(path, inode);
    }
    return this.#next(names, (inode) => survived(inode, random));
  };

  #next(names: ReadonlyMap<string, Inode>, bytesOf: (inode: Inode) => PagedBytes): MemoryFileSystem {
    const next = new MemoryFileSystem();
    next.capacity = this.capacity;
    for (const [path, inode] of names) {
      const copy = new Inode();
      copy.bytes = bytesOf(inode).copy();
      copy.durable = copy.bytes.copy();
      next.#names.set(path, copy);
      next.#durableNames.set(path, copy);
    }
    return next;
  }

  #used(): number {
    return [...new Set(this.#names.values())].reduce((sum, inode) => sum + inode.bytes.length, 0);
  }

  #inode(path: string): Inode {
    const inode = this.#names.get(path);
    if (inode === undefined) throw new DiskError("ENOENT");
    return inode;
  }

  #file(path: string, inode: Inode): OpenFile {
    let open = true;
    const live = (): void => {
      if (!open) throw new Error("a closed file was used");
    };
    return {
      read: async (position, length) => {
        live();
        return inode.bytes.slice(position, position + length);
      },
      write: async (bytes, position) => {
        live();
        this.before("write", path);
        const growth = Math.max(0, position + bytes.length - inode.bytes.length);
        if (growth > 0 && this.#used() + growth > this.capacity) throw new DiskError("ENOSPC");
        inode.bytes.write(bytes, position);
        inode.pending.push({ at: position, bytes: bytes.slice() });
      },
      sync: async () => {
        live();
        this.before("sync", path);
        for (const write of inode.pending) inode.durable.write(write.bytes, write.at);
        inode.pending = [];
      },
      close: async () => {
        open = false;
      },
    };
  }
}

/** The file or folder through which a path leads on from `folder`. */
function childOf(folder: string, path: string): string[] {
  const [name] = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split("/") : [];
  return name === undefined ? [] : [name];
}

/** Unsynced sectors reach the disk or not, each by chance. */
function survived({ durable, pending }: Inode, random: () => number): PagedBytes {
  const bytes = durable.copy();
  for (const write of pending) {
    for (let start = 0; start < write.bytes.length; start += SECTOR) {
      const sector = write.bytes.subarray(start, start + SECTOR);
      if (random() < 0.5) bytes.write(sector, write.at + start);
    }
  }
  return bytes;
}
