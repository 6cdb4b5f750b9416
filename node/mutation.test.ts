import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { utf8 } from "../shared/bytes";
import { signDetached, verifyDetached } from "../shared/trust/cms";
import type { KeyKind } from "../shared/trust/key-kind";
import { verifyPath } from "../shared/trust/path";
import { type RevocationData, revocationOf } from "../shared/trust/revocation";
import { readCertificate } from "../shared/trust/x509";
import { type CityAuthority, foundCity, type IssuedKey } from "./demo-authority";
import { nodeCheck } from "./signature-check";
import { OpensslAuthority, usages } from "./testing/openssl-authority";
import { refusalOf } from "./testing/refusal";
import { describeWith } from "./testing/tools";

const kinds: readonly KeyKind[] = ["rsa", "p256", "sm2"];
const at = "2026-11-22T08:00:00.000Z";
const content = utf8('{"type":"caibian-review/1"}');

/** Each byte once, to another value that the seed chooses; the same run after run. */
function mutations(bytes: Uint8Array): readonly { readonly name: string; readonly changed: Uint8Array }[] {
  let seed = 20261122;
  return Array.from(bytes, (byte, i) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const changed = Uint8Array.from(bytes);
    changed[i] = (byte + 1 + ((seed >>> 8) % 255)) % 256;
    return { name: `byte ${i}: ${byte} to ${changed[i]}`, changed };
  });
}

/** Cuts at any place and a byte behind the end. */
function lengths(bytes: Uint8Array): readonly Uint8Array[] {
  const cuts = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, i) => bytes.subarray(0, i * 7));
  return [...cuts, Uint8Array.from([...bytes, 0])];
}

describe.each(kinds)("PKI-44: every byte changed, cut or added, %s", (kind) => {
  let city: CityAuthority;
  let person: IssuedKey;
  beforeAll(async () => {
    city = await foundCity({ site: "luan", name: "六安市", at: new Date(at), kinds: [kind] });
    person = await city.issuePerson({ name: "张晓岚", unitName: "办公室" });
  });
  const trust = () => ({ anchors: city.anchors, at, check: nodeCheck, purpose: "review" }) as const;
  /** Any other error than an AppError goes on out of `refusalOf`. */
  const refused = (original: Uint8Array, judge: (bytes: Uint8Array) => unknown): void => {
    expect(refusalOf(() => judge(original))).toBeNull();
    for (const { name, changed } of mutations(original))
      expect(
        refusalOf(() => judge(changed)),
        name,
      ).not.toBeNull();
    for (const changed of lengths(original)) expect(refusalOf(() => judge(changed))).not.toBeNull();
  };

  it("a CMS file is refused, always with one of our errors", async () => {
    refused(await signDetached(content, person.signer, at), (cms) => verifyDetached(content, cms, trust()));
  }, 60_000);

  it("a certificate is refused, always with one of our errors", () => {
    refused(person.certificate, (der) => verifyPath([der], trust()));
  }, 60_000);

  it("a revocation list settles nothing any more", async () => {
    const other = await city.issuePerson({ name: "李代桃", unitName: "办公室" });
    city.revoke(other.certificate, new Date(at), 1);
    const [list = new Uint8Array()] = city.crls(new Date(at));
    const pair = [readCertificate(person.certificate), readCertificate(city.anchors.root)] as const;
    const kindOf = (der: Uint8Array) =>
      revocationOf(pair, { at, check: nodeCheck, data: { crls: [der], ocsp: [] }, nonce: null })[0]?.kind;
    expect(kindOf(list)).toBe("good");
    for (const { name, changed } of mutations(list)) expect(kindOf(changed), name).toBe("unknown");
    for (const changed of lengths(list)) expect(kindOf(changed)).toBe("unknown");
  }, 60_000);
});

describeWith(["openssl"], "PKI-44: every byte of an OCSP response changed, cut or added", () => {
  it.each(kinds)(
    "it settles nothing any more (%s)",
    (kind) => {
      const folder = mkdtempSync(path.join(tmpdir(), "caibian-mutation-"));
      try {
        const city = new OpensslAuthority(folder, kind);
        const person = readCertificate(city.issue({ name: "person", extensions: usages.person }));
        city.issue({ name: "responder", extensions: usages.responder });
        const answer = city.ocsp("person", "responder");
        const now = new Date(Date.now() + 60_000).toISOString();
        const pair = [person, readCertificate(city.der("root"))] as const;
        const kindOf = (der: Uint8Array) => {
          const data: RevocationData = { crls: [], ocsp: [der] };
          return revocationOf(pair, { at: now, check: nodeCheck, data, nonce: null })[0]?.kind;
        };
        expect(kindOf(answer)).toBe("good");
        for (const { name, changed } of mutations(answer)) expect(kindOf(changed), name).toBe("unknown");
        for (const changed of lengths(answer)) expect(kindOf(changed)).toBe("unknown");
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    120_000,
  );
});
