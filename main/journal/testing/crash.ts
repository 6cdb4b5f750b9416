/** Stops the world at the n-th changing operation of a file system: everything behind it fails, as after a kill. */
import type { MemoryFileSystem, Operation } from "./memory-filesystem";

export class Crash extends Error {
  override readonly name = "Crash";
}

export interface CrashPoint {
  readonly crashed: () => boolean;
  readonly operations: () => readonly Operation[];
}

export function crashAt(fs: MemoryFileSystem, at: number): CrashPoint {
  const seen: Operation[] = [];
  fs.before = (operation) => {
    if (seen.length >= at) throw new Crash(`crash before ${operation}`);
    seen.push(operation);
  };
  return { crashed: () => seen.length >= at, operations: () => seen };
}
