/**
 * Who can open a backup: whoever knows the passphrase, or holds the private half of a recipient's key. A machine that only
 * makes backups for a recipient cannot read them.
 */
import { createCipheriv, createDecipheriv, createPublicKey, randomBytes, scrypt } from "node:crypto";
import { z } from "zod";
import { openBox, sealBox } from "../../node/sealed-box";
import { fromBase64, toBase64 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import { never } from "../../shared/never";
import { base64 } from "../../shared/schema";

export type BackupKey =
  | { readonly kind: "passphrase"; readonly passphrase: string }
  /** DER SubjectPublicKeyInfo, P-256: seals only. */
  | { readonly kind: "recipient"; readonly spki: Uint8Array }
  /** PKCS#8: opens only. */
  | { readonly kind: "private"; readonly pkcs8: Uint8Array };

export const wrapped = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("passphrase"), salt: base64, iv: base64, key: base64, tag: base64 }),
  z.strictObject({ kind: z.literal("recipient"), box: base64 }),
]);
export type Wrapped = z.infer<typeof wrapped>;

const LABEL = "caibian-backup/1";
/** 128 MB a try; a backup is opened seldom. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 2 ** 20 };
const MIN_PASSPHRASE = 12;

/** Keys already stretched in this process, by salt: a run has one salt. */
const stretched = new Map<string, Promise<Buffer>>();

function stretch(passphrase: string, salt: Uint8Array): Promise<Buffer> {
  const name = `${toBase64(salt)} ${passphrase}`;
  const known = stretched.get(name);
  if (known !== undefined) return known;
  const fresh = new Promise<Buffer>((resolve, reject) =>
    scrypt(passphrase.normalize("NFC"), salt, 32, COST, (error, key) =>
      error === null ? resolve(key) : reject(error),
    ),
  );
  stretched.set(name, fresh);
  return fresh;
}

/** @throws AppError E_INPUT for a passphrase that is too short, E_STATE for a key that cannot seal */
export async function wrapKey(key: BackupKey, secret: Uint8Array, salt: Uint8Array): Promise<Wrapped> {
  switch (key.kind) {
    case "passphrase": {
      if (key.passphrase.length < MIN_PASSPHRASE)
        throw new AppError("E_INPUT", `备份口令不足 ${MIN_PASSPHRASE} 个字符`);
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", await stretch(key.passphrase, salt), iv);
      const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
      return {
        kind: "passphrase",
        salt: toBase64(salt),
        iv: toBase64(iv),
        key: toBase64(sealed),
        tag: toBase64(cipher.getAuthTag()),
      };
    }
    case "recipient":
      return { kind: "recipient", box: toBase64(sealBox(key.spki, secret, LABEL)) };
    case "private":
      throw new AppError("E_STATE", "制作备份须给出收件公钥或口令");
    default:
      return never(key);
  }
}

/** @throws AppError E_INPUT for another passphrase or key */
export async function unwrapKey(key: BackupKey, given: Wrapped): Promise<Uint8Array> {
  if (given.kind === "recipient" && key.kind === "private") return openBox(key.pkcs8, fromBase64(given.box), LABEL);
  if (given.kind !== "passphrase" || key.kind !== "passphrase")
    throw new AppError("E_INPUT", given.kind === "passphrase" ? "这份备份须用口令打开" : "这份备份须用收件私钥打开");
  const decipher = createDecipheriv(
    "aes-256-gcm",
    await stretch(key.passphrase, fromBase64(given.salt)),
    fromBase64(given.iv),
  );
  decipher.setAuthTag(Buffer.from(fromBase64(given.tag)));
  try {
    return Buffer.concat([decipher.update(fromBase64(given.key)), decipher.final()]);
  } catch (cause) {
    throw new AppError("E_INPUT", "备份口令不正确，或备份已损坏", { cause });
  }
}

/** Whether this key can read what it sealed. */
export const canOpen = (key: BackupKey): boolean => key.kind !== "recipient";

/** PEM or DER. @throws AppError E_INPUT */
export function recipientKey(bytes: Uint8Array): BackupKey {
  try {
    const pem = Buffer.from(bytes).toString("latin1");
    const key = pem.includes("-----BEGIN")
      ? createPublicKey(pem)
      : createPublicKey({ key: Buffer.from(bytes), format: "der", type: "spki" });
    return { kind: "recipient", spki: new Uint8Array(key.export({ type: "spki", format: "der" })) };
  } catch (cause) {
    throw new AppError("E_INPUT", "收件公钥文件不可读", { cause });
  }
}
