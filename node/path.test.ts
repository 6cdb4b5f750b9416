import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { digestOf } from "../shared/digest";
import type { Anchors } from "../shared/trust/anchors";
import type { KeyKind } from "../shared/trust/key-kind";
import { type Purpose, verifyPath } from "../shared/trust/path";
import { readCertificate } from "../shared/trust/x509";
import { type CertificateOrder, issueCertificate, type KeyPair, newRsaKey } from "./certificate-writer";
import { nodeCheck } from "./signature-check";
import { newSoftKey } from "./soft-key";
import { openssl, pem } from "./testing/openssl";
import { OpensslAuthority, usages } from "./testing/openssl-authority";
import { refusalOf } from "./testing/refusal";
import { describeWith } from "./testing/tools";

const now = "2026-11-22T08:00:00.000Z";
const subject = { commonName: "张晓岚", organisation: "六安市人民政府办公室" };
const span = { notBefore: new Date("2026-01-01T00:00:00Z"), notAfter: new Date("2029-01-01T00:00:00Z") };
const ca: CertificateOrder = { subject: { commonName: "测试根", organisation: "六安市" }, use: "ca", ...span };
const person: CertificateOrder = { subject, use: "sign", ...span };

let kind: KeyKind = "rsa";
let root: KeyPair;
let sub: KeyPair;
let anchors: Anchors;
let key: KeyPair["key"];

const newKey = () => newSoftKey(kind);

async function found(): Promise<void> {
  const [rootKey, subKey, leafKey] = await Promise.all([newKey(), newKey(), newKey()]);
  root = issueCertificate(rootKey, ca);
  sub = issueCertificate(
    subKey,
    { ...ca, subject: { commonName: "二级", organisation: "六安市" }, pathLength: 0 },
    root,
  );
  key = leafKey;
  const pinned = digestOf(new TextEncoder().encode("another key"));
  anchors = { site: "luan", name: "六安市", root: root.certificate, profileKey: pinned, receiptKey: pinned };
}

const judge = (chain: readonly Uint8Array[], at = now, purpose: Purpose = "review") =>
  refusalOf(() => verifyPath(chain, { anchors, at, check: nodeCheck, purpose }));

const issue = (order: Partial<CertificateOrder> = {}, issuer: KeyPair = root): Uint8Array =>
  issueCertificate(key, { ...person, ...order }, issuer).certificate;

