/** Node's Ed25519 and our SM2 behind shared's port for document signatures. */
import { createPublicKey, verify } from "node:crypto";
import { fromBase64 } from "../shared/bytes";
import type { DocumentCheck } from "../shared/trust/document-signature";
import { verifySm2 } from "../shared/trust/sm2";

export const nodeDocumentCheck: DocumentCheck = {
  holds: ({ algorithm, publicKey }, data, signature) => {
    const spki = fromBase64(publicKey);
    if (algorithm === "sm2-sm3") return verifySm2(spki, data, signature);
    try {
      const key = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
      return key.asymmetricKeyType === "ed25519" && verify(null, data, key, signature);
    } catch {
      // A key or value that cannot be read verifies nothing; the port has no third answer.
      return false;
    }
  },
};
