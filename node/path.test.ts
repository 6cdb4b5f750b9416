import { writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { digestOf } from "../shared/digest";
import type { Anchors } from "../shared/trust/anchors";
import { type Purpose, verifyPath } from "../shared/trust/path";
import { readCertificate } from "../shared/trust/x509";
import { type CertificateOrder, issueCertificate, type KeyPair, newRsaKey } from "./certificate-writer";
import { nodeCheck } from "./signature-check";
import { hasOpenssl, openssl, pem, withFolder } from "./testing/openssl";
import { refusalOf } from "./testing/refusal";

const now = "2026-11-22T08:00:00.000Z";
const subject = { commonName: "张晓岚", organisation: "六安市人民政府办公室" };
const span = { notBefore: new Date("2026-01-01T00:00:00Z"), notAfter: new Date("2029-01-01T00:00:00Z") };
const ca: CertificateOrder = { subject: { commonName: "测试根", organisation: "六安市" }, use: "ca", ...span };
const person: CertificateOrder = { subject, use: "sign", ...span };

let root: KeyPair;
let sub: KeyPair;
let anchors: Anchors;
let key: KeyPair["key"];

beforeAll(async () => {
  const [rootKey, subKey, leafKey] = await Promise.all([newRsaKey(), newRsaKey(), newRsaKey()]);
  root = issueCertificate(rootKey, ca);
  sub = issueCertificate(
    subKey,
    { ...ca, subject: { commonName: "二级", organisation: "六安市" }, pathLength: 0 },
    root,
  );
  key = leafKey;
  const pinned = digestOf(new TextEncoder().encode("another key"));
  anchors = { site: "luan", name: "六安市", root: root.certificate, profileKey: pinned, receiptKey: pinned };
});

const judge = (chain: readonly Uint8Array[], at = now, purpose: Purpose = "review") =>
  refusalOf(() => verifyPath(chain, { anchors, at, check: nodeCheck, purpose }));

const issue = (order: Partial<CertificateOrder> = {}, issuer: KeyPair = root): Uint8Array =>
  issueCertificate(key, { ...person, ...order }, issuer).certificate;

describe("readCertificate", () => {
  it("reads Chinese names, serial, validity, usage and key size", () => {
    const read = readCertificate(issue());
    expect(read.subject.commonName).toBe("张晓岚");
    expect(read.subject.display).toBe("张晓岚 · 六安市人民政府办公室");
    expect(read.issuer.commonName).toBe("测试根");
    expect(read.serial).toMatch(/^[4-7][0-9a-f]{31}$/);
    expect(read).toMatchObject({ notBefore: "2026-01-01T00:00:00.000Z", notAfter: "2029-01-01T00:00:00.000Z" });
    expect(read).toMatchObject({ rsaBits: 2048, ca: false, keyUsage: ["digitalSignature", "nonRepudiation"] });
  });

  it("takes control and direction characters out of a shown name", () => {
    const read = readCertificate(issue({ subject: { ...subject, commonName: "张\u202e晓\u001b[2J岚" } }));
    expect(read.subject.commonName).toBe("张晓[2J岚");
  });
});

describe("verifyPath", () => {
  it("accepts a person's certificate under the pinned root, directly and through an intermediate", () => {
    expect(judge([issue()])).toBeNull();
    expect(judge([issue(), root.certificate])).toBeNull();
    expect(judge([issue({}, sub), sub.certificate])).toBeNull();
  });

  it("says 已过期 and 未到生效期 by the instant it is asked about, to the second", () => {
    const chain = [issue()];
    expect(judge(chain, "2029-01-01T00:00:00.999Z")).toBeNull();
    expect(judge(chain, "2029-01-01T00:00:01.000Z")).toEqual({
      code: "E_CERT_EXPIRED",
      detail: "证书已过期，有效期至 2029-01-01",
    });
    expect(judge(chain, "2025-12-31T23:59:59.999Z")).toMatchObject({
      code: "E_CERT_EARLY",
      detail: expect.stringContaining("未到生效期"),
    });
  });

  it("refuses the encryption certificate of a pair and an authority's certificate as a signer (S2)", () => {
    expect(judge([issue({ use: "encrypt" })])).toEqual({ code: "E_CERT_USAGE", detail: "不是签名证书" });
    expect(judge([sub.certificate])).toEqual({ code: "E_CERT_USAGE", detail: "是签发机构证书，不是签名证书" });
  });

  it("refuses a missing intermediate, a foreign root and a root of the same name", async () => {
    const twin = issueCertificate(await newRsaKey(), ca);
    const foreign = issueCertificate(await newRsaKey(), {
      ...ca,
      subject: { commonName: "他市根", organisation: "他市" },
    });
    expect(judge([issue({}, sub)])).toEqual({
      code: "E_CERT_CHAIN",
      detail: "没有签发者“二级 · 六安市”的证书，它也不是已固定的城市根证书",
    });
    expect(judge([issue(), sub.certificate])?.code).toBe("E_CERT_CHAIN");
    expect(judge([])?.code).toBe("E_CERT_CHAIN");
    expect(judge([issue({}, foreign), foreign.certificate])?.code).toBe("E_ANCHOR");
    expect(judge([issue({}, twin)])?.code).toBe("E_ANCHOR");
    expect(judge([issue({}, twin), twin.certificate])?.code).toBe("E_ANCHOR");
  });

  it("refuses a leaf that acts as an authority, a path longer than allowed and an unknown critical extension", async () => {
    const leaf = issueCertificate(await newRsaKey(), person, root);
    expect(judge([issue({}, leaf), leaf.certificate])).toMatchObject({
      code: "E_CERT_NOT_CA",
      detail: "签发者不是证书签发机构",
    });
    const third = issueCertificate(
      await newRsaKey(),
      { ...ca, subject: { commonName: "三级", organisation: "六安市" } },
      sub,
    );
    expect(judge([issue({}, third), third.certificate, sub.certificate])).toMatchObject({
      code: "E_CERT_PATH",
      detail: "证书链超过签发者允许的层数",
    });
    expect(judge([issue({ criticalExtension: "1.2.3.4.5" })])).toMatchObject({ code: "E_CERT_EXTENSION" });
  });

  it("refuses a 1024-bit key", async () => {
    const small = issueCertificate(await newRsaKey(1024), person, root);
    expect(judge([small.certificate])).toEqual({ code: "E_CERT_WEAK", detail: "证书的密钥长度不足 2048 位" });
  });

  it("gives a service purpose only to the pinned key, and a person's purpose never to it", () => {
    const der = issue();
    expect(judge([der], now, "receipt")?.code).toBe("E_ANCHOR");
    const pinning = { ...anchors, receiptKey: readCertificate(der).spkiDigest };
    const as = (purpose: Purpose) =>
      refusalOf(() => verifyPath([der], { anchors: pinning, at: now, check: nodeCheck, purpose }));
    expect(as("receipt")).toBeNull();
    expect(as("profile")?.code).toBe("E_ANCHOR");
    expect(as("review")?.code).toBe("E_CERT_USAGE");
    expect(as("login")?.code).toBe("E_CERT_USAGE");
  });

  it("refuses a certificate with any one byte changed, always with an AppError (44)", () => {
    const der = issue();
    for (let i = 0; i < der.length; i += 1) {
      for (const flip of [0x01, 0x80]) {
        const changed = Uint8Array.from(der);
        changed[i] = (changed[i] ?? 0) ^ flip;
        expect(judge([changed]), `byte ${i}`).not.toBeNull();
      }
    }
  });

  it.runIf(hasOpenssl)(
    "gives the verdict of `openssl verify -attime` on good, expired, early, broken and over-long chains (7)",
    async () => {
      const third = issueCertificate(
        await newRsaKey(),
        { ...ca, subject: { commonName: "三级", organisation: "六安市" } },
        sub,
      );
      const leaf = issueCertificate(await newRsaKey(), person, root);
      const cases: readonly (readonly [string, readonly Uint8Array[], string])[] = [
        ["good", [issue({}, sub), sub.certificate], now],
        ["expired", [issue({}, sub), sub.certificate], "2030-01-01T00:00:00.000Z"],
        ["early", [issue({}, sub), sub.certificate], "2025-01-01T00:00:00.000Z"],
        ["no intermediate", [issue({}, sub)], now],
        ["leaf as CA", [issue({}, leaf), leaf.certificate], now],
        ["path length", [issue({}, third), third.certificate, sub.certificate], now],
        ["critical unknown", [issue({ criticalExtension: "1.2.3.4.5" })], now],
      ];
      await withFolder((folder) => {
        const file = (name: string) => path.join(folder, name);
        writeFileSync(file("root.pem"), pem(root.certificate, "CERTIFICATE"));
        for (const [name, [own = new Uint8Array(), ...rest], at] of cases) {
          writeFileSync(file("own.pem"), pem(own, "CERTIFICATE"));
          writeFileSync(file("rest.pem"), rest.map((der) => pem(der, "CERTIFICATE")).join(""));
          const untrusted = rest.length === 0 ? [] : ["-untrusted", file("rest.pem")];
          const seconds = String(Date.parse(at) / 1000);
          const theirs = openssl(
            "verify",
            "-attime",
            seconds,
            "-CAfile",
            file("root.pem"),
            ...untrusted,
            file("own.pem"),
          );
          expect(judge([own, ...rest], at) === null, `${name}: ${theirs.text}`).toBe(theirs.ok);
        }
      });
    },
  );
});
