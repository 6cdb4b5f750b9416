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
  /** Further roots of the same city: authorities run one hierarchy for RSA and another for SM2. */
  otherRoots: z.array(base64).min(1).max(8).optional(),
  /** Digests of the SubjectPublicKeyInfo of the keys that sign profiles and receipts. */
  profileKey: digest,
  receiptKey: digest,
  /** Public key (P-256, DER) that stores are wrapped to for recovery; the platform holds the other half. */
  recoveryKey: base64.optional(),
});
export type AnchorsFile = z.infer<typeof anchorsFile>;

export interface Anchors {
  readonly site: string;
  readonly name: string;
  readonly root: Uint8Array;
  readonly otherRoots?: readonly Uint8Array[];
  readonly profileKey: Digest;
  readonly receiptKey: Digest;
  readonly recoveryKey?: Uint8Array;
}

/** Reads an anchors file. @throws AppError E_ANCHOR */
export function readAnchors(text: string): Anchors {
  try {
    const { root, otherRoots = [], format: _, recoveryKey, ...rest } = anchorsFile.parse(JSON.parse(text));
    const recovery = recoveryKey === undefined ? {} : { recoveryKey: fromBase64(recoveryKey) };
    return { ...rest, root: fromBase64(root), otherRoots: otherRoots.map(fromBase64), ...recovery };
  } catch (cause) {
    throw new AppError("E_ANCHOR", "信任锚文件损坏或格式不符", { cause });
  }
}

export function anchorsText(anchors: Anchors): string {
  const { site, name, root, otherRoots = [], profileKey, receiptKey, recoveryKey } = anchors;
  const file: AnchorsFile = {
    format: "caibian-anchors/1",
    site,
    name,
    root: toBase64(root),
    ...(otherRoots.length === 0 ? {} : { otherRoots: otherRoots.map(toBase64) }),
    profileKey,
    receiptKey,
    ...(recoveryKey === undefined ? {} : { recoveryKey: toBase64(recoveryKey) }),
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** Every root of the city. */
export const rootsOf = ({ root, otherRoots = [] }: Anchors): readonly Uint8Array[] => [root, ...otherRoots];

/** What a person compares with the fingerprint the city published. */
export const rootFingerprint = (anchors: Anchors): Digest => digestOf(anchors.root);
