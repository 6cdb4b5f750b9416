/** Disk space: a ballast file that can be given up, and the two thresholds (D5). */
import { join } from "node:path";
import { READ_ONLY_BYTES, WARN_BYTES } from "../../shared/store/space";
import type { FileSystem } from "./filesystem";
import { zero } from "./segment";

const MB = 1024 * 1024;

/** Thresholds in bytes; tests use small ones. */
export interface SpaceLimits {
  readonly warn: number;
  readonly readOnly: number;
  readonly ballast: number;
}
export const spaceLimits: SpaceLimits = { warn: WARN_BYTES, readOnly: READ_ONLY_BYTES, ballast: 64 * MB };

export type SpaceLevel = "enough" | "low" | "read-only";

export function levelOf(freeBytes: number, limits: SpaceLimits): SpaceLevel {
  if (freeBytes < limits.readOnly) return "read-only";
  return freeBytes < limits.warn ? "low" : "enough";
}

export const BALLAST_NAME = "ballast";

/** Bytes kept in reserve, so that a full disk still leaves room to save and to clean up. */
export class Ballast {
  readonly #fs: FileSystem;
  readonly #folder: string;
  readonly #size: number;

  constructor(fs: FileSystem, folder: string, size: number) {
    this.#fs = fs;
    this.#folder = folder;
    this.#size = size;
  }

  /** Fills the ballast when there is room well above it; no failure of it is an error here, what was saved is read without. */
  readonly fill = async (limits: SpaceLimits): Promise<void> => {
    const names = await this.#fs.list(this.#folder);
    if (names.includes(BALLAST_NAME)) return;
    if ((await this.#fs.freeBytes(this.#folder)) < limits.warn + this.#size) return;
    try {
      await this.#write();
    } catch {
      await this.release().catch(() => undefined);
    }
  };

  readonly #write = async (): Promise<void> => {
    const file = await this.#fs.open(join(this.#folder, BALLAST_NAME), "create");
    try {
      await zero(file, 0, this.#size);
      await file.sync();
    } finally {
      await file.close();
    }
  };

  /** Gives the space back to the journal. */
  readonly release = async (): Promise<void> => {
    await this.#fs.remove(join(this.#folder, BALLAST_NAME));
  };
}
