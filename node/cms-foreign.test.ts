import { beforeAll, describe, expect, it } from "vitest";
import { utf8 } from "../shared/bytes";
import { verifyDetached } from "../shared/trust/cms";
import { verifyForeign } from "../shared/trust/cms-foreign";
import { parseSignedData } from "../shared/trust/cms-parse";
import type { KeyKind } from "../shared/trust/key-kind";
import { oids } from "../shared/trust/oids";
import { type CityAuthority, foundCity } from "./demo-authority";
import { nodeCheck } from "./signature-check";
import { cfca, gm, pkcs7, type Shape, type ShapeSigner, shapedCms } from "./testing/cms-shape";
import { refusalOf } from "./testing/refusal";

const at = new Date("2026-11-22T08:00:00.000Z");
const content = utf8("关于开展安全生产检查的通知");

let city: CityAuthority;
const signers = new Map<KeyKind, ShapeSigner>();

beforeAll(async () => {
  city = await foundCity({ site: "luan", name: "六安市", at, kinds: ["sm2", "p256", "rsa"], intermediate: true });
  for (const kind of ["sm2", "p256", "rsa"] as const) {
    const { key, signer } = await city.issuePerson({ name: "张晓岚", unitName: "办公室", kind });
    signers.set(kind, { key, kind, chain: signer.chain, at });
  }
});

const make = (kind: KeyKind, shape: Shape): Uint8Array => {
  const signer = signers.get(kind);
  if (signer === undefined) throw new Error(kind);
  return shapedCms(content, signer, shape);
};
const trust = () => ({ anchors: city.anchors, at: at.toISOString(), check: nodeCheck, purpose: "review" }) as const;
const foreign = (cms: Uint8Array, detached: Uint8Array | null = content) =>
  refusalOf(() => verifyForeign(cms, detached, trust()));
const strict = (cms: Uint8Array) => refusalOf(() => verifyDetached(content, cms, trust()));

describe("files of other systems", () => {
  it("PKI-18: CFCA's shape holds detached and attached where the caller takes it, and never as a review signature", () => {
    const detached = make("sm2", cfca);
    expect(foreign(detached)).toBeNull();
    expect(strict(detached)?.code).toBe("E_CMS_ATTRIBUTES");
    const attached = make("sm2", { ...cfca, attached: true });
    expect(verifyForeign(attached, null, trust()).content).toEqual(content);
    expect(strict(attached)?.code).toBe("E_CMS_FORM");
    expect(foreign(detached, utf8("关于开展安全生产检查的通告"))).toEqual({ code: "E_SIGN", detail: "签名值不成立" });
  });

  it("PKI-18: content in two places, or in none, is refused", () => {
    expect(foreign(make("sm2", { ...cfca, attached: true }), content)?.code).toBe("E_CMS_FORM");
    expect(foreign(make("sm2", cfca), null)?.code).toBe("E_CMS_FORM");
  });

  it("PKI-19: both families, both names of the algorithm, with and without NULL, with and without attributes", () => {
    for (const family of [gm, pkcs7]) {
      for (const signatureName of [oids.sm2Sign, oids.sm2WithSm3]) {
        for (const withNull of [true, false]) {
          for (const attributes of [true, false]) {
            const cms = make("sm2", { ...cfca, family, signatureName, withNull, attributes });
            const told = `${family.data} ${signatureName} ${withNull} ${attributes}`;
            expect(foreign(cms), told).toBeNull();
            expect(strict(cms)?.code ?? "held", told).toBe(attributes ? "held" : "E_CMS_ATTRIBUTES");
          }
        }
      }
    }
  });

  it("PKI-19: an SM2 claim over a P-256 or RSA key is refused, and the reverse, though the value itself holds", () => {
    const attributes = true;
    const claims: readonly (readonly [KeyKind, Shape])[] = [
      ["p256", { ...cfca, attributes }],
      ["rsa", { ...cfca, attributes }],
      ["p256", { ...cfca, attributes, family: pkcs7, digestName: oids.sha256 }],
      ["sm2", { ...cfca, attributes, family: pkcs7, digestName: oids.sha256, signatureName: oids.ecdsaSha256 }],
      ["sm2", { ...cfca, attributes, family: pkcs7, signatureName: oids.rsa }],
      ["rsa", { ...cfca, attributes, family: gm, digestName: oids.sha256, signatureName: oids.rsa }],
      ["p256", { ...cfca, attributes, family: pkcs7, digestName: oids.sha256, signatureName: oids.rsa }],
      ["sm2", { ...cfca, attributes, digestName: oids.sha256 }],
    ];
    for (const [kind, shape] of claims) {
      const refusal = { code: "E_SIGN", detail: "签名算法与证书的密钥不符" };
      expect(strict(make(kind, shape)), `${kind} ${shape.signatureName}`).toEqual(refusal);
      expect(foreign(make(kind, shape)), `${kind} ${shape.signatureName}`).toEqual(refusal);
    }
  });

  it("a mixture of the two families is no shape of either", () => {
    const mixed = { signedData: oids.signedData, data: oids.sm2Data };
    expect(foreign(make("sm2", { ...cfca, family: mixed }))?.code).toBe("E_CMS_FORM");
  });

  it("RSA as sha256WithRSAEncryption holds among foreign files; ours have the one name (RFC 5754)", () => {
    const shape: Shape = {
      ...cfca,
      family: pkcs7,
      digestName: oids.sha256,
      signatureName: oids.rsaSha256,
      attributes: true,
    };
    expect(foreign(make("rsa", shape))).toBeNull();
    expect(strict(make("rsa", shape))?.code).toBe("E_SIGN");
    expect(strict(make("rsa", { ...shape, signatureName: oids.rsa }))).toBeNull();
  });

  it("taking the attributes away does not turn them into signed content", () => {
    const full = make("sm2", { ...cfca, attributes: true });
    const { attributes } = parseSignedData(full).signer;
    const stripped = attributes?.bytes ?? new Uint8Array();
    const signer = signers.get("sm2");
    if (signer === undefined) throw new Error("sm2");
    expect(foreign(shapedCms(stripped, signer, cfca), stripped)).toEqual({
      code: "E_CMS_ATTRIBUTES",
      detail: "签名属性可能已被移除",
    });
  });
});
