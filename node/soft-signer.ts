/** A signer over a key held by this process. */
import type { Signer } from "../shared/trust/port";
import { type SoftKey, signAside } from "./soft-key";

export function softSigner(key: SoftKey, chain: readonly Uint8Array[]): Signer {
  return { chain, sign: (data) => signAside(key, data) };
}
