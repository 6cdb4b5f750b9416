import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { sameBytes, utf8 } from "../shared/bytes";
import { digestOf } from "../shared/digest";
import { signDetached, verifyDetached } from "../shared/trust/cms";
import { parseSignedData } from "../shared/trust/cms-parse";
import type { Purpose } from "../shared/trust/path";
import type { Signer } from "../shared/trust/port";
import { type CityAuthority, foundCity, type IssuedKey } from "./demo-authority";
import { nodeCheck } from "./signature-check";
import { openssl, pem, withFolder } from "./testing/openssl";
import { refusalOf } from "./testing/refusal";
import { describeWith } from "./testing/tools";

const at = "2026-11-22T08:00:00.000Z";
const content = utf8('{"type":"caibian-review/1"}');

let city: CityAuthority;
let person: IssuedKey;
let cms: Uint8Array;

beforeAll(async () => {
  city = await foundCity({ site: "luan", name: "六安市", at: new Date(at) });
  person = await city.issuePerson({ name: "张晓岚", unitName: "六安市人民政府办公室" });
  cms = await signDetached(content, person.signer, at);
});

const verify = (bytes: Uint8Array, value = content, purpose: Purpose = "review") =>
  verifyDetached(value, bytes, { anchors: city.anchors, at, check: nodeCheck, purpose });
const judge = (bytes: Uint8Array, value = content, purpose: Purpose = "review") =>
  refusalOf(() => verify(bytes, value, purpose));

describe("detached CMS", () => {
  it("verifies what it signed and tells who, when and by which certificate", () => {
    const verified = verify(cms);
    expect(verified.certificate.subject.commonName).toBe("张晓岚");
    expect(verified.signingTime).toBe(at);
    expect(verified.certificateDigest).toBe(digestOf(person.certificate));
  });

  it("answers E_HASH for other content, one character apart (PKI-4)", () => {
    expect(judge(cms, utf8('{"type":"caibian-review/2"}'))).toMatchObject({ code: "E_HASH" });
  });

  it("answers E_CERT_EXPIRED when judged after the certificate's end, though it was valid when signed", () => {
    const late = {
      anchors: city.anchors,
      at: "2031-01-01T00:00:00.000Z",
      check: nodeCheck,
      purpose: "review",
    } as const;
    expect(refusalOf(() => verifyDetached(content, cms, late))).toMatchObject({
      code: "E_CERT_EXPIRED",
      detail: expect.stringContaining("已过期"),
    });
  });

  it("answers E_CERT_CHAIN for a person of another city and E_CERT_USAGE for an encryption certificate", async () => {
    const other = await foundCity({ site: "tongnan", name: "潼南区", at: new Date(at) });
    const stranger = await other.issuePerson({ name: "张晓岚", unitName: "六安市人民政府办公室" });
    expect(judge(await signDetached(content, stranger.signer, at))?.code).toBe("E_CERT_CHAIN");
    const wrongUse = await city.issuePerson({ name: "张晓岚", unitName: "办公室", use: "encrypt" });
    expect(judge(await signDetached(content, wrongUse.signer, at))).toEqual({
      code: "E_CERT_USAGE",
      detail: "不是签名证书",
    });
  });

  it("keeps the three purposes apart: receipts and profiles only by their pinned keys", async () => {
    const byReceiptKey = await signDetached(content, city.receiptKey.signer, at);
    expect(judge(byReceiptKey, content, "receipt")).toBeNull();
    expect(judge(byReceiptKey, content, "profile")?.code).toBe("E_ANCHOR");
    expect(judge(byReceiptKey, content, "review")?.code).toBe("E_CERT_USAGE");
    expect(judge(cms, content, "receipt")?.code).toBe("E_ANCHOR");
  });

  it("refuses a certificate that rides along without a place in the chain", async () => {
    const loaded: Signer = { ...person.signer, chain: [person.certificate, city.receiptKey.certificate] };
    expect(judge(await signDetached(content, loaded, at))).toEqual({
      code: "E_CMS_SIGNER",
      detail: "签名附带了无关的证书",
    });
  });

  it("refuses a signature that claims another person's certificate", async () => {
    const swapped = await city.issuePerson({ name: "李代桃", unitName: "办公室" });
    const forged: Signer = { chain: [swapped.certificate], sign: person.signer.sign };
    expect(judge(await signDetached(content, forged, at))).toEqual({ code: "E_SIGN", detail: "签名值不成立" });
  });

  it("refuses every cut and every trailing byte", () => {
    for (let length = 0; length < cms.length; length += 7) expect(judge(cms.subarray(0, length))).not.toBeNull();
    expect(judge(Uint8Array.from([...cms, 0]))).not.toBeNull();
  });

  it("stays small enough to read: one signer, sorted attributes under the SET tag (PKI-6)", () => {
    const { signer, certificates } = parseSignedData(cms);
    expect(certificates).toHaveLength(1);
    expect(signer.attributes?.bytes[0]).toBe(0x31);
  });
});

