/** The SKF driver where it belongs: in a signer process, with the token's state shared between processes. */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { type CityAuthority, foundCity, type IssuedKey } from "../../../node/demo-authority";
import { nodeCheck } from "../../../node/signature-check";
import { openssl, pem, withFolder } from "../../../node/testing/openssl";
import { describeWith } from "../../../node/testing/tools";
import { utf8 } from "../../../shared/bytes";
import { AppError } from "../../../shared/failure";
import { signDetached, verifyDetached } from "../../../shared/trust/cms";
import { parseSignedData } from "../../../shared/trust/cms-parse";
import type { Signer } from "../../../shared/trust/port";
import { readCertificate } from "../../../shared/trust/x509";
import type { TokenDriver, TokenSession } from "../driver";
import { createTokenHost } from "../host-client";
import type { SignerProcess, Spawn } from "../spawn";
import { loadAdmin, prepare } from "../testing/skf-admin";
import { openSoftSkf, type SoftSkf, skfSigner, softSkfTools } from "../testing/soft-skf";

const pin = "Key-PIN-1-口";
const typed = (text: string): Uint8Array => Uint8Array.from(utf8(text));
const at = new Date("2026-11-20T08:00:00.000Z");
const content = utf8('{"type":"caibian-review/1"}');

let city: CityAuthority;
let person: IssuedKey;
let rsa: IssuedKey;

beforeAll(async () => {
  city = await foundCity({ site: "luan", name: "六安市", at, kinds: ["sm2", "rsa"] });
  const order = { name: "张晓岚", unitName: "六安市人民政府办公室" };
  person = await city.issuePerson({ ...order, kind: "sm2" });
  rsa = await city.issuePerson({ ...order, kind: "rsa" });
});

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "fine",
    (error: unknown) => (error instanceof AppError ? error.code : `bug: ${error}`),
  );

