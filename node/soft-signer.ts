/** A signer over a key held by this process. */
import type { Signer } from "../shared/trust/port";
import { type SoftKey, signWith } from "./soft-key";

export function softSigner(key: SoftKey, chain: readonly Uint8Array[]): Signer {
  return { chain, sign: async (data) => signWith(key, data) };
}