describe("readCertificate", () => {
  beforeAll(async () => {
    kind = "rsa";
    await found();
  });

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

describe.each(["rsa", "p256", "sm2"] as const)("verifyPath, %s", (each) => {
  beforeAll(async () => {
    kind = each;
    await found();
  });

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
    const twin = issueCertificate(await newKey(), ca);
    const foreign = issueCertificate(await newKey(), {
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

  it("refuses a certificate that another key signed in the intermediate's name, and one whose algorithm is not its issuer's", async () => {
    const twin = issueCertificate(
      await newKey(),
      { ...ca, subject: { commonName: "二级", organisation: "六安市" } },
      root,
    );
    expect(judge([issue({}, twin), sub.certificate])).toEqual({
      code: "E_CERT_SIGNATURE",
      detail: "证书上签发者的签名不成立",
    });
    const other = await newSoftKey(kind === "rsa" ? "p256" : "rsa");
    const named = issueCertificate(other, { ...ca, subject: { commonName: "二级", organisation: "六安市" } }, root);
    expect(judge([issue({}, named), sub.certificate])).toEqual({
      code: "E_CERT_SIGNATURE",
      detail: "签名算法与签发者的密钥不符",
    });
  });

  it("refuses a leaf that acts as an authority, a path longer than allowed and an unknown critical extension", async () => {
    const leaf = issueCertificate(await newKey(), person, root);
    expect(judge([issue({}, leaf), leaf.certificate])).toMatchObject({
      code: "E_CERT_NOT_CA",
      detail: "签发者不是证书签发机构",
    });
    const third = issueCertificate(
      await newKey(),
      { ...ca, subject: { commonName: "三级", organisation: "六安市" } },
      sub,
    );
    expect(judge([issue({}, third), third.certificate, sub.certificate])).toMatchObject({
      code: "E_CERT_PATH",
      detail: "证书链超过签发者允许的层数",
    });
    expect(judge([issue({ criticalExtension: "1.2.3.4.5" })])).toMatchObject({ code: "E_CERT_EXTENSION" });
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
});

describe("verifyPath and algorithms", () => {
  beforeAll(async () => {
    kind = "rsa";
    await found();
  });

  it("refuses a 1024-bit key", async () => {
    const small = issueCertificate(await newRsaKey(1024), person, root);
    expect(judge([small.certificate])).toEqual({ code: "E_CERT_WEAK", detail: "证书的密钥长度不足 2048 位" });
  });

  it("accepts a person's key of one kind under an authority of another, each signature by its issuer's own algorithm", async () => {
    for (const below of ["p256", "sm2"] as const) {
      const person2 = issueCertificate(await newSoftKey(below), person, root);
      expect(judge([person2.certificate]), below).toBeNull();
    }
  });

  it("finds the root that signed among several, two of them with one name", async () => {
    const renewed = issueCertificate(await newRsaKey(), ca);
    const both: Anchors = { ...anchors, otherRoots: [renewed.certificate] };
    for (const issuer of [root, renewed]) {
      const trust = { anchors: both, at: now, check: nodeCheck, purpose: "review" } as const;
      expect(verifyPath([issue({}, issuer)], trust).at(-1)?.der).toEqual(issuer.certificate);
    }
  });
});

describeWith(["openssl"], "paths as OpenSSL judges them", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "caibian-path-"));
  const file = (name: string): string => path.join(folder, name);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, ...certificates: readonly Uint8Array[]): string => {
    writeFileSync(file(name), certificates.map((der) => pem(der, "CERTIFICATE")).join(""));
    return file(name);
  };

  it.each(["rsa", "p256"] as const)(
    "PKI-7: ours gives the verdict of `openssl verify -attime` on good, expired, early, broken and over-long chains (%s)",
    async (each) => {
      kind = each;
      await found();
      const third = issueCertificate(
        await newKey(),
        { ...ca, subject: { commonName: "三级", organisation: "六安市" } },
        sub,
      );
      const leaf = issueCertificate(await newKey(), person, root);
      const cases: readonly (readonly [string, readonly Uint8Array[], string])[] = [
        ["good", [issue({}, sub), sub.certificate], now],
        ["expired", [issue({}, sub), sub.certificate], "2030-01-01T00:00:00.000Z"],
        ["early", [issue({}, sub), sub.certificate], "2025-01-01T00:00:00.000Z"],
        ["no intermediate", [issue({}, sub)], now],
        ["leaf as CA", [issue({}, leaf), leaf.certificate], now],
        ["path length", [issue({}, third), third.certificate, sub.certificate], now],
        ["critical unknown", [issue({ criticalExtension: "1.2.3.4.5" })], now],
      ];
      for (const [name, [own = new Uint8Array(), ...rest], at] of cases) {
        const untrusted = rest.length === 0 ? [] : ["-untrusted", write("rest.pem", ...rest)];
        const files = ["-CAfile", write("root.pem", root.certificate), ...untrusted, write("own.pem", own)];
        const theirs = openssl("verify", "-attime", String(Date.parse(at) / 1000), ...files);
        expect(judge([own, ...rest], at) === null, `${name}: ${theirs.text}`).toBe(theirs.ok);
      }
      expect(cases.filter(([, chain, at]) => judge(chain, at) === null)).toHaveLength(1);
    },
  );

  it("PKI-16: OpenSSL accepts each link of our SM2 chain, and ours the chain that OpenSSL made", async () => {
    kind = "sm2";
    await found();
    const own = issue({}, sub);
    const id = ["-vfyopt", "distid:1234567812345678", "-attime", String(Date.parse(now) / 1000)];
    // `-vfyopt` reaches one signature of a chain only (openssl #23471).
    const link = ["-partial_chain", "-trusted", write("sub.pem", sub.certificate), write("own.pem", own)];
    expect(openssl("verify", ...id, ...link)).toMatchObject({ ok: true });
    expect(openssl("verify", ...id, "-CAfile", write("root.pem", root.certificate), file("sub.pem"))).toMatchObject({
      ok: true,
    });
    const theirs = new OpensslAuthority(folder, "sm2");
    const middle = theirs.issue({ name: "middle", extensions: usages.ca });
    const last = theirs.issue({ name: "张三", extensions: usages.person, issuer: "middle" });
    const trust = { at: new Date(Date.now() + 60_000).toISOString(), check: nodeCheck, purpose: "review" } as const;
    const under = (chain: readonly Uint8Array[]) =>
      refusalOf(() => verifyPath(chain, { ...trust, anchors: { ...anchors, root: theirs.der("root") } }));
    expect(under([last, middle])).toBeNull();
    expect(under([last])?.code).toBe("E_CERT_CHAIN");
    expect(under([middle, last])?.code).toBe("E_CERT_CHAIN");
  });

  it("answers E_CERT_WEAK to SHA-1, MD5, SHA-512 and PSS signatures and to P-384, Ed25519 and small RSA keys", () => {
    const city = new OpensslAuthority(folder, "rsa");
    const issueOdd = (keyOptions: readonly string[], signing: readonly string[]): Uint8Array => {
      const request = ["-nodes", "-keyout", file("odd.key"), "-out", file("odd.csr"), "-subj", "/CN=odd"];
      const asked = openssl("req", "-new", ...keyOptions, ...request);
      writeFileSync(file("odd.ext"), usages.person);
      const authority = ["-CA", city.file("root.pem"), "-CAkey", city.file("root.key"), "-CAcreateserial"];
      const out = ["-extfile", file("odd.ext"), "-outform", "DER", "-out", file("odd.der"), "-days", "30"];
      const made = openssl("x509", "-req", "-in", file("odd.csr"), ...authority, ...signing, ...out);
      if (!asked.ok || !made.ok) throw new Error(`${asked.text}${made.text}`);
      return Uint8Array.from(readFileSync(file("odd.der")));
    };
    const at = new Date(Date.now() + 60_000).toISOString();
    const trust = { at, check: nodeCheck, purpose: "review", anchors: { ...anchors, root: city.der("root") } } as const;
    const answer = (keyOptions: readonly string[], signing: readonly string[]) =>
      refusalOf(() => verifyPath([issueOdd(keyOptions, signing)], trust))?.code;
    const rsa = ["-newkey", "rsa:2048"];
    expect(answer(rsa, ["-sha256"])).toBeUndefined();
    expect(answer(rsa, ["-sha1"])).toBe("E_CERT_WEAK");
    expect(answer(rsa, ["-md5"])).toBe("E_CERT_WEAK");
    expect(answer(rsa, ["-sha512"])).toBe("E_CERT_WEAK");
    expect(answer(rsa, ["-sha256", "-sigopt", "rsa_padding_mode:pss"])).toBe("E_CERT_WEAK");
    expect(answer(["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp384r1"], ["-sha256"])).toBe("E_CERT_WEAK");
    expect(answer(["-newkey", "ed25519"], ["-sha256"])).toBe("E_CERT_WEAK");
    expect(answer(["-newkey", "rsa:1024"], ["-sha256"])).toBe("E_CERT_WEAK");
  });
});
