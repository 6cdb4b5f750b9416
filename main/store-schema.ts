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
/** Two copies: the first whole one counts. One flipped bit must not look like a store of a newer version. */
const NAMES = ["store.json", "store.copy.json"] as const;

/** Lies in a store while its records are led back to an older form (launcher/data-return.ts). */
export const RETURNING = "returning.json";

/** 1 for a store from before there was such a file; null for a folder that holds no store yet. */
export async function readSchema(fs: FileSystem, folder: string): Promise<number | null> {
  const texts = await Promise.all(NAMES.map((name) => copyText(fs, join(folder, name))));
  const present = texts.filter((text) => text !== null);
  if (present.length === 0) return (await readText(fs, join(folder, "vault.json"))) === null ? null : 1;
  const [known] = present.flatMap(schemaIn);
  if (known === undefined) throw new AppError("E_STORE_NEWER", "存储的版本文件无法识别");
  return known;
}

/** A copy that the disk cannot read is there and not whole. */
const copyText = (fs: FileSystem, path: string): Promise<string | null> => readText(fs, path).catch(() => "");

function schemaIn(text: string): number[] {
  try {
    return [schemaFile.parse(JSON.parse(text)).schema];
  } catch {
    // Damaged, or of a form that only a newer version knows: the other copy may tell.
    return [];
  }
}

/**
 * A store that is being led back is half of either form: what was written into it now, the rest of the way would remove.
 * @throws AppError E_STORE_NEWER, E_STORE_RETURN
 */
export async function refuseNewer(fs: FileSystem, folder: string, known = STORE_SCHEMA): Promise<void> {
  if ((await readText(fs, join(folder, RETURNING))) !== null) throw new AppError("E_STORE_RETURN");
  const schema = await readSchema(fs, folder);
  if (schema !== null && schema > known) {
    throw new AppError("E_STORE_NEWER", `存储为第 ${schema} 版，本程序只认到第 ${known} 版`);
  }
}

export async function writeSchema(fs: FileSystem, folder: string, schema: number): Promise<void> {
  const text = `${JSON.stringify({ format: "caibian-store/1", schema })}\n`;
  // The copy first: `store.json` is what says that a snapshot is whole.
  for (const name of NAMES.toReversed())
    if ((await copyText(fs, join(folder, name))) !== text) await writeDurable(fs, join(folder, name), text);
}
