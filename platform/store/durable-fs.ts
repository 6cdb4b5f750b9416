/**
 * PGlite's Node file system with real flushes. As released it starts PostgreSQL with `-F` (fsync off) and its file
 * system has no fsync at all, so a power cut takes everything acknowledged (docs/adr/0003). The engine's C code
 * calls `stream_ops.fsync` where a file system has one; this gives it one. Not a documented contract: the PGlite
 * version is pinned, and durable-fs.test.ts fails when the hook is no longer called.
 */
import { closeSync, fsyncSync, openSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";

/** The one corner of Emscripten's NODEFS that is touched; checked, because nothing promises its form. */
interface NodeFiles {
  readonly stream_ops: Record<string, unknown>;
  readonly realPath: (node: unknown) => string;
}

function isNodeFiles(value: unknown): value is NodeFiles {
  if (typeof value !== "object" || value === null || !("stream_ops" in value) || !("realPath" in value)) return false;
  return typeof value.stream_ops === "object" && value.stream_ops !== null && typeof value.realPath === "function";
}

function nodeFilesOf(module: unknown): NodeFiles {
  const files = typeof module === "object" && module !== null && "NODEFS" in module ? module.NODEFS : null;
  if (!isNodeFiles(files)) throw new Error("this PGlite has another file system: see docs/adr/0003");
  return files;
}

export class DurableNodeFs extends NodeFS {
  /** Flushes so far; a test watches it. */
  flushes = 0;

  override async init(...args: Parameters<NodeFS["init"]>): ReturnType<NodeFS["init"]> {
    const result = await super.init(...args);
    const before = result.emscriptenOpts.preRun ?? [];
    const install = (module: unknown) => {
      const files = nodeFilesOf(module);
      files.stream_ops.fsync = (stream: { readonly nfd?: number; readonly node: unknown }) => {
        this.flushes += 1;
        if (stream.nfd === undefined) flushPath(files.realPath(stream.node));
        else fsyncSync(stream.nfd);
        return 0;
      };
    };
    return {
      ...result,
      emscriptenOpts: { ...result.emscriptenOpts, preRun: [...(Array.isArray(before) ? before : [before]), install] },
    };
  }
}

/** Start parameters with fsync on. `wal_sync_method=fsync` because the glue has no fdatasync. */
export const durableStartParams: string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"),
  ...["-c", "fsync=on", "-c", "wal_sync_method=fsync", "-c", "full_page_writes=on"],
];

function flushPath(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Flushes every file and folder below: initdb flushes nothing itself, so a new cluster needs this once. */
export async function flushTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await flushTree(path);
    else if (entry.isFile()) flushPath(path);
  }
  flushPath(folder);
}
