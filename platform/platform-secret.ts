/**
 * The platform's own secret: made once, kept in a file that only the platform's account reads, and the same for every
 * process behind one database. A process with another one would refuse the codes and proofs that its neighbours gave out,
 * now and then and to no pattern; so it does not start at all.
 */
import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomic } from "../node/atomic-file";
import { AppError } from "../shared/failure";
import { sameText } from "./identity/secret";
import type { Database } from "./store/tables";

export interface SecretPlace {
  /** The data folder. */
  readonly folder: string;
  /** A file of the administrator's; by default one in the data folder, made at the first start. */
  readonly secretFile?: string;
}

const BYTES = 32;

export const ownSecretFile = (folder: string): string => join(folder, "platform", "keys", "platform-secret");

/** @throws AppError E_STATE for a file that is missing or too short to be a secret */
export async function openSecret({ folder, secretFile }: SecretPlace): Promise<Uint8Array> {
  const kept = secretFile === undefined ? await ownSecret(folder) : await foreignSecret(secretFile);
  return new Uint8Array(hkdfSync("sha256", kept, new Uint8Array(), "caibian platform secret", BYTES));
}

async function ownSecret(folder: string): Promise<Buffer> {
  const file = ownSecretFile(folder);
  try {
    return await readFile(file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  const made = Buffer.from(randomBytes(BYTES).toString("base64url"));
  await writeFileAtomic(file, made);
  return made;
}

async function foreignSecret(file: string): Promise<Buffer> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new AppError("E_STATE", "读不到 CAIBIAN_PLATFORM_SECRET_FILE 所指的文件", { cause });
  });
  if (bytes.length < BYTES) throw new AppError("E_STATE", "CAIBIAN_PLATFORM_SECRET_FILE 所指的文件不足 32 字节");
  return bytes;
}

const SETTING = "platform-secret";

/** The database keeps what only this secret gives. @throws AppError E_STATE when another process has another secret */
export async function requireSameSecret(db: Database, secret: Uint8Array): Promise<void> {
  const value = createHmac("sha256", secret).update("caibian platform secret check").digest("base64url");
  await db
    .insertInto("settings")
    .values({ name: SETTING, value })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db.selectFrom("settings").select("value").where("name", "=", SETTING).executeTakeFirstOrThrow();
  if (sameText(row.value, value)) return;
  throw new AppError("E_STATE", "平台密钥与同一数据库的其他进程不同，请使用同一个密钥文件（docs/platform.md）");
}

/** After an administrator changed the file on purpose, with every process stopped. */
export async function forgetSecret(db: Database): Promise<void> {
  await db.deleteFrom("settings").where("name", "=", SETTING).execute();
}
