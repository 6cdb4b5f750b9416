/** Where keys come from. A provider shows certificates without a PIN and opens a key with one, each time anew. */
import type { KeyInfo } from "../../shared/ipc/contract";
import type { Anchors } from "../../shared/trust/anchors";
import type { Signer } from "../../shared/trust/port";
import type { Certificate } from "../../shared/trust/x509";

export interface OpenedKey {
  readonly info: KeyInfo;
  readonly signer: Signer;
  readonly certificate: Certificate;
  /** Of the city whose root the certificate chains to. */
  readonly anchors: Anchors;
}

export interface KeyProvider {
  readonly list: () => Promise<readonly KeyInfo[]>;
  /** Tries the PIN exactly once. @throws AppError E_PIN, E_KEY_FILE, E_CERT, E_ANCHOR, E_NOT_FOUND */
  readonly open: (keyId: string, pin: string) => Promise<OpenedKey>;
}
