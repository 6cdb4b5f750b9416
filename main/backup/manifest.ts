/** What a generation of the backup 备份 consists of. Written last: without it the files of a generation are leftovers. */
import { join } from "node:path";
import { z } from "zod";
import { digestOf, digestOfJson } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import { base64, digest, id, instant } from "../../shared/schema";
import { STORE_SCHEMA } from "../../shared/store/store-version";
import { readText } from "../durable-file";
import { type FileSystem, isMissing } from "../journal/filesystem";
import { NoAnswer } from "./patient-folder";

const body = z.strictObject({
  format: z.literal("caibian-backup/1"),
  storeId: id,
  at: instant,
  /** Of the store's records; a newer one is refused. */
  schema: z.number().int().positive(),
  rows: z.number().int().nonnegative(),
  bytes: z.number().int().nonnegative(),
  /** Files of this generation: the header with the recovery slot alone, and the sealed rows. */
  files: z.array(z.strictObject({ name: z.string().regex(/^[\w.-]{1,80}$/), digest })).max(100_000),
  /** Sealed chunks of attachments, shared by all generations. */
  chunks: z.array(z.strictObject({ name: z.string().regex(/^[0-9a-f]{64}$/), digest })).max(1_000_000),
});
export type ManifestBody = z.infer<typeof body>;

/** `seal` is the digest of the body, sealed with the store's data key: nobody else can make or shorten a backup. */
export const manifestFile = z.strictObject({ body, digest, seal: base64 });
export type ManifestFile = z.infer<typeof manifestFile>;

export const generationName = (at: string): string => at.replace(/[-:]/g, "").replace(/\.\d+/, "");
export const manifestName = (generation: string): string => `${generation}.manifest.json`;
export const CHUNKS = "chunks";

/** Generations that were finished, newest first, by their names alone. */
export async function generationsIn(fs: FileSystem, folder: string): Promise<readonly string[]> {
  const names = await namesIn(fs, folder);
  const found = names.flatMap((name) => /^(\d{8}T\d{6}Z)\.manifest\.json$/.exec(name)?.[1] ?? []);
  return found.sort().reverse();
}

export async function namesIn(fs: FileSystem, folder: string): Promise<readonly string[]> {
  try {
    return await fs.list(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** @throws AppError E_BACKUP when it is missing, torn or changed; E_STORE_NEWER for one of a later version */
export async function readManifest(fs: FileSystem, folder: string, generation: string): Promise<ManifestFile> {
  const text = await readText(fs, join(folder, manifestName(generation)));
  const parsed = manifestFile.safeParse(jsonOf(text ?? ""));
  if (!parsed.success || digestOfJson(parsed.data.body) !== parsed.data.digest) {
    throw new AppError("E_BACKUP", `备份 ${generation} 的清单缺失或已损坏`);
  }
  if (parsed.data.body.schema > STORE_SCHEMA) throw new AppError("E_STORE_NEWER");
  return parsed.data;
}

/** The bytes of a file the manifest names. @throws AppError E_BACKUP when they are not those that were written */
export async function readPart(fs: FileSystem, path: string, wanted: string): Promise<Uint8Array> {
  const bytes = await fs.read(path).catch((cause: unknown) => {
    throw cause instanceof NoAnswer ? cause : new AppError("E_BACKUP", "备份中缺少文件", { cause });
  });
  if (digestOf(bytes) !== wanted) throw new AppError("E_BACKUP", "备份中的文件与清单不符");
  return bytes;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Torn text is no manifest; the schema refuses `undefined` next.
    return undefined;
  }
}
