import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readCrl, verifyCrl } from "../shared/trust/crl";
import type { KeyKind } from "../shared/trust/key-kind";
import { readOcsp } from "../shared/trust/ocsp";
import { ocspRequest, verifyOcsp } from "../shared/trust/ocsp-check";
import { demandUnrevoked, type RevocationData, revocationOf } from "../shared/trust/revocation";
import { type Certificate, readCertificate } from "../shared/trust/x509";
import { nodeCheck } from "./signature-check";
import { openssl } from "./testing/openssl";
import { OpensslAuthority, usages } from "./testing/openssl-authority";
import { refusalOf } from "./testing/refusal";
import { describeWith } from "./testing/tools";

const kinds: readonly KeyKind[] = ["rsa", "p256", "sm2"];
const now = new Date().toISOString();
const hours = (count: number): string => new Date(Date.parse(now) + count * 3_600_000).toISOString();
const none: RevocationData = { crls: [], ocsp: [] };
const nonce = Uint8Array.from({ length: 32 }, (_, i) => i);

describeWith(["openssl"], "revocation as OpenSSL's authorities tell it", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "caibian-revocation-"));
  const cities = new Map<KeyKind, OpensslAuthority>();

  beforeAll(() => {
    for (const kind of kinds) {
      const city = new OpensslAuthority(folder, kind);
      for (const name of ["good", "bad"]) city.issue({ name, extensions: usages.person });
      city.issue({ name: "responder", extensions: usages.responder });
      city.issue({ name: "impostor", extensions: usages.person });
      city.issue({ name: "nolists", extensions: "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign" });
      city.issue({ name: "below", extensions: usages.person, issuer: "nolists" });
      city.revoke("bad");
      cities.set(kind, city);
    }
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const of = (kind: KeyKind): OpensslAuthority => {
    const city = cities.get(kind);
    if (city === undefined) throw new Error(kind);
    return city;
  };
  const read = (kind: KeyKind, name: string): Certificate => readCertificate(of(kind).der(name));
  const stateOf = (kind: KeyKind, name: string, data: Partial<RevocationData>, at = hours(0.1)) =>
    revocationOf([read(kind, name), read(kind, "root")], {
      at,
      check: nodeCheck,
      data: { ...none, ...data },
      nonce: null,
    })[0];

  it.each(kinds)(
    "PKI-8, PKI-17: a list of a %s authority tells revoked from good, and OpenSSL agrees where it can judge",
    (kind) => {
      const city = of(kind);
      const list = city.crl();
      expect(stateOf(kind, "good", { crls: [list] })).toMatchObject({ kind: "good", source: "crl" });
      expect(stateOf(kind, "bad", { crls: [list] })).toMatchObject({ kind: "revoked", reason: "密钥泄露" });
      // OpenSSL cannot be told the signer's identity for a list, so it judges no SM2 list.
      if (kind === "sm2") return;
      const verify = (name: string) =>
        openssl(
          ...["verify", "-crl_check", "-CAfile", city.file("root.pem")],
          ...["-CRLfile", city.file("crl.pem"), city.file(`${name}.pem`)],
        );
      expect(verify("good").ok).toBe(true);
      expect(verify("bad").text).toContain("certificate revoked");
    },
  );

  it.each(kinds)("PKI-8: what was revoked later still held before (%s)", (kind) => {
    const list = readCrl(of(kind).crl());
    const entry = list.revoked.get(read(kind, "bad").serial);
    const before = new Date(Date.parse(entry?.at ?? "") - 1_000).toISOString();
    expect(stateOf(kind, "bad", { crls: [of(kind).crl("root", { from: new Date(before) })] }, before)?.kind).toBe(
      "good",
    );
  });

  it.each(kinds)(
    "PKI-8: a stale, an early, a foreign and an unsigned list, and one without the right, say nothing (%s)",
    (kind) => {
      const city = of(kind);
      const refusal = (list: Uint8Array, issuer = "root", at = hours(0.1)) =>
        refusalOf(() => verifyCrl(readCrl(list), { issuer: read(kind, issuer), at, check: nodeCheck }));
      const list = city.crl();
      expect(refusal(list)).toBeNull();
      expect(refusal(list, "root", hours(24 * 8))?.detail).toBe("吊销列表已过时");
      expect(refusal(list, "root", hours(-1))?.detail).toBe("吊销列表的签发时间晚于判定时间");
      expect(refusal(city.crl("nolists"), "root")?.detail).toBe("吊销列表属于另一个签发机构");
      expect(refusal(city.crl("nolists"), "nolists")?.detail).toBe("签发机构无权签发吊销列表");
      const other = kind === "rsa" ? "p256" : "rsa";
      const forged = readCrl(list);
      const byOther = () =>
        verifyCrl(
          { ...forged, issuer: read(other, "root").subject.raw },
          { issuer: read(other, "root"), at: hours(0.1), check: nodeCheck },
        );
      expect(refusalOf(byOther)?.detail).toBe("吊销列表的签名不成立");
    },
  );

  it.each(kinds)("PKI-8: a delta list and a list for part of the certificates are refused (%s)", (kind) => {
    for (const only of ["users", "changes"] as const) {
      expect(
        refusalOf(() => readCrl(of(kind).crl("root", { only }))),
        only,
      ).toEqual({
        code: "E_REVOCATION",
        detail: "吊销列表含有无法识别的关键扩展，或不是完整列表",
      });
    }
  });

  it.each(kinds)("PKI-9: a delegated responder's answer says good, revoked or unknown (%s)", (kind) => {
    const city = of(kind);
    expect(stateOf(kind, "good", { ocsp: [city.ocsp("good", "responder")] })).toMatchObject({
      kind: "good",
      source: "ocsp",
    });
    expect(stateOf(kind, "bad", { ocsp: [city.ocsp("bad", "responder")] })).toMatchObject({
      kind: "revoked",
      reason: "密钥泄露",
    });
    expect(stateOf(kind, "good", { ocsp: [city.ocsp("good", "root")] })?.kind).toBe("good");
    const stranger = read(kind, "good");
    const request = ocspRequest({ ...stranger, serialRaw: Uint8Array.of(2, 1, 5) }, read(kind, "root"), nonce);
    const unknown = readOcsp(city.ocsp("good", "responder", request));
    expect(unknown.responses[0]?.status.kind).toBe("unknown");
  });

  it.each(kinds)(
    "PKI-9: an answer is refused from a person's key, about another certificate, too old, too young, with another nonce (%s)",
    (kind) => {
      const city = of(kind);
      const root = read(kind, "root");
      const good = read(kind, "good");
      const refusal = (
        answer: Uint8Array,
        change: { at?: string; nonce?: Uint8Array; certificate?: Certificate } = {},
      ) =>
        refusalOf(() =>
          verifyOcsp(readOcsp(answer), {
            certificate: good,
            issuer: root,
            at: hours(0.1),
            check: nodeCheck,
            nonce: null,
            ...change,
          }),
        );
      const answer = city.ocsp("good", "responder", ocspRequest(good, root, nonce));
      expect(refusal(answer, { nonce })).toBeNull();
      expect(refusal(answer, { nonce: nonce.map((byte) => byte + 1) })?.detail).toBe(
        "吊销查询的应答不是对本次查询的回答",
      );
      expect(refusal(city.ocsp("good", "responder"), { nonce })?.detail).toBe("吊销查询的应答不是对本次查询的回答");
      expect(refusal(city.ocsp("good", "impostor"))?.detail).toBe("应答者不是签发机构，也没有得到它的授权");
      expect(refusal(answer, { certificate: read(kind, "bad") })?.detail).toBe("吊销查询的应答没有涉及这张证书");
      expect(refusal(answer, { at: hours(26) })?.detail).toBe("吊销查询的应答已过时");
      expect(refusal(answer, { at: hours(-1) })?.detail).toBe("吊销查询应答的时间晚于判定时间");
      const other = read(kind === "rsa" ? "p256" : "rsa", "root");
      expect(
        refusalOf(() =>
          verifyOcsp(readOcsp(answer), { certificate: good, issuer: other, at: now, check: nodeCheck, nonce: null }),
        )?.code,
      ).toBe("E_REVOCATION");
    },
  );

  it("the hard policy refuses what nobody could tell, the soft one reports it; revoked is refused by both", () => {
    const path = [read("sm2", "bad"), read("sm2", "root")] as const;
    const trust = { at: hours(0.1), check: nodeCheck, nonce: null };
    expect(refusalOf(() => demandUnrevoked(path, { ...trust, data: none }, "hard"))?.code).toBe("E_REVOCATION");
    expect(demandUnrevoked(path, { ...trust, data: none }, "soft")).toHaveLength(1);
    const data = { crls: [of("sm2").crl()], ocsp: [] };
    for (const policy of ["hard", "soft"] as const) {
      expect(refusalOf(() => demandUnrevoked(path, { ...trust, data }, policy))).toMatchObject({
        code: "E_CERT_REVOKED",
        detail: expect.stringContaining("密钥泄露"),
      });
    }
  });
});
