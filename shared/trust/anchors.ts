/** What a verifier pins 信任锚 for one city. Nothing that arrives with the data under test may change it. */
import { z } from "zod";
import { fromBase64, toBase64 } from "../bytes";
import { digestOf } from "../digest";
import { AppError } from "../failure";
import { base64, type Digest, digest, id } from "../schema";

export const anchorsFile = z.strictObject({
  format: z.literal("caibian-anchors/1"),
  site: id,
  /** The city's name as people read it. */
  name: z.string().min(1).max(100),
  /** DER of the root certificate. */
  root: base64,
  /** Digests of the SubjectPublicKeyInfo of the keys that sign profiles and receipts. */
  profileKey: digest,
  receiptKey: digest,
});
export type AnchorsFile = z.infer<typeof anchorsFile>;

export interface Anchors {
  readonly site: string;
  readonly name: string;
  readonly root: Uint8Array;
  readonly profileKey: Digest;
  readonly receiptKey: Digest;
}

/** Reads an anchors file. @throws AppError E_ANCHOR */
export function readAnchors(text: string): Anchors {
  try {
    const { site, name, root, profileKey, receiptKey } = anchorsFile.parse(JSON.parse(text));
    return { site, name, root: fromBase64(root), profileKey, receiptKey };
  } catch (cause) {
    throw new AppError("E_ANCHOR", "信任锚文件损坏或格式不符", { cause });
  }
}

export function anchorsText({ site, name, root, profileKey, receiptKey }: Anchors): string {
  const file: AnchorsFile = {
    format: "caibian-anchors/1",
    site,
    name,
    root: toBase64(root),
    profileKey,
    receiptKey,
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** What a person compares with the fingerprint the city published. */
export const rootFingerprint = (anchors: Anchors): Digest => digestOf(anchors.root);
