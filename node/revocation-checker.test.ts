import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError, type FailureCode } from "../shared/failure";
import { readCrl } from "../shared/trust/crl";
import { ocspRequest } from "../shared/trust/ocsp-check";
import { type Path, verifyPath } from "../shared/trust/path";
import type { RevocationPolicy } from "../shared/trust/revocation";
import { RevocationChecker, type RevocationSource } from "../shared/trust/revocation-checker";
import { readCertificate } from "../shared/trust/x509";
import { type CityAuthority, foundCity, type IssuedKey } from "./demo-authority";
import { nodeCheck } from "./signature-check";
import { OpensslAuthority, usages } from "./testing/openssl-authority";
import { describeWith } from "./testing/tools";

const at = "2026-11-22T08:00:00.000Z";
const later = (minutes: number): string => new Date(Date.parse(at) + minutes * 60_000).toISOString();
const nobody: RevocationSource = { crl: async () => null, ocsp: async () => null };

const checkerOf = (source: RevocationSource, policy: RevocationPolicy = "hard") =>
  new RevocationChecker({
    source,
    check: nodeCheck,
    policy,
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  });

async function codeOf(work: Promise<unknown>): Promise<FailureCode | null> {
  try {
    await work;
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

describe.each(["rsa", "p256", "sm2"] as const)("a revocation checker over lists, %s", (kind) => {
  let city: CityAuthority;
  let person: IssuedKey;
  let path: Path;
  beforeAll(async () => {
    city = await foundCity({ site: "luan", name: "六安市", at: new Date(at), kinds: [kind], intermediate: true });
    person = await city.issuePerson({ name: "张晓岚", unitName: "办公室" });
    path = verifyPath(person.signer.chain, { anchors: city.anchors, at, check: nodeCheck, purpose: "login" });
  });
  /** The authority's current list, found by its name; counts how often it was asked. */
  function published(now: () => string): RevocationSource & { readonly asked: () => number } {
    let asked = 0;
    return {
      ...nobody,
      crl: async ({ subject }) => {
        asked += 1;
        const lists = city.crls(new Date(now()));
        return lists.find((list) => Buffer.from(readCrl(list).issuer).equals(subject.raw)) ?? null;
      },
      asked: () => asked,
    };
  }

  it("hands on one list for each authority of the path as evidence", async () => {
    const { data, unknown } = await checkerOf(published(() => at)).demand(path, at);
    expect(unknown).toEqual([]);
    expect(data.ocsp).toEqual([]);
    expect(data.crls.map((list) => Buffer.from(readCrl(list).issuer))).toEqual(
      path.slice(1).map(({ subject }) => Buffer.from(subject.raw)),
    );
  });

  it("asks for a list again after ten minutes, and lives on the old one while nobody answers", async () => {
    const source = published(() => at);
    let silent = false;
    const checker = checkerOf({ ...source, crl: async (issuer) => (silent ? null : source.crl(issuer)) });
    await checker.demand(path, at);
    await checker.demand(path, later(9));
    expect(source.asked()).toBe(2);
    await checker.demand(path, later(11));
    expect(source.asked()).toBe(4);
    silent = true;
    expect((await checker.demand(path, later(30))).data.crls).toHaveLength(2);
    expect(await codeOf(checker.demand(path, later(8 * 24 * 60)))).toBe("E_REVOCATION");
  });

  it("judges a renewal by a list of the last ten minutes without asking, by an older one while nobody answers, and by none not", async () => {
    const source = published(() => at);
    let silent = false;
    const checker = checkerOf({ ...source, crl: async (issuer) => (silent ? null : source.crl(issuer)) });
    expect(await codeOf(checker.demandRecent(path, at))).toBeNull();
    for (let round = 0; round < 5; round += 1) await checker.demandRecent(path, later(9));
    expect(source.asked()).toBe(2);
    await checker.demandRecent(path, later(11));
    expect(source.asked()).toBe(4);
    silent = true;
    expect(await codeOf(checker.demandRecent(path, later(60)))).toBeNull();
    expect(await codeOf(checker.demandRecent(path, later(8 * 24 * 60)))).toBe("E_REVOCATION");
    expect(await codeOf(checkerOf(nobody).demandRecent(path, at))).toBe("E_REVOCATION");
  });

  it("learns of a revocation at a renewal as soon as the list is ten minutes old", async () => {
    const other = await city.issuePerson({ name: "陈旧例", unitName: "办公室" });
    const trust = { anchors: city.anchors, at, check: nodeCheck, purpose: "login" } as const;
    const others = verifyPath(other.signer.chain, trust);
    let now = at;
    const checker = checkerOf(published(() => now));
    expect(await codeOf(checker.demandRecent(others, now))).toBeNull();
    city.revoke(other.certificate, new Date(later(1)), 1);
    now = later(11);
    expect(await codeOf(checker.demandRecent(others, now))).toBe("E_CERT_REVOKED");
    expect(await codeOf(checker.demandRecent(path, now))).toBeNull();
  });

  it("refuses by the hard policy and reports by the soft one what nobody could tell; a list that does not hold is no evidence", async () => {
    expect(await codeOf(checkerOf(nobody).demand(path, at))).toBe("E_REVOCATION");
    const soft = await checkerOf(nobody, "soft").demand(path, at);
    expect(soft.unknown).toHaveLength(2);
    const stale = published(() => "2026-11-01T00:00:00.000Z");
    expect(await codeOf(checkerOf(stale).demand(path, at))).toBe("E_REVOCATION");
    const { data, unknown } = await checkerOf(stale, "soft").demand(path, at);
    expect(data).toEqual({ crls: [], ocsp: [] });
    expect(unknown).toEqual(["吊销列表已过时", "吊销列表已过时"]);
    const forged = { ...nobody, crl: async () => Uint8Array.of(0x30, 0) };
    expect(await codeOf(checkerOf(forged).demand(path, at))).toBe("E_REVOCATION");
  });

  it("refuses a revoked certificate by both policies, and one whose authority was revoked", async () => {
    const other = await city.issuePerson({ name: "李代桃", unitName: "办公室" });
    const trust = { anchors: city.anchors, at, check: nodeCheck, purpose: "login" } as const;
    city.revoke(other.certificate, new Date(at), 3);
    const others = verifyPath(other.signer.chain, trust);
    for (const policy of ["hard", "soft"] as const) {
      expect(
        await codeOf(
          checkerOf(
            published(() => at),
            policy,
          ).demand(others, at),
        ),
      ).toBe("E_CERT_REVOKED");
      expect(
        await codeOf(
          checkerOf(
            published(() => at),
            policy,
          ).demand(path, at),
        ),
      ).toBeNull();
    }
    city.revoke(city.hierarchy().issuer.certificate, new Date(later(60)), 2);
    expect(await codeOf(checkerOf(published(() => later(61))).demand(path, later(61)))).toBe("E_CERT_REVOKED");
    expect(await codeOf(checkerOf(published(() => at)).demand(path, at))).toBeNull();
  });
});

describeWith(["openssl"], "a revocation checker over OCSP", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "caibian-checker-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("asks OCSP with a nonce first, and falls back to the list when the answer is old, foreign or missing", async () => {
    const city = new OpensslAuthority(folder, "sm2");
    const own = readCertificate(city.issue({ name: "person", extensions: usages.person }));
    const bad = readCertificate(city.issue({ name: "bad", extensions: usages.person }));
    city.issue({ name: "responder", extensions: usages.responder });
    city.issue({ name: "impostor", extensions: usages.person });
    city.revoke("bad");
    const root = readCertificate(city.der("root"));
    const now = new Date(Date.now() + 60_000).toISOString();
    const answering = (name: string, responder: string): RevocationSource => ({
      ...nobody,
      ocsp: async (request) => city.ocsp(name, responder, request),
    });
    const { data } = await checkerOf(answering("person", "responder")).demand([own, root], now);
    expect(data.ocsp).toHaveLength(1);
    expect(await codeOf(checkerOf(answering("bad", "responder")).demand([bad, root], now))).toBe("E_CERT_REVOKED");
    let asked = 0;
    const counting = checkerOf({
      ...nobody,
      ocsp: async (request) => {
        asked += 1;
        return asked === 1 ? city.ocsp("person", "responder", request) : null;
      },
    });
    await counting.demand([own, root], now);
    for (let round = 0; round < 3; round += 1) await counting.demandRecent([own, root], now);
    expect(asked).toBe(1);
    const hourLater = new Date(Date.parse(now) + 3_600_000).toISOString();
    expect(await codeOf(counting.demandRecent([own, root], hourLater))).toBeNull();
    expect(asked).toBe(2);
    const old = city.ocsp("person", "responder", ocspRequest(own, root, new Uint8Array(32)));
    for (const ocsp of [
      async () => old,
      async (request: Uint8Array) => city.ocsp("person", "impostor", request),
      nobody.ocsp,
    ]) {
      expect(await codeOf(checkerOf({ ...nobody, ocsp }).demand([own, root], now))).toBe("E_REVOCATION");
      const both = checkerOf({ ocsp, crl: async () => city.crl() });
      expect((await both.demand([own, root], now)).data).toMatchObject({ ocsp: [], crls: [expect.anything()] });
    }
  });
});
