/**
 * Node's RSA and ECDSA behind shared's port. OpenSSL compares the PKCS#1 v1.5 encoding as a whole, NULL parameters
 * included. SM2 is shared's own: Node's has an empty signer's identity, Electron's BoringSSL has none at all.
 */
import { constants, createPublicKey, verify } from "node:crypto";
import type { SignatureCheck } from "../shared/trust/port";
import { ecdsaFromDer } from "../shared/trust/signature-value";
import { verifySm2 } from "../shared/trust/sm2";

export const nodeCheck: SignatureCheck = {
  holds: ({ kind, spki }, data, signature) => {
    if (kind === "sm2") return verifySm2(spki, data, signature);
    try {
      const key = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
      if (key.asymmetricKeyType !== (kind === "rsa" ? "rsa" : "ec")) return false;
      return kind === "rsa"
        ? verify("sha256", data, { key, padding: constants.RSA_PKCS1_PADDING }, signature)
        : verify("sha256", data, { key, dsaEncoding: "ieee-p1363" }, ecdsaFromDer(signature));
    } catch {
      // A key or value that cannot be read verifies nothing; the port has no third answer.
      return false;
    }
  },
};