describeWith(softSkfTools, "SKF in the signer process", () => {
  let token: SoftSkf;
  let driver: TokenDriver;
  let processes: SignerProcess[];
  /** Everything that crossed, either way. */
  let sent: unknown[];
  let received: unknown[];

  beforeEach(() => {
    token = openSoftSkf();
    token.plugIn(0);
    const keys = [
      { container: "SM2", key: person.key, certificate: person.certificate },
      { container: "RSA", key: rsa.key, certificate: rsa.certificate },
    ];
    prepare(loadAdmin(token.module), { device: "SOFTSKF0", application: "GWAPP", pin, keys });
    [processes, sent, received] = [[], [], []];
    driver = createTokenHost({
      module: token.module,
      spawn: watched(skfSigner(process.env)),
      deadlines: { sign: 4_000 },
    });
  });
  afterEach(async () => {
    await driver.close();
    for (const child of processes) child.kill();
    token.close();
  });

  const watched =
    (spawn: Spawn): Spawn =>
    () => {
      const child = spawn();
      processes.push(child);
      return {
        ...child,
        send: (message) => {
          sent.push(structuredClone(message));
          child.send(message);
        },
        onMessage: (listener) =>
          child.onMessage((message) => {
            received.push(structuredClone(message));
            listener(message);
          }),
      };
    };

  const signerOf = (session: TokenSession, id: string, certificate: Uint8Array): Signer => ({
    chain: [certificate],
    sign: async (data) => {
      const [value] = await session.sign(id, [data]);
      if (value === undefined) throw new Error("no value");
      return value;
    },
  });

  it("PKI-29: CMS signed on an SKF key with SM2 verifies here, and its signature in OpenSSL over the attributes as they stand", async () => {
    const session = await driver.login("SOFT0001", typed(pin));
    const cms = await signDetached(content, signerOf(session, "SM2/sign", person.certificate), at.toISOString());
    const trust = { anchors: city.anchors, at: at.toISOString(), check: nodeCheck, purpose: "review" } as const;
    expect(verifyDetached(content, cms, trust).certificate.subject.commonName).toBe("张晓岚");

    const { signer } = parseSignedData(cms);
    const covered = signer.attributes?.bytes ?? new Uint8Array();
    await withFolder((folder) => {
      const file = (name: string, bytes: Uint8Array | string): string => {
        writeFileSync(path.join(folder, name), bytes);
        return path.join(folder, name);
      };
      const key = file("key.pem", pem(readCertificate(person.certificate).spki, "PUBLIC KEY"));
      const value = file("value.der", signer.signature);
      const verify = (id: string, bytes: Uint8Array): boolean =>
        openssl(
          ...["dgst", "-sm3", "-verify", key, "-sigopt", `distid:${id}`],
          ...["-signature", value, file("covered.der", bytes)],
        ).ok;
      expect(verify("1234567812345678", covered)).toBe(true);
      expect(verify("8765432187654321", covered)).toBe(false);
      expect(verify("1234567812345678", content)).toBe(false);
    });
  });

  it("PKI-29: CMS signed on an SKF key with RSA verifies in openssl cms", async () => {
    const session = await driver.login("SOFT0001", typed(pin));
    const cms = await signDetached(content, signerOf(session, "RSA/sign", rsa.certificate), at.toISOString());
    const [root] = city.anchors.otherRoots ?? [];
    if (root === undefined) throw new Error("no RSA root");
    await withFolder((folder) => {
      const file = (name: string, bytes: Uint8Array | string): string => {
        writeFileSync(path.join(folder, name), bytes);
        return path.join(folder, name);
      };
      const verify = (data: Uint8Array): boolean =>
        openssl(
          ...["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", file("a.p7s", cms), "-purpose", "any"],
          ...["-content", file("data", data), "-CAfile", file("root.pem", pem(root, "CERTIFICATE"))],
          ...["-attime", String(at.getTime() / 1000), "-out", path.join(folder, "out")],
        ).ok;
      expect(verify(content)).toBe(true);
      expect(verify(utf8("{}"))).toBe(false);
    });
  });

  it("PKI-30: the PIN crosses in the login alone, and is in no answer, no argument, no environment", async () => {
    const session = await driver.login("SOFT0001", typed(pin));
    await session.sign("SM2/sign", [content]);
    await session.close();
    expect(await codeOf(driver.login("SOFT0001", typed("wrong-PIN")))).toBe("E_PIN");
    await driver.certificates("SOFT0001");
    const carries = (message: unknown): boolean => [pin, "wrong-PIN"].some((secret) => holds(message, secret));
    expect(sent.filter(carries).map((message) => callOf(message))).toEqual(["login", "login"]);
    expect(received.length).toBeGreaterThanOrEqual(6);
    expect(received.filter(carries)).toEqual([]);
    for (const { pid } of processes) {
      for (const place of ["cmdline", "environ"]) {
        expect(readFileSync(`/proc/${pid}/${place}`, "utf8").includes(pin)).toBe(false);
      }
    }
  });

  it("PKI-28: tries are the device's: what the signer process used up another program sees", async () => {
    await codeOf(driver.login("SOFT0001", typed("wrong-PIN")));
    expect((await driver.tokens())[0]?.retriesLeft).toBe(5);
    expect(processes).toHaveLength(1);
    await driver.close();
    const other = createTokenHost({ module: token.module, spawn: watched(skfSigner(process.env)) });
    expect((await other.tokens())[0]?.retriesLeft).toBe(5);
    expect(processes).toHaveLength(2);
    await other.close();
  });

  it("PKI-25: a library that crashes while it signs takes its process with it, and the next call works", async () => {
    const session = await driver.login("SOFT0001", typed(pin));
    token.plant("crash SKF_ECCSignData");
    expect(await codeOf(session.sign("SM2/sign", [content]))).toBe("E_SIGNER_CRASHED");
    token.plant();
    const again = await driver.login("SOFT0001", typed(pin));
    expect(await again.sign("SM2/sign", [content])).toHaveLength(1);
    expect((await driver.tokens())[0]?.retriesLeft).toBe(6);
  });

  it("PKI-24: a library that hangs is stopped at its deadline, and the next call works", async () => {
    const hasty = createTokenHost({
      module: token.module,
      spawn: watched(skfSigner(process.env)),
      deadlines: { sign: 500 },
    });
    const session = await hasty.login("SOFT0001", typed(pin));
    token.plant("hang SKF_ECCSignData");
    expect(await codeOf(session.sign("SM2/sign", [content]))).toBe("E_TOKEN_TIMEOUT");
    token.plant();
    expect(await hasty.tokens()).toHaveLength(1);
    expect(processes).toHaveLength(2);
    await hasty.close();
  });

  it("S5: a library that prints does not disturb what crosses between the processes", async () => {
    token.plant("noise SKF_EnumDev", "noise SKF_ECCSignData");
    const session = await driver.login("SOFT0001", typed(pin));
    expect(await session.sign("SM2/sign", [content])).toHaveLength(1);
  });
});

const callOf = (message: unknown): unknown =>
  typeof message === "object" && message !== null && "call" in message ? message.call : null;

/** Whether a text is anywhere in a message: in its texts, or in its bytes. */
function holds(message: unknown, secret: string): boolean {
  if (typeof message === "string") return message.includes(secret);
  if (message instanceof Uint8Array) return Buffer.from(message).includes(secret);
  return typeof message === "object" && message !== null && Object.values(message).some((each) => holds(each, secret));
}
