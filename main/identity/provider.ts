/** Where keys come from. A provider shows certificates without a PIN and opens a key with one, each time anew. */
import { AppError } from "../../shared/failure";
import type { KeyInfo } from "../../shared/ipc/key";
import type { Anchors } from "../../shared/trust/anchors";
import type { Signer } from "../../shared/trust/port";
import type { Certificate } from "../../shared/trust/x509";
import type { KeyEnvelope } from "./key-envelope";

export interface OpenedKey {
  readonly info: KeyInfo;
  readonly signer: Signer;
  readonly certificate: Certificate;
  /** Of the city whose root the certificate chains to. */
  readonly anchors: Anchors;
  /** The pair beside the signing key that can guard a store (SM2 keys); absent where the key only signs. */
  readonly envelope?: KeyEnvelope;
  /** Ends the login. Whoever opened a key closes it, also after a failure; it signs nothing afterwards. Never fails. */
  readonly close: () => Promise<void>;
}

/** A PIN as it was typed. */
export interface PinTry {
  readonly pin: string;
  /** The person knows that a wrong one now locks the key (S3). Without it the last try is never made. */
  readonly lastTry?: boolean;
}

export interface KeyProvider {
  readonly list: () => Promise<readonly KeyInfo[]>;
  /** Tries the PIN exactly once. @throws AppError E_PIN, E_PIN_LAST, E_KEY_FILE, E_CERT, E_ANCHOR, E_NOT_FOUND, what a driver throws */
  readonly open: (keyId: string, typed: PinTry) => Promise<OpenedKey>;
}

/** One kind of keys among several. */
export interface KeySource extends KeyProvider {
  /** Whether a key id is of this kind. */
  readonly owns: (keyId: string) => boolean;
}

/** Several kinds of keys as one list. */
export function combinedKeys(sources: readonly KeySource[]): KeyProvider {
  return {
    list: async () => (await Promise.all(sources.map((each) => each.list()))).flat(),
    open: async (keyId, typed) => {
      const source = sources.find((each) => each.owns(keyId));
      if (source === undefined) throw new AppError("E_NOT_FOUND", "没有找到这张证书");
      return source.open(keyId, typed);
    },
  };
}
