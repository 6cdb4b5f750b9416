/**
 * The version of a store's records, in clear beside its header: read before anything of the store is opened, so that a
 * store of a newer version is refused by name and not a byte of it is touched.
 */
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "../shared/failure";
import { STORE_SCHEMA } from "../shared/store/store-version";
import { readText, writeDurable } from "./durable-file";
import type { FileSystem } from "./journal/filesystem";

const schemaFile = z.strictObject({ format: z.literal("caibian-store/1"), schema: z.number().int().positive() });
const NAME = "store.json";

/** 1 for a store from before there was such a file; null for a folder that holds no store yet. */
export async function readSchema(fs: FileSystem, folder: string): Promise<number | null> {
  const text = await readText(fs, join(folder, NAME));
  if (text === null) return (await readText(fs, join(folder, "vault.json"))) === null ? null : 1;
  try {
    return schemaFile.parse(JSON.parse(text)).schema;
  } catch (cause) {
    throw new AppError("E_STORE_NEWER", "存储的版本文件无法识别", { cause });
  }
}

/** @throws AppError E_STORE_NEWER */
export async function refuseNewer(fs: FileSystem, folder: string, known = STORE_SCHEMA): Promise<void> {
  const schema = await readSchema(fs, folder);
  if (schema !== null && schema > known) {
    throw new AppError("E_STORE_NEWER", `存储为第 ${schema} 版，本程序只认到第 ${known} 版`);
  }
}

export const writeSchema = (fs: FileSystem, folder: string, schema: number): Promise<void> =>
  writeDurable(fs, join(folder, NAME), `${JSON.stringify({ format: "caibian-store/1", schema })}\n`);
