/**
 * Signatures beside a document that no person signs: machine policy, release manifest, roll-back order. The document stays
 * a plain file that an administrator reads; `<name>.sig` beside it holds signatures by pinned keys over its exact bytes.
 * Ed25519: RFC 8032. SM2 with SM3: GB/T 32918.2, DER r, s.
 */
import { z } from "zod";
import { fromBase64, utf8 } from "../bytes";
import { base64, id, instant } from "../schema";

export const documentAlgorithm = z.enum(["ed25519", "sm2-sm3"]);

/** A public key that a build or a policy pins. */
export const documentKey = z.strictObject({
  keyId: id,
  algorithm: documentAlgorithm,
  /** DER SubjectPublicKeyInfo. */
  publicKey: base64,
  /** After this the key signs nothing new. Absent: no end. */
  notAfter: instant.exactOptional(),
});
export type DocumentKey = z.infer<typeof documentKey>;

/** What the signature is for; part of the signed bytes, so that none passes for another. */
export const documentPurpose = z.enum(["policy", "release", "rollback", "key-rotation"]);
export type DocumentPurpose = z.infer<typeof documentPurpose>;

export const documentSignature = z.strictObject({
  format: z.literal("caibian-signature"),
  version: z.literal(1),
  purpose: documentPurpose,
  signatures: z
    .array(z.strictObject({ keyId: id, algorithm: documentAlgorithm, value: base64 }))
    .min(1)
    .max(8),
});
export type DocumentSignature = z.infer<typeof documentSignature>;

/** Node implements it (`node/document-check.ts`); false for any failure. */
export interface DocumentCheck {
  readonly holds: (key: DocumentKey, data: Uint8Array, signature: Uint8Array) => boolean;
}

/** The bytes that are signed: purpose, a line feed, the document as it lies on disk. */
export function signedBytes(purpose: DocumentPurpose, document: Uint8Array): Uint8Array {
  const head = utf8(`caibian-${purpose}/1\n`);
  const bytes = new Uint8Array(head.length + document.length);
  bytes.set(head);
  bytes.set(document, head.length);
  return bytes;
}

export type DocumentVerdict =
  | { readonly kind: "holds"; readonly keyId: string }
  /** `unreadable`: not a signature file. `purpose`: signed for something else. `unknown-key`: by nobody who is pinned. */
  | { readonly kind: "refused"; readonly why: "unreadable" | "purpose" | "unknown-key" | "expired-key" | "broken" };

export interface DocumentProof {
  readonly document: Uint8Array;
  /** Text of the `.sig` file. */
  readonly signature: string;
  readonly purpose: DocumentPurpose;
  readonly keys: readonly DocumentKey[];
  readonly check: DocumentCheck;
  /** When the document was made, as far as it says so and is believed; judged against `notAfter`. */
  readonly at: Date;
}

/** One signature of a pinned, unexpired key is enough; signatures of unknown keys beside it are passed over (rotation). */
export function verifyDocument(proof: DocumentProof): DocumentVerdict {
  const file = readSignature(proof.signature);
  if (file === null) return refused("unreadable");
  if (file.purpose !== proof.purpose) return refused("purpose");
  const data = signedBytes(proof.purpose, proof.document);
  let why: "unknown-key" | "expired-key" | "broken" = "unknown-key";
  for (const { keyId, algorithm, value } of file.signatures) {
    const key = proof.keys.find((known) => known.keyId === keyId && known.algorithm === algorithm);
    if (key === undefined) continue;
    if (!proof.check.holds(key, data, fromBase64(value))) why = "broken";
    else if (key.notAfter !== undefined && proof.at.getTime() > Date.parse(key.notAfter)) why = "expired-key";
    else return { kind: "holds", keyId };
  }
  return refused(why);
}

function readSignature(text: string): DocumentSignature | null {
  try {
    return documentSignature.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

const refused = (why: Extract<DocumentVerdict, { kind: "refused" }>["why"]): DocumentVerdict => ({
  kind: "refused",
  why,
});