describeWith(["openssl"], "OpenSSL and ours agree", () => {
  it("OpenSSL verifies our signature, with -cades too, and refuses changed content (PKI-1, PKI-2, PKI-4)", async () => {
    await withFolder((folder) => {
      const file = (name: string) => path.join(folder, name);
      writeFileSync(file("root.pem"), pem(city.anchors.root, "CERTIFICATE"));
      writeFileSync(file("s.p7s"), cms);
      writeFileSync(file("good"), content);
      writeFileSync(file("bad"), utf8('{"type":"caibian-review/2"}'));
      const run = (name: string, ...more: string[]) =>
        openssl(
          ...["cms", "-verify", ...more, "-binary", "-inform", "DER", "-in", file("s.p7s"), "-content", file(name)],
          ...[
            "-CAfile",
            file("root.pem"),
            "-purpose",
            "any",
            "-attime",
            String(Date.parse(at) / 1000),
            "-out",
            file("out"),
          ],
        );
      expect(run("good")).toMatchObject({ ok: true });
      expect(run("good", "-cades")).toMatchObject({ ok: true });
      expect(run("bad").ok).toBe(false);
    });
  });

  it("ours verifies OpenSSL's -cades signatures, by serial and by key identifier; refuses those without the attribute (PKI-5)", async () => {
    await withFolder((folder) => {
      const file = (name: string) => path.join(folder, name);
      writeFileSync(file("content"), content);
      writeFileSync(file("p12"), person.toPkcs12("pw"));
      openssl("pkcs12", "-in", file("p12"), "-passin", "pass:pw", "-nodes", "-out", file("own.pem"));
      const sign = (...more: string[]) => {
        openssl(
          ...["cms", "-sign", "-binary", "-md", "sha256", "-in", file("content"), "-signer", file("own.pem")],
          ...["-outform", "DER", "-out", file("out.p7s"), ...more],
        );
        const trust = { anchors: city.anchors, at, check: nodeCheck, purpose: "review" } as const;
        return refusalOf(() => verifyDetached(content, readFileSync(file("out.p7s")), trust));
      };
      expect(sign("-cades")).toBeNull();
      expect(sign("-cades", "-keyid")).toBeNull();
      expect(sign()).toEqual({ code: "E_CMS_ATTRIBUTES", detail: "签名缺少必需的属性" });
      expect(sign("-noattr")?.code).toBe("E_CMS_ATTRIBUTES");
      expect(sign("-cades", "-md", "sha1")?.code).toBe("E_SIGN");
      expect(sign("-cades", "-nodetach")?.code).toBe("E_CMS_FORM");
    });
  });

  it("our attribute order is the order OpenSSL would have written (PKI-6)", async () => {
    await withFolder((folder) => {
      const file = path.join(folder, "s.p7s");
      writeFileSync(file, cms);
      const round = path.join(folder, "round.p7s");
      expect(openssl("cms", "-cmsout", "-inform", "DER", "-in", file, "-outform", "DER", "-out", round).ok).toBe(true);
      expect(sameBytes(readFileSync(round), cms)).toBe(true);
    });
  });
});
