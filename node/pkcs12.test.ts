import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { beforeAll, describe, expect, it } from "vitest";
import { sameBytes, utf8 } from "../shared/bytes";
import { AppError } from "../shared/failure";
import { signDetached, verifyDetached } from "../shared/trust/cms";
import { keyKindOf } from "../shared/trust/key-kind";
import { readCertificate } from "../shared/trust/x509";
import { issueCertificate, newRsaKey } from "./certificate-writer";
import { type CityAuthority, foundCity, type IssuedKey } from "./demo-authority";
import { openPkcs12 } from "./pkcs12";
import { decodePkcs12 } from "./pkcs12-decode";
import { decodeThread } from "./pkcs12-thread";
import { makePkcs12 } from "./pkcs12-write";
import { nodeCheck } from "./signature-check";
import { pkcs8Of } from "./soft-key";
import { resealed } from "./testing/hostile-pkcs12";
import { openssl, pem, withFolder } from "./testing/openssl";
import { describeWith } from "./testing/tools";

const at = "2026-11-22T08:00:00.000Z";
const password = "口令Pass123";
/** A thread that opens whatever it is given. */
const echo = `
  const { parentPort } = require("node:worker_threads");
  parentPort.on("message", ({ seq }) =>
    parentPort.postMessage({ seq, ok: true, pkcs8: new Uint8Array(), chain: [] }));
`;
let city: CityAuthority;
let person: IssuedKey;
let file: Uint8Array;

beforeAll(async () => {
  city = await foundCity({ site: "luan", name: "六安市", at: new Date(at) });
  person = await city.issuePerson({ name: "张晓岚", unitName: "六安市人民政府办公室" });
  file = person.toPkcs12(password);
});

const outcome = (opening: Promise<unknown>): Promise<string> =>
  opening.then(
    () => "opened",
    (error: unknown) => (error instanceof AppError ? `${error.code} ${error.detail}` : `bug: ${error}`),
  );
const codeOf = (bytes: Uint8Array, pin: string): Promise<string> => outcome(openPkcs12(bytes, pin));

describe("openPkcs12", () => {
  it("PKI-10: opens a file with a Chinese password and signs what the pinned root verifies", async () => {
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
    const most = makePkcs12({ key: person.key, chain: [person.certificate], password, iterations: 100_000 });
    expect(await codeOf(most, password)).toBe("opened");
    expect(await codeOf(most, "wrong")).toBe("E_PIN ");
  });

  it("PKI-10: refuses a file whose bags ask for more together, though each alone may", async () => {
    const greedy = makePkcs12({ key: person.key, chain: [person.certificate], password, iterations: 90_000 });
    expect(await codeOf(resealed(greedy, { password, copies: 3 }), password)).toBe("opened");
    const bags = resealed(greedy, { password, copies: 4 });
    expect(await codeOf(bags, password)).toBe("E_KEY_FILE 证书文件的迭代次数超出允许范围");
  });

  it("PKI-10: refuses a MAC of another length than its digest's, which would multiply the hashing", async () => {
    expect(await codeOf(resealed(file, { password }), password)).toBe("opened");
    const long = resealed(file, { password, surplus: 100_000 });
    expect(await codeOf(long, password)).toBe("E_KEY_FILE 证书文件的完整性校验格式不正确");
  });

  it("PKI-10: opens keys of all three kinds, and each signs what its certificate verifies", async () => {
    const three = await foundCity({ site: "luan", name: "六安市", at: new Date(at), kinds: ["sm2", "p256", "rsa"] });
    for (const kind of ["rsa", "p256", "sm2"] as const) {
      const one = await three.issuePerson({ name: "张晓岚", unitName: "办公室", kind });
      const { signer, chain } = await openPkcs12(one.toPkcs12(password), password);
      const { spki } = readCertificate(chain[0] ?? new Uint8Array());
      expect(keyKindOf(spki)).toBe(kind);
      const value = await signer.sign(utf8("审签书"));
      expect(nodeCheck.holds({ kind, spki }, utf8("审签书"), value)).toBe(true);
      expect(nodeCheck.holds({ kind, spki }, utf8("审签书二"), value)).toBe(false);
    }
  });

  it("PKI-10: decoding does not keep the program from other work", async () => {
    const slow = makePkcs12({ key: person.key, chain: [person.certificate], password, iterations: 100_000 });
    await codeOf(file, password);
    let turns = 0;
    const count = setInterval(() => {
      turns += 1;
    }, 1);
    // A wrong password ends behind the MAC, whose hashing has no asynchronous form.
    expect(await codeOf(slow, "wrong")).toBe("E_PIN ");
    clearInterval(count);
    expect(turns).toBeGreaterThan(3);
  });

  it("PKI-10: a thread that hangs or dies is thrown away, its callers are told, and the next file opens", async () => {
    const spoilt = ["for (;;);", "process.exit(1)", "throw new Error('x')"];
    const decode = decodeThread(() => {
      const code = spoilt.shift();
      return code === undefined ? new Worker(echo, { eval: true }) : new Worker(code, { eval: true });
    }, 1_500);
    for (const said of ["的计算量超出允许范围", "无法读取", "无法读取"]) {
      expect(await outcome(decode(file, password))).toBe(`E_KEY_FILE 证书文件${said}`);
    }
    expect(await outcome(decode(file, password))).toBe("opened");
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
      const code = await outcome(decodePkcs12(changed, password));
      expect(code, `byte ${i}`).toMatch(/^(opened|E_PIN|E_KEY_FILE)/);
      tried += 1;
      if (code !== "opened") continue;
      opened += 1;
      const { chain } = await decodePkcs12(changed, password);
      expect(sameBytes(chain[0] ?? new Uint8Array(), certificate), `byte ${i}`).toBe(true);
    }
    expect(opened / tried).toBeLessThan(0.05);
  });
});

