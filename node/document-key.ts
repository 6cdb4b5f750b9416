/** Keys of administrators and release makers in a file of their own: made, read and signed with, never shipped. */
import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
import { z } from "zod";
import { fromBase64, toBase64 } from "../shared/bytes";
import { AppError } from "../shared/failure";
import { base64 } from "../shared/schema";
import {
  type DocumentKey,
  type DocumentPurpose,
  type DocumentSignature,
  documentKey,
  signedBytes,
} from "../shared/trust/document-signature";
import { newSm2Secret } from "../shared/trust/sm2";
import { Sm2Key } from "./soft-key";

const keyFile = z.strictObject({
  format: z.literal("caibian-signing-key"),
  key: documentKey,
  /** PKCS#8 for Ed25519, the 32-byte number for SM2. */
  secret: base64,
});
export type DocumentKeyFile = z.infer<typeof keyFile>;

/** A new key pair; the public half may name an end. */
export function newDocumentKey(about: Omit<DocumentKey, "publicKey">): DocumentKeyFile {
  if (about.algorithm === "sm2-sm3") {
    const secret = newSm2Secret();
    const publicKey = toBase64(new Sm2Key(secret).spki);
    return { format: "caibian-signing-key", key: { ...about, publicKey }, secret: toBase64(secret) };
  }
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  return {
    format: "caibian-signing-key",
    key: { ...about, publicKey: publicKey.export({ format: "der", type: "spki" }).toString("base64") },
    secret: privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"),
  };
}

/** @throws AppError E_KEY_FILE when the text is not such a file */
export function readDocumentKey(text: string): DocumentKeyFile {
  try {
    return keyFile.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError("E_KEY_FILE", "不是签名密钥文件", { cause });
  }
}

/** Signs with every key given, which is how a key is rotated: the old and the new sign together for a while. */
export function signDocument(
  document: Uint8Array,
  purpose: DocumentPurpose,
  keys: readonly DocumentKeyFile[],
): DocumentSignature {
  const data = signedBytes(purpose, document);
  return {
    format: "caibian-signature",
    version: 1,
    purpose,
    signatures: keys.map(({ key, secret }) => ({
      keyId: key.keyId,
      algorithm: key.algorithm,
      value: toBase64(signatureOf(key, fromBase64(secret), data)),
    })),
  };
}

function signatureOf({ algorithm }: DocumentKey, secret: Uint8Array, data: Uint8Array): Uint8Array {
  if (algorithm === "sm2-sm3") return new Sm2Key(secret).sign(data);
  return sign(null, data, createPrivateKey({ key: Buffer.from(secret), format: "der", type: "pkcs8" }));
}
