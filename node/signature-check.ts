/** Node's RSA behind shared's port. OpenSSL compares the PKCS#1 v1.5 encoding as a whole, NULL parameters included. */
import { constants, createPublicKey, verify } from "node:crypto";
import type { SignatureCheck } from "../shared/trust/port";

export const nodeCheck: SignatureCheck = {
  rsaSha256: (spki, data, signature) => {
    try {
      const key = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
      return (
        key.asymmetricKeyType === "rsa" &&
        verify("sha256", data, { key, padding: constants.RSA_PKCS1_PADDING }, signature)
      );
    } catch {
      // A key that OpenSSL cannot read verifies nothing; the port has no third answer.
      return false;
    }
  },
};