const legacy = ["-legacy"];
const sha1 = ["-macalg", "sha1"];
const written: readonly (readonly [string, readonly string[]])[] = [
  ["as OpenSSL 3 does, AES-256 and HMAC-SHA256", []],
  ["with 3DES as old systems do", ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", ...sha1]],
  [
    "with RC2 of 40 bits as browsers did",
    [...legacy, "-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-RC2-40", ...sha1],
  ],
  ["with RC2 of 128 bits", [...legacy, "-keypbe", "PBE-SHA1-RC2-128", "-certpbe", "PBE-SHA1-RC2-128"]],
  ["with AES-128 and SHA-512", ["-keypbe", "AES-128-CBC", "-certpbe", "AES-128-CBC", "-macalg", "sha512"]],
  ["with certificates in the clear", ["-certpbe", "NONE"]],
  ["with the most iterations allowed", ["-iter", "100000"]],
];

describeWith(["openssl"], "PKI-10: files of OpenSSL", () => {
  describe.each(["rsa", "p256", "sm2"] as const)("with a key of kind %s", (kind) => {
    let three: CityAuthority;
    let one: IssuedKey;
    beforeAll(async () => {
      three = await foundCity({ site: "luan", name: "六安市", at: new Date(at), kinds: [kind] });
      one = await three.issuePerson({ name: "张晓岚", unitName: "办公室" });
    });

    it.each(written)("open when they are written %s, with a Chinese password and no other", async (_name, options) => {
      await withFolder(async (folder) => {
        const inside = (name: string) => path.join(folder, name);
        writeFileSync(inside("key.pem"), pem(pkcs8Of(one.key), "PRIVATE KEY"));
        writeFileSync(inside("own.pem"), pem(one.certificate, "CERTIFICATE"));
        writeFileSync(inside("root.pem"), pem(three.anchors.root, "CERTIFICATE"));
        const made = openssl(
          ...["pkcs12", "-export", "-inkey", inside("key.pem"), "-in", inside("own.pem")],
          ...["-certfile", inside("root.pem"), ...options, "-passout", `pass:${password}`, "-out", inside("made.p12")],
        );
        expect(made).toMatchObject({ ok: true });
        const bytes = readFileSync(inside("made.p12"));
        const { signer, chain } = await openPkcs12(bytes, password);
        expect(chain.map((der) => sameBytes(der, one.certificate))).toEqual([true]);
        const { spki } = readCertificate(one.certificate);
        expect(nodeCheck.holds({ kind, spki }, utf8("审签书"), await signer.sign(utf8("审签书")))).toBe(true);
        for (const wrong of ["错误口令", "", "口令pass123"]) expect(await codeOf(bytes, wrong)).toBe("E_PIN ");
      });
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
