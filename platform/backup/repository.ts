/**
 * The folder of backups 备份库: one sealed dump for each time, and every file once under its digest, however many backups
 * name it.
 */
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writeFileAtomic } from "../../node/atomic-file";
import { fromBase64, toBase64 } from "../../shared/bytes";
import { digestOf } from "../../shared/digest";
import { AppError, check } from "../../shared/failure";
import { base64 } from "../../shared/schema";
import { type BackupKey, canOpen, unwrapKey, wrapKey, wrapped } from "./backup-key";

const about = z.strictObject({
  format: z.literal("caibian-backups/1"),
  salt: base64,
  /** Opens under the key of this folder only: two keys in one folder would make backups that neither restores. */
  probe: wrapped,
  /** Digest of the recipient's key; null under a passphrase. */
  recipient: z.string().nullable(),
});

export interface Repository {
  readonly folder: string;
  readonly salt: Uint8Array;
}

const ABOUT = "caibian-backups.json";

/** @throws AppError E_INPUT for another passphrase or recipient than the folder's */
export async function openRepository(folder: string, key: BackupKey): Promise<Repository> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, ABOUT);
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  });
  if (text === null) return begin(folder, key);
  const known = check(about, JSON.parse(text));
  if (canOpen(key)) await unwrapKey(key, known.probe);
  if (key.kind === "recipient" && known.recipient !== digestOf(key.spki))
    throw new AppError("E_INPUT", "备份库属于另一个收件公钥，请另选目录");
  return { folder, salt: fromBase64(known.salt) };
}

async function begin(folder: string, key: BackupKey): Promise<Repository> {
  if ((await readdir(folder)).length > 0) throw new AppError("E_STATE", "目录不是备份库，也不是空的，请另选目录");
  const salt = randomBytes(16);
  const probe = await wrapKey(key, randomBytes(32), salt);
  const recipient = key.kind === "recipient" ? digestOf(key.spki) : null;
  const said: z.infer<typeof about> = { format: "caibian-backups/1", salt: toBase64(salt), probe, recipient };
  await writeFileAtomic(join(folder, ABOUT), `${JSON.stringify(said, null, 2)}\n`);
  return { folder, salt };
}

/** Sorts by time. */
export const dumpFile = ({ folder }: Repository, at: Date): string =>
  join(folder, "dumps", `${at.toISOString().replace(/[:.]/g, "-")}.sealed`);

export const blobFile = ({ folder }: Repository, name: string): string =>
  join(folder, "files", name.slice(-2), `${name}.sealed`);

/** @throws AppError E_NOT_FOUND */
export async function newestDump({ folder }: Repository): Promise<string> {
  const names = await readdir(join(folder, "dumps")).catch(() => []);
  const newest = names
    .filter((name) => name.endsWith(".sealed"))
    .sort()
    .at(-1);
  if (newest === undefined) throw new AppError("E_NOT_FOUND", "备份库里没有备份");
  return join(folder, "dumps", newest);
}

export const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
