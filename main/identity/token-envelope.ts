/** The encryption pair of a token as the vault uses it: wrapped here in software, unwrapped on the token. */
import { randomBytes } from "node:crypto";
import { sameBytes } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import { envelopeTarget, readSm2Envelope, sealToSm2 } from "../../shared/trust/sm2-envelope";
import type { TokenSession } from "../tokens/driver";
import type { KeyEnvelope } from "./key-envelope";

const SM4_KEY_BYTES = 16;

/** Null where the token has no pair, or its driver does not open what is wrapped to one. */
export function tokenEnvelope({ open }: TokenSession, point: Uint8Array | null): KeyEnvelope | null {
  if (open === undefined || point === null) return null;
  return {
    wrap: async (share) => sealToSm2(point, share, randomBytes(SM4_KEY_BYTES)),
    unwrap: open,
    isCurrent: (wrapped) => sameBytes(targetOf(wrapped), envelopeTarget(point)),
  };
}

/** Of no key where the envelope cannot be read: it is made anew then. */
function targetOf(wrapped: Uint8Array): Uint8Array {
  try {
    return readSm2Envelope(wrapped).to;
  } catch (error) {
    if (error instanceof AppError) return new Uint8Array();
    throw error;
  }
}
