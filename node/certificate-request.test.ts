import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { certificateRequest, readRequest } from "../shared/trust/certificate-request";
import type { KeyKind } from "../shared/trust/key-kind";
import { verifyPath } from "../shared/trust/path";
import { readCertificate } from "../shared/trust/x509";
import { type CityAuthority, foundCity } from "./demo-authority";
import { nodeCheck } from "./signature-check";
import { newSoftKey, signWith, spkiOf } from "./soft-key";
import { openssl } from "./testing/openssl";
import { OpensslAuthority, usages } from "./testing/openssl-authority";
import { refusalOf } from "./testing/refusal";
import { describeWith } from "./testing/tools";

const kinds: readonly KeyKind[] = ["rsa", "p256", "sm2"];
const at = "2026-11-22T08:00:00.000Z";
const ID = "distid:1234567812345678";

let city: CityAuthority;
beforeAll(async () => {
  city = await foundCity({ site: "luan", name: "六安市", at: new Date(at), kinds: ["rsa", "p256", "sm2"] });
});

async function requestOf(kind: KeyKind): Promise<Uint8Array> {
  const key = await newSoftKey(kind);
  const { subject } = readCertificate((await city.issuePerson({ name: "张晓岚", unitName: "办公室" })).certificate);
  return certificateRequest({ subject: subject.raw, spki: spkiOf(key), sign: async (data) => signWith(key, data) });
}

describe.each(kinds)("a certification request, %s", (kind) => {
  it("brings the key to the authority, which issues a certificate for it", async () => {
    const { spki, subject } = readRequest(await requestOf(kind), nodeCheck);
    expect(subject.commonName).toBe("张晓岚");
    const chain = city.certify(spki, { name: subject.commonName, unitName: "办公室", kind });
    const [own] = verifyPath(chain, { anchors: city.anchors, at, check: nodeCheck, purpose: "review" });
    expect(own.spki).toEqual(spki);
  });

  it("is refused with any byte of it changed", async () => {
    const request = await requestOf(kind);
    for (let i = 0; i < request.length; i += 1) {
      const changed = Uint8Array.from(request);
      changed[i] = (changed[i] ?? 0) ^ 0x01;
      expect(refusalOf(() => readRequest(changed, nodeCheck))?.code, `byte ${i}`).toMatch(/^E_CERT/);
    }
  });
});

describeWith(["openssl"], "certification requests and OpenSSL", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "caibian-request-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(kinds)("PKI-11: OpenSSL verifies ours, with its Chinese subject (%s)", async (kind) => {
    const file = path.join(folder, `${kind}.csr`);
    writeFileSync(file, await requestOf(kind));
    const id = kind === "sm2" ? ["-vfyopt", ID] : [];
    const shown = ["-subject", "-nameopt", "utf8,sep_comma_plus"];
    const answer = openssl("req", "-verify", "-noout", "-inform", "DER", "-in", file, ...id, ...shown);
    expect(answer).toMatchObject({ ok: true });
    expect(answer.text).toContain("verify OK");
    expect(answer.text).toContain("CN=张晓岚");
  });

  it.each(kinds)("PKI-11: ours takes OpenSSL's (%s)", (kind) => {
    const authority = new OpensslAuthority(folder, kind);
    const certificate = readCertificate(authority.issue({ name: "李明", extensions: usages.person }));
    const der = path.join(folder, "theirs.der");
    expect(openssl("req", "-in", authority.file("李明.csr"), "-outform", "DER", "-out", der)).toMatchObject({
      ok: true,
    });
    expect(readRequest(Uint8Array.from(readFileSync(der)), nodeCheck).spki).toEqual(certificate.spki);
  });
});
