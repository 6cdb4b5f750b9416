import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { sm4 } from "sm-crypto-v2";
import { describe, expect, it } from "vitest";
import { utf8 } from "../bytes";
import { AppError } from "../failure";
import { tags } from "./der-values";
import { element, joinBytes, nothing, oid, sequence } from "./der-write";
import { keyKindOf } from "./key-kind";
import { oids } from "./oids";
import { ecdsaFromDer, ecdsaToDer } from "./signature-value";
import { newSm2Secret, signSm2, sm2Digest, sm2PointOf, verifySm2 } from "./sm2";
import { sm3Bytes } from "./sm3";

const N = 0xfffffffe_ffffffff_ffffffff_ffffffff_7203df6b_21c6052b_53bbf409_39d54123n;

const spkiOf = (point: Uint8Array, curve: string = oids.sm2Curve): Uint8Array =>
  sequence(sequence(oid(oids.ecPublicKey), oid(curve)), element(tags.bits, Uint8Array.of(0), point));
const fixed = (number: bigint): Uint8Array => hexToBytes(number.toString(16).padStart(64, "0"));
const codeOf = (run: () => unknown): string => {
  try {
    run();
    return "accepted";
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
};

/** GM/T 0003.5-2012, annex A: key, message, e and signature over the recommended curve. */
const standard = {
  secret: hexToBytes("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"),
  point: hexToBytes(
    "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13",
  ),
  message: utf8("message digest"),
  e: "f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640",
  signature: hexToBytes(
    "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa",
  ),
};
const spki = spkiOf(standard.point);

describe("SM3 and SM2 against the published standards", () => {
  it("PKI-12: SM3 of abc and of the 64-byte example (GM/T 0004, annex A)", () => {
    expect(bytesToHex(sm3Bytes(utf8("abc")))).toBe("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    expect(bytesToHex(sm3Bytes(utf8("abcd".repeat(16))))).toBe(
      "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732",
    );
  });

  it("PKI-12: SM4 of the standard's example (GB/T 32907, annex A)", () => {
    const key = "0123456789abcdeffedcba9876543210";
    expect(sm4.encrypt(hexToBytes(key), key, { mode: "ecb", padding: "none" })).toBe(
      "681edf34d206965e86b3e94f536e4246",
    );
  });

  it("PKI-12: e covers ZA with the identity 1234567812345678, and the example's signature holds (GM/T 0003.5)", () => {
    expect(bytesToHex(sm2PointOf(standard.secret))).toBe(bytesToHex(standard.point));
    expect(bytesToHex(sm2Digest(spki, standard.message))).toBe(standard.e);
    expect(verifySm2(spki, standard.message, ecdsaToDer(standard.signature))).toBe(true);
    expect(verifySm2(spki, utf8("message digesT"), ecdsaToDer(standard.signature))).toBe(false);
  });

  it("what it signs holds under its own key and no other, and never twice with the same value", () => {
    const der = signSm2(standard.secret, spki, standard.message);
    expect(verifySm2(spki, standard.message, der)).toBe(true);
    expect(verifySm2(spkiOf(sm2PointOf(newSm2Secret())), standard.message, der)).toBe(false);
    expect(bytesToHex(signSm2(standard.secret, spki, standard.message))).not.toBe(bytesToHex(der));
  });
});

describe("the strict door before the library", () => {
  const [r, s] = [standard.signature.subarray(0, 32), standard.signature.subarray(32)];
  const holds = (der: Uint8Array): boolean => verifySm2(spki, standard.message, der);
  const pair = (first: bigint, second: bigint): Uint8Array => ecdsaToDer(joinBytes([fixed(first), fixed(second)]));

  it("PKI-20: refuses r or s of 0, n, n+1 and the same numbers plus n", () => {
    const [a, b] = [BigInt(`0x${bytesToHex(r)}`), BigInt(`0x${bytesToHex(s)}`)];
    expect(holds(pair(a, b))).toBe(true);
    for (const bad of [0n, N, N + 1n]) {
      expect(holds(pair(bad, b))).toBe(false);
      expect(holds(pair(a, bad))).toBe(false);
    }
    const beyond = element(tags.integer, hexToBytes(`0${(b + N).toString(16)}`));
    expect(holds(sequence(element(tags.integer, Uint8Array.of(0), r), beyond))).toBe(false);
  });

  it("PKI-20: refuses trailing bytes, BER lengths, padded and negative numbers, a third number", () => {
    const der = ecdsaToDer(standard.signature);
    const body = der.subarray(2);
    const first = element(tags.integer, Uint8Array.of(0), r);
    const second = element(tags.integer, Uint8Array.of(0), s);
    expect(sequence(first, second)).toEqual(der);
    const bad = {
      trailing: joinBytes([der, Uint8Array.of(0)]),
      inside: sequence(first, second, Uint8Array.of(2, 1, 0)),
      longLength: joinBytes([Uint8Array.of(0x30, 0x81, body.length), body]),
      indefinite: joinBytes([Uint8Array.of(0x30, 0x80), body, Uint8Array.of(0, 0)]),
      padded: sequence(element(tags.integer, Uint8Array.of(0, 0), r), second),
      negative: sequence(element(tags.integer, r), second),
      set: joinBytes([Uint8Array.of(0x31), der.subarray(1)]),
      octets: sequence(element(tags.octets, r), element(tags.octets, s)),
      short: der.subarray(0, -1),
      empty: new Uint8Array(),
    };
    for (const [name, value] of Object.entries(bad)) {
      expect(holds(value), name).toBe(false);
      expect(
        codeOf(() => ecdsaFromDer(value)),
        name,
      ).toBe("E_SIGN");
    }
  });

  it("PKI-20: raw values of 63 or 65 bytes are refused or not the signature; DER and raw turn into each other", () => {
    expect(codeOf(() => ecdsaToDer(standard.signature.subarray(1)))).toBe("E_SIGN");
    expect(codeOf(() => ecdsaToDer(joinBytes([standard.signature, Uint8Array.of(0)])))).toBe("E_SIGN");
    expect(codeOf(() => ecdsaToDer(new Uint8Array()))).toBe("E_SIGN");
    expect(ecdsaFromDer(ecdsaToDer(standard.signature))).toEqual(standard.signature);
    const small = joinBytes([fixed(1n), fixed(0x80n)]);
    expect(bytesToHex(ecdsaToDer(small))).toBe("300702010102020080");
    expect(ecdsaFromDer(ecdsaToDer(small))).toEqual(small);
    // GM/T 0016 blobs are 64 + 64 bytes, right-aligned: the zeros before the number change nothing.
    const wide = joinBytes([new Uint8Array(32), r, new Uint8Array(32), s]);
    expect(ecdsaToDer(wide)).toEqual(ecdsaToDer(standard.signature));
  });

  it("PKI-20: refuses points off the curve, compressed points, other curves and RSA keys", () => {
    const off = Uint8Array.from(standard.point);
    off[64] = (off[64] ?? 0) ^ 1;
    const big = joinBytes([Uint8Array.of(4), new Uint8Array(64).fill(0xff)]);
    const der = ecdsaToDer(standard.signature);
    for (const key of [
      spkiOf(off),
      spkiOf(big),
      spkiOf(joinBytes([Uint8Array.of(2), standard.point.subarray(1, 33)])),
    ]) {
      expect(verifySm2(key, standard.message, der)).toBe(false);
      expect(codeOf(() => sm2Digest(key, standard.message))).toBe("E_CERT");
    }
    expect(codeOf(() => sm2Digest(spkiOf(standard.point, oids.p256), standard.message))).toBe("E_CERT");
    expect(codeOf(() => sm2PointOf(fixed(N)))).toBe("E_KEY_FILE");
    expect(codeOf(() => sm2PointOf(new Uint8Array(31)))).toBe("E_KEY_FILE");
  });

  it("PKI-19: the kind of key follows from algorithm and curve together, each in its one form", () => {
    expect(keyKindOf(spki)).toBe("sm2");
    expect(keyKindOf(spkiOf(standard.point, oids.p256))).toBe("p256");
    const bits = element(tags.bits, Uint8Array.of(0), standard.point);
    const others = [
      sequence(sequence(oid(oids.ecPublicKey), nothing()), bits),
      sequence(sequence(oid(oids.ecPublicKey)), bits),
      sequence(sequence(oid(oids.sm2Curve), oid(oids.sm2Curve)), bits),
      sequence(sequence(oid(oids.ecPublicKey), oid("1.3.132.0.34")), bits),
      sequence(sequence(oid(oids.rsa)), bits),
      sequence(sequence(oid(oids.ecPublicKey), oid(oids.sm2Curve)), bits, bits),
      joinBytes([spki, Uint8Array.of(0)]),
    ];
    for (const other of others) expect(codeOf(() => keyKindOf(other))).toBe("E_CERT");
  });
});
