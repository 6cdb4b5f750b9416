/** Signature values from a token. The hash is made here: tokens are slow, and many lack the combined mechanisms. */
import { createHash } from "node:crypto";
import { AppError } from "../../../shared/failure";
import { never } from "../../../shared/never";
import { type KeyKind, keyKindOf } from "../../../shared/trust/key-kind";
import { ecdsaToDer } from "../../../shared/trust/signature-value";
import { readCertificate } from "../../../shared/trust/x509";
import { CKM } from "./constants";
import { type Cryptoki, oneUlong } from "./cryptoki";
import { readUlong, type Ulong, writeRecords, writeUlong } from "./layout";

/** DigestInfo of SHA-256 up to the hash itself, with the NULL that RFC 8017 §9.2 demands. */
const digestInfo = Buffer.from("3031300d060960864801650304020105000420", "hex");

/** An RSA signature of 8192 bits. */
const MOST_BYTES = 1_024;

/** @throws AppError E_CERT for a certificate that cannot be read or whose key is of no kind we take */
export const kindOfCertificate = (der: Uint8Array): KeyKind => keyKindOf(readCertificate(der).spki);

export function signWith(cryptoki: Cryptoki, session: Ulong, key: Ulong, kind: KeyKind) {
  return (data: Uint8Array): Uint8Array => {
    const hash = createHash("sha256").update(data).digest();
    switch (kind) {
      case "rsa":
        return raw(cryptoki, session, { key, mechanism: CKM.RSA_PKCS, input: Buffer.concat([digestInfo, hash]) });
      case "p256":
        return ecdsaToDer(raw(cryptoki, session, { key, mechanism: CKM.ECDSA, input: hash }));
      case "sm2":
        // No standard mechanism exists for it; vendors' own differ (GM/T keys are reached through SKF).
        throw new AppError("E_MECHANISM", "国密证书请使用该密钥的 SKF 驱动");
      default:
        return never(kind);
    }
  };
}

interface Order {
  readonly key: Ulong;
  readonly mechanism: number;
  readonly input: Buffer;
}

function raw({ layout, must }: Cryptoki, session: Ulong, { key, mechanism, input }: Order): Uint8Array {
  must("C_SignInit", session, writeRecords(layout, [{ kind: mechanism, address: 0n, length: 0 }]), key);
  const value = Buffer.alloc(MOST_BYTES);
  const length = oneUlong(layout);
  writeUlong(layout, length, MOST_BYTES, 0);
  must("C_Sign", session, input, input.length, value, length);
  return Uint8Array.from(value.subarray(0, Number(readUlong(layout, length, 0))));
}
