/** Soft keys from PKCS#12 files, for trial installations. The key becomes an opaque object at once. */
import type { Signer } from "../shared/trust/port";
import { decodeInThread } from "./pkcs12-thread";
import { softKeyFromPkcs8 } from "./soft-key";
import { softSigner } from "./soft-signer";

export interface OpenedKey {
  readonly signer: Signer;
  /** DER certificates: the key's own first, then its issuers as far as the file has them, without a root. */
  readonly chain: readonly Uint8Array[];
}

/** @throws AppError E_PIN for a wrong password, E_KEY_FILE for a file that cannot be read. */
export async function openPkcs12(bytes: Uint8Array, password: string): Promise<OpenedKey> {
  const { pkcs8, chain } = await decodeInThread(bytes, password);
  try {
    return { signer: softSigner(softKeyFromPkcs8(pkcs8), chain), chain };
  } finally {
    pkcs8.fill(0);
  }
}
