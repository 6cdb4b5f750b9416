/** The premise of the run: this crypto lacks what BoringSSL lacks, and has the rest. Runs only beside boringssl.ts. */
import {
  createCipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  generateKeyPairSync,
  sign,
  verify,
} from "node:crypto";
import { describe, expect, it } from "vitest";
import { newSoftKey, pkcs8Of, spkiOf } from "../soft-key";

describe("a crypto like BoringSSL", () => {
  const bytes = Buffer.alloc(16);

  it("has no SM3 and no SM4", () => {
    expect(() => createHash("sm3")).toThrow("as in BoringSSL");
    expect(() => createCipheriv("sm4-cbc", bytes, bytes)).toThrow("as in BoringSSL");
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    expect(() => sign("sm3", bytes, privateKey)).toThrow("as in BoringSSL");
    expect(() => verify("sm3", bytes, publicKey, bytes)).toThrow("as in BoringSSL");
  });

  it("reads and makes no SM2 key", async () => {
    const key = await newSoftKey("sm2");
    const [pkcs8, spki] = [Buffer.from(pkcs8Of(key)), Buffer.from(spkiOf(key))];
    expect(() => createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" })).toThrow("as in BoringSSL");
    expect(() => createPublicKey({ key: spki, format: "der", type: "spki" })).toThrow("as in BoringSSL");
    expect(() => generateKeyPairSync("ec", { namedCurve: "SM2" })).toThrow("as in BoringSSL");
    expect(() => generateKeyPair("ec", { namedCurve: "SM2" }, () => undefined)).toThrow("as in BoringSSL");
  });

  it("has SHA-256 and AES, as before", () => {
    expect(createHash("sha256").update("abc").digest("hex")).toMatch(/^ba7816bf/);
    expect(() => createCipheriv("aes-128-cbc", bytes, bytes)).not.toThrow();
  });
});
