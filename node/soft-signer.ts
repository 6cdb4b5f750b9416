/** A signer over a key held by this process as an opaque KeyObject. */
import { constants, type KeyObject, sign } from "node:crypto";
import type { Signer } from "../shared/trust/port";

export function softSigner(key: KeyObject, chain: readonly Uint8Array[]): Signer {
  return {
    chain,
    sign: (data) =>
      new Promise((resolve, reject) => {
        sign("sha256", data, { key, padding: constants.RSA_PKCS1_PADDING }, (error, signature) => {
          if (error === null) resolve(Uint8Array.from(signature));
          else reject(error);
        });
      }),
  };
}
