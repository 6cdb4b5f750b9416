/** Which keys may sign releases on this machine: those of the build, then what signed rotations made of them. */
import { z } from "zod";
import { fromUtf8 } from "../bytes";
import { AppError } from "../failure";
import { type DocumentCheck, type DocumentKey, documentKey, verifyDocument } from "../trust/document-signature";
import { type KeyRotation, keyRotation } from "./manifest";

/** Kept on the terminal; serial 0 are the build's own keys. */
export const trustedKeys = z.strictObject({
  serial: z.number().int().min(0).max(1_000_000),
  keys: z.array(documentKey).max(8),
});
export type TrustedKeys = z.infer<typeof trustedKeys>;

/** A document as it was read, with the text of its `.sig`. */
export interface SignedDocument {
  readonly document: Uint8Array;
  readonly signature: string;
}

export interface Judge {
  readonly check: DocumentCheck;
  /** The keys' ends are judged at this moment, whatever a document says of itself. */
  readonly now: Date;
}

/**
 * The keys after one more rotation. A key from before and one of the new set must both have signed: neither an outsider
 * nor a key nobody holds gets in.
 * @throws AppError E_PROFILE, E_UPDATE_KEY, E_UPDATE_FEED
 */
export function rotated(trusted: TrustedKeys, step: SignedDocument, judge: Judge): TrustedKeys {
  requireSignature(step, "key-rotation", trusted.keys, judge);
  const { serial, keys } = readRotation(step.document);
  if (serial !== trusted.serial + 1) throw new AppError("E_UPDATE_FEED", "密钥更替的序号不连续");
  requireSignature(step, "key-rotation", keys, judge);
  return { serial, keys };
}

function readRotation(document: Uint8Array): KeyRotation {
  try {
    return keyRotation.parse(JSON.parse(fromUtf8(document)));
  } catch (cause) {
    throw new AppError("E_UPDATE_FEED", "密钥更替文件读不懂", { cause });
  }
}

/** @throws AppError E_PROFILE for no valid signature, E_UPDATE_KEY for one by a key past its end */
export function requireSignature(
  { document, signature }: SignedDocument,
  purpose: "release" | "rollback" | "key-rotation",
  keys: readonly DocumentKey[],
  { check, now }: Judge,
): void {
  const verdict = verifyDocument({ document, signature, purpose, keys, check, at: now });
  if (verdict.kind === "holds") return;
  if (verdict.why === "expired-key") throw new AppError("E_UPDATE_KEY");
  throw new AppError("E_PROFILE", "更新源没有有效签名");
}
