import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { sm2, sm4 } from "sm-crypto-v2";
import { describe, expect, it } from "vitest";
import { sameBytes } from "../bytes";
import { AppError } from "../failure";
import { newSm2Secret, sm2PointOf } from "./sm2";
import { envelopeTarget, readSm2Envelope, type Sm2Envelope, sealToSm2 } from "./sm2-envelope";

const own = newSm2Secret();
const point = sm2PointOf(own);
const secret = Uint8Array.from({ length: 32 }, (_, at) => 7 * at);
/** Half of a fresh secret number is as good as random. */
const fresh = () => newSm2Secret().slice(16);

/** What a key does with its two parts. */
function opened({ sessionKey, text }: Sm2Envelope, privateKey: Uint8Array): Uint8Array {
  const cipher = bytesToHex(Uint8Array.from([...sessionKey.point, ...sessionKey.hash, ...sessionKey.text]));
  const key = sm2.doDecrypt(cipher, bytesToHex(privateKey), 1, { output: "array" });
  return key.length === 0 ? key : sm4.decrypt(text, key, { mode: "ecb", padding: "none", output: "array" });
}

describe("an envelope for an SM2 encryption key", () => {
  it("opens with the private half and with no other, names its key, and carries another SM4 key each time", () => {
    for (let turn = 0; turn < 8; turn += 1) {
      const envelope = readSm2Envelope(sealToSm2(point, secret, fresh()));
      expect(sameBytes(opened(envelope, own), secret)).toBe(true);
      expect(sameBytes(opened(envelope, newSm2Secret()), secret)).toBe(false);
      expect(envelope.to).toEqual(envelopeTarget(point));
      expect(envelope.sessionKey).toMatchObject({ point: { length: 64 }, hash: { length: 32 }, text: { length: 16 } });
    }
    const [first, second] = [sealToSm2(point, secret, fresh()), sealToSm2(point, secret, fresh())].map(readSm2Envelope);
    expect(first?.text).not.toEqual(second?.text);
  });

  it("encrypts its text with SM4 as the standard's example says, and leaves no SM4 key behind", () => {
    const key = hexToBytes("0123456789abcdeffedcba9876543210");
    const { text } = readSm2Envelope(sealToSm2(point, Uint8Array.from(key), key));
    expect(bytesToHex(text)).toBe("681edf34d206965e86b3e94f536e4246");
    expect(bytesToHex(key)).toBe("0".repeat(32));
  });

  it("is made for a point on the curve only, and for whole blocks", () => {
    const off = point.map((byte, at) => (at === 64 ? byte ^ 1 : byte));
    for (const wrong of [off, point.subarray(1), new Uint8Array(65)]) {
      expect(() => sealToSm2(wrong, secret, fresh())).toThrow("E_CERT");
    }
    for (const length of [0, 15, 33]) expect(() => sealToSm2(point, new Uint8Array(length), fresh())).toThrow("blocks");
    expect(() => sealToSm2(point, secret, new Uint8Array(15))).toThrow("blocks");
  });

  it("PKI-44: cut, lengthened or with any bit changed it is refused with our failure, or does not give the secret", () => {
    const der = sealToSm2(point, secret, fresh());
    const verdict = (bytes: Uint8Array): "refused" | "other" | "same" => {
      try {
        const envelope = readSm2Envelope(bytes);
        const isOurs = sameBytes(envelope.to, envelopeTarget(point));
        return isOurs && sameBytes(opened(envelope, own), secret) ? "same" : "other";
      } catch (error) {
        if (error instanceof AppError && error.code === "E_ENVELOPE") return "refused";
        // A point off the curve: the key would say so.
        return error instanceof AppError ? "same" : "other";
      }
    };
    expect(verdict(der)).toBe("same");
    for (let length = 0; length < der.length; length += 1) expect(verdict(der.subarray(0, length))).toBe("refused");
    expect(verdict(Uint8Array.from([...der, 0]))).toBe("refused");
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.nat(7), (at, bit) => {
        expect(verdict(der.map((byte, i) => (i === at ? byte ^ (1 << bit) : byte)))).not.toBe("same");
      }),
      { numRuns: 60 },
    );
  });
});
