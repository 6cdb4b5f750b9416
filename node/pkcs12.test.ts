import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { sameBytes, utf8 } from "../shared/bytes";
import { AppError } from "../shared/failure";
import { signDetached, verifyDetached } from "../shared/trust/cms";
import { issueCertificate, newRsaKey } from "./certificate-writer";
import { type CityAuthority, foundCity, type IssuedKey } from "./demo-authority";
import { openPkcs12 } from "./pkcs12";
import { makePkcs12 } from "./pkcs12-write";
import { nodeCheck } from "./signature-check";
import { hasOpenssl, openssl, pem, withFolder } from "./testing/openssl";

const at = "2026-11-22T08:00:00.000Z";
const password = "口令Pass123";
let city: CityAuthority;
let person: IssuedKey;
let file: Uint8Array;

beforeAll(async () => {
  city = await foundCity({ site: "luan", name: "六安市", at: new Date(at) });
  person = await city.issuePerson({ name: "张晓岚", unitName: "六安市人民政府办公室" });
  file = person.toPkcs12(password);
});

const codeOf = (bytes: Uint8Array, pin: string): Promise<string> =>
  openPkcs12(bytes, pin).then(
    () => "opened",
    (error: unknown) => (error instanceof AppError ? `${error.code} ${error.detail}` : `bug: ${error}`),
  );

describe("openPkcs12", () => {
  it("opens a file with a Chinese password and signs what the pinned root verifies (10)", async () => {
    const { signer, chain } = await openPkcs12(file, password);
    expect(chain).toHaveLength(1);
    expect(sameBytes(chain[0] ?? new Uint8Array(), person.certificate)).toBe(true);
    const content = utf8("审签书");
    const trust = { anchors: city.anchors, at, check: nodeCheck, purpose: "review" } as const;
    const verified = verifyDetached(content, await signDetached(content, signer, at), trust);
    expect(verified.certificate.subject.commonName).toBe("张晓岚");
  });

  it("gives out certificates and signatures, never the key", async () => {
    const { signer } = await openPkcs12(file, password);
    expect(Object.keys(signer).sort()).toEqual(["chain", "sign"]);
  });

  it("answers E_PIN for a wrong password, an empty one and one that differs in case", async () => {
    for (const wrong of ["口令Pass124", "", "口令pass123"]) expect(await codeOf(file, wrong)).toBe("E_PIN ");
  });

  it("answers E_KEY_FILE for damage, for what is no such file, and for a key without its certificate", async () => {
    expect(await codeOf(new Uint8Array(), password)).toMatch(/^E_KEY_FILE /);
    expect(await codeOf(file.subarray(0, 900), password)).toMatch(/^E_KEY_FILE /);
    expect(await codeOf(utf8("<html>404</html>"), password)).toMatch(/^E_KEY_FILE /);
    expect(await codeOf(new Uint8Array(1_000_001), password)).toMatch(/^E_KEY_FILE /);
    const stray = makePkcs12({ key: await newRsaKey(), chain: [person.certificate], password });
    expect(await codeOf(stray, password)).toBe("E_KEY_FILE 证书文件中没有配对的证书和密钥");
  });

  it("refuses a file that asks for more than 100,000 iterations, before doing them", async () => {
    const hungry = makePkcs12({ key: await newRsaKey(), chain: [person.certificate], password, iterations: 100_001 });
    expect(await codeOf(hungry, password)).toBe("E_KEY_FILE 证书文件的迭代次数超出允许范围");
  });

  it("with one byte changed never yields another certificate: what the MAC does not cover cannot matter, the rest is refused", async () => {
    const key = await newRsaKey();
    const subject = { commonName: "张晓岚", organisation: "办公室" };
    const span = { notBefore: new Date(at), notAfter: new Date("2029-01-01T00:00:00Z") };
    const { certificate } = issueCertificate(key, { subject, use: "sign", ...span });
    const quick = makePkcs12({ key, chain: [certificate], password, iterations: 1 });
    expect(await codeOf(quick, password)).toBe("opened");
    let opened = 0;
    let tried = 0;
    for (let i = 0; i < quick.length; i += 7) {
      const changed = Uint8Array.from(quick);
      changed[i] = (changed[i] ?? 0) ^ 0x01;
      const outcome = await codeOf(changed, password);
      expect(outcome, `byte ${i}`).toMatch(/^(opened|E_PIN|E_KEY_FILE)/);
      tried += 1;
      if (outcome !== "opened") continue;
      opened += 1;
      const { chain } = await openPkcs12(changed, password);
      expect(sameBytes(chain[0] ?? new Uint8Array(), certificate), `byte ${i}`).toBe(true);
    }
    expect(opened / tried).toBeLessThan(0.05);
  });
});

describe.runIf(hasOpenssl)("files of OpenSSL (10)", () => {
  it.each([
    ["AES-256 with a Chinese password", []],
    ["3DES as old systems write it", ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1"]],
    ["AES-128 with an intermediate beside it", ["-keypbe", "AES-128-CBC", "-certpbe", "AES-128-CBC"]],
  ])("open: %s", async (_name, options) => {
    await withFolder(async (folder) => {
      const inside = (name: string) => path.join(folder, name);
      writeFileSync(inside("own.p12"), file);
      openssl("pkcs12", "-in", inside("own.p12"), "-passin", `pass:${password}`, "-nodes", "-out", inside("own.pem"));
      writeFileSync(inside("root.pem"), pem(city.anchors.root, "CERTIFICATE"));
      const made = openssl(
        ...["pkcs12", "-export", "-in", inside("own.pem"), "-certfile", inside("root.pem"), ...options],
        ...["-passout", `pass:${password}`, "-out", inside("made.p12")],
      );
      expect(made).toMatchObject({ ok: true });
      const bytes = readFileSync(inside("made.p12"));
      const { chain } = await openPkcs12(bytes, password);
      expect(chain.map((der) => createHash("sha256").update(der).digest("hex"))).toEqual([
        createHash("sha256").update(person.certificate).digest("hex"),
      ]);
      expect(await codeOf(bytes, "错误口令")).toBe("E_PIN ");
    });
  });

  it("OpenSSL opens the file we write", async () => {
    await withFolder((folder) => {
      const name = path.join(folder, "own.p12");
      writeFileSync(name, file);
      expect(openssl("pkcs12", "-in", name, "-passin", `pass:${password}`, "-noout")).toMatchObject({ ok: true });
      expect(openssl("pkcs12", "-in", name, "-passin", "pass:wrong", "-noout").ok).toBe(false);
    });
  });
});
