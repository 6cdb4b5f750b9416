/** Signatures by a container's signing key, brought into the shape CMS carries. */
import { nodeCheck } from "../../../node/signature-check";
import { sha256Bytes } from "../../../shared/digest";
import { AppError } from "../../../shared/failure";
import type { PublicKey } from "../../../shared/trust/port";
import { ecdsaToDer } from "../../../shared/trust/signature-value";
import { sm2Digest } from "../../../shared/trust/sm2";
import { signingKeyOf } from "./certificates";
import type { Skf } from "./functions";
import type { Handle } from "./library";

/** DigestInfo of SHA-256 (RFC 8017 §9.2 note 1): the token pads and signs it, many cannot hash themselves. */
const DIGEST_INFO = Buffer.from("3031300d060960864801650304020105000420", "hex");

const LARGEST_RSA = 512;
const FIELD = 64;
const NUMBER = 32;

export function signAll(skf: Skf, container: Handle, data: readonly Uint8Array[]): Uint8Array[] {
  const key = signingKeyOf(skf, container);
  return data.map((each) => {
    const value = signatureValue(skf, container, { key, data: each });
    // Tokens exist that hash once more or leave ZA out: what no verifier would accept must not leave here.
    if (!nodeCheck.holds(key, each, value)) throw new AppError("E_TOKEN_FAULT", "密钥给出的签名与证书不符");
    return value;
  });
}

interface Order {
  readonly key: PublicKey;
  readonly data: Uint8Array;
}

function signatureValue(skf: Skf, container: Handle, { key, data }: Order): Uint8Array {
  switch (key.kind) {
    case "sm2":
      return sm2Value(skf, container, sm2Digest(key.spki, data));
    case "rsa":
      return rsaValue(skf, container, Buffer.concat([DIGEST_INFO, sha256Bytes(data)]));
    case "p256":
      // ECC in GM/T 0016 is the SM2 curve alone.
      throw new AppError("E_MECHANISM", "SKF 密钥没有 P-256 算法");
  }
}

/** ECCSIGNATUREBLOB is r[64], s[64], each number right-aligned in its field. */
function sm2Value(skf: Skf, container: Handle, digest: Uint8Array): Uint8Array {
  const blob = Buffer.alloc(2 * FIELD);
  skf.must("SKF_ECCSignData", container, digest, digest.length, blob);
  const fields = [blob.subarray(0, FIELD), blob.subarray(FIELD)];
  if (fields.some((field) => field.subarray(0, FIELD - NUMBER).some((byte) => byte !== 0))) {
    throw new AppError("E_MODULE_ABI", "签名值不是右对齐的");
  }
  return ecdsaToDer(Buffer.concat(fields.map((field) => field.subarray(FIELD - NUMBER))));
}

function rsaValue(skf: Skf, container: Handle, digestInfo: Uint8Array): Uint8Array {
  const value = Buffer.alloc(LARGEST_RSA);
  const size = skf.cell(value.length);
  // Not by two calls: some libraries sign, and let a button be pressed, on the one that asks for the length.
  skf.must("SKF_RSASignData", container, digestInfo, digestInfo.length, value, size.bytes);
  return Uint8Array.from(value.subarray(0, Math.min(size.value(), value.length)));
}
