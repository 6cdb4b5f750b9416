/** A small file that only the unlocked store can read: account, nonces, clock offset for a cold start offline. */
import { join } from "node:path";
import type { z } from "zod";
import { fromBase64, fromUtf8, toBase64, utf8 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import { readText, writeDurable } from "../durable-file";
import type { FileSystem } from "../journal/filesystem";
import type { Vault } from "./vault";

export interface SealedFile<T> {
  /** Null when absent or from a version that no longer fits. */
  readonly read: () => Promise<T | null>;
  readonly write: (value: T) => Promise<void>;
}

export interface SealedPlace {
  readonly fs: FileSystem;
  readonly folder: string;
  readonly vault: Vault;
}

export function sealedFile<T>({ fs, folder, vault }: SealedPlace, name: string, schema: z.ZodType<T>): SealedFile<T> {
  const path = join(folder, `${name}.sealed`);
  const sealName = { scope: `file|${name}`, name: `${vault.storeId}|${name}` };
  return {
    read: async () => {
      const text = await readText(fs, path);
      if (text === null) return null;
      try {
        return schema.parse(JSON.parse(fromUtf8(vault.open(sealName, fromBase64(text.trim())))));
      } catch (error) {
        if (error instanceof AppError && error.code === "E_LOCKED") throw error;
        // Holds nothing that signing in online does not bring back.
        return null;
      }
    },
    write: (value) => writeDurable(fs, path, `${toBase64(vault.seal(sealName, utf8(JSON.stringify(value))))}\n`),
  };
}
