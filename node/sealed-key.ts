/** A release maker's key file under a passphrase: scrypt (RFC 7914), then AES-256-GCM over the whole key file. */
import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from "node:crypto";
import { z } from "zod";
import { fromUtf8, toBase64, utf8 } from "../shared/bytes";
import { AppError } from "../shared/failure";
import { base64 } from "../shared/schema";
import { type DocumentKey, documentKey } from "../shared/trust/document-signature";
import { type DocumentKeyFile, readDocumentKey } from "./document-key";

const sealedKey = z.strictObject({
  format: z.literal("caibian-sealed-key"),
  /** In clear, so that people see whose file it is and packages pin it. */
  key: documentKey,
  salt: base64,
  iv: base64,
  sealed: base64,
});
type SealedKey = z.infer<typeof sealedKey>;

/** A second or so of work for each guess; 128 MiB. */
const COST = { N: 131_072, r: 8, p: 1, maxmem: 256 * 1_048_576 };
const TAG = 16;

export function sealDocumentKey(file: DocumentKeyFile, passphrase: string): string {
  const [salt, iv] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv("aes-256-gcm", scryptSync(passphrase.normalize("NFC"), salt, 32, COST), iv);
  const sealed = Buffer.concat([cipher.update(utf8(JSON.stringify(file))), cipher.final(), cipher.getAuthTag()]);
  const text: SealedKey = {
    format: "caibian-sealed-key",
    key: file.key,
    salt: toBase64(salt),
    iv: toBase64(iv),
    sealed: toBase64(sealed),
  };
  return `${JSON.stringify(text, null, 2)}\n`;
}

const publicFile = z.tuple([documentKey], documentKey).refine((keys) => keys.length <= 8);

/** Whether the file is worth nothing without a passphrase. */
export const isSealed = (text: string): boolean => sealedIn(text) !== null;

/** The public halves in a file of public keys, or in a key's own file, sealed or open. @throws AppError E_KEY_FILE */
export function publicHalves(text: string): readonly [DocumentKey, ...DocumentKey[]] {
  return parsedAs(publicFile, text) ?? [(sealedIn(text) ?? readDocumentKey(text)).key];
}

/** Asks for the passphrase only when there is one. @throws AppError E_KEY_FILE, E_PWD for another passphrase */
export async function openDocumentKey(text: string, ask: (keyId: string) => Promise<string>): Promise<DocumentKeyFile> {
  const file = sealedIn(text);
  if (file === null) return readDocumentKey(text);
  const sealed = Buffer.from(file.sealed, "base64");
  const passphrase = (await ask(file.key.keyId)).normalize("NFC");
  const key = scryptSync(passphrase, Buffer.from(file.salt, "base64"), 32, COST);
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(file.iv, "base64"));
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG)), decipher.final()]);
    return readDocumentKey(fromUtf8(plain));
  } catch (cause) {
    throw new AppError("E_PWD", "签名密钥的口令不正确，或密钥文件已损坏", { cause });
  }
}

/** Null for a file that is not sealed. */
const sealedIn = (text: string): SealedKey | null => parsedAs(sealedKey, text);

function parsedAs<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
