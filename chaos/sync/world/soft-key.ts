/** A key that is simply there: what a key file holds, without the decoding that would cost more than all that is tried. */

import type { KeySource } from "../../../main/identity/provider";
import { describe } from "../../../main/identity/usability";
import { AppError } from "../../../shared/failure";
import type { Anchors } from "../../../shared/trust/anchors";
import type { Signer } from "../../../shared/trust/port";
import { readCertificate } from "../../../shared/trust/x509";

export interface SoftKey {
  readonly signer: Signer;
  /** DER. */
  readonly certificate: Uint8Array;
}

const keyId = "soft-1";
export const softPin = "000000";

export function softKeys({ signer, certificate: der }: SoftKey, anchors: Anchors): KeySource {
  const certificate = readCertificate(der);
  const info = describe(keyId, certificate, "");
  return {
    owns: (asked) => asked === keyId,
    list: async () => [info],
    open: async (_, { pin }) => {
      if (pin !== softPin) throw new AppError("E_PIN");
      return { info, signer, certificate, anchors, close: async () => undefined };
    },
  };
}
