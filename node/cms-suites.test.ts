import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { utf8 } from "../shared/bytes";
import type { Anchors } from "../shared/trust/anchors";
import { signDetached, verifyDetached } from "../shared/trust/cms";
import { parseSignedData } from "../shared/trust/cms-parse";
import { DerReader, readDer } from "../shared/trust/der";
import { tags } from "../shared/trust/der-values";
import type { KeyKind } from "../shared/trust/key-kind";
import { oids } from "../shared/trust/oids";
import type { Signer } from "../shared/trust/port";
import { readCertificate } from "../shared/trust/x509";
import { type CityAuthority, foundCity, type IssuedKey } from "./demo-authority";
import { nodeCheck } from "./signature-check";
import { softKeyFromPkcs8 } from "./soft-key";
import { softSigner } from "./soft-signer";
import { openssl } from "./testing/openssl";
import { OpensslAuthority, usages } from "./testing/openssl-authority";
import { refusalOf } from "./testing/refusal";
import { describeWith } from "./testing/tools";

const kinds: readonly KeyKind[] = ["rsa", "p256", "sm2"];
const content = utf8('{"type":"caibian-review/1","title":"关于开展安全生产检查的通知"}');
const other = utf8('{"type":"caibian-review/1","title":"关于开展安全生产检查的通告"}');
const DISTID = "distid:1234567812345678";

describe("signatures of a city with three kinds of key", () => {
  const at = "2026-11-22T08:00:00.000Z";
  let city: CityAuthority;
  const people = new Map<KeyKind, IssuedKey>();

  beforeAll(async () => {
    city = await foundCity({
      site: "luan",
      name: "六安市",
      at: new Date(at),
      kinds: ["rsa", "p256", "sm2"],
      intermediate: true,
    });
    for (const kind of kinds) people.set(kind, await city.issuePerson({ name: "张晓岚", unitName: "办公室", kind }));
  });
  const person = (kind: KeyKind): IssuedKey => {
    const found = people.get(kind);
    if (found === undefined) throw new Error(kind);
    return found;
  };
  const judge = (cms: Uint8Array, value = content, anchors: Anchors = city.anchors) =>
    refusalOf(() => verifyDetached(value, cms, { anchors, at, check: nodeCheck, purpose: "review" }));

  it.each(kinds)(
    "hold through the intermediate to the city's own root, and not for other content (%s, PKI-4)",
    async (kind) => {
      const cms = await signDetached(content, person(kind).signer, at);
      expect(judge(cms)).toBeNull();
      expect(judge(cms, other)?.code).toBe("E_HASH");
      const { root, ...rest } = city.anchors;
      const alone = { ...rest, root: city.hierarchy(kind === "rsa" ? "sm2" : "rsa").root.certificate, otherRoots: [] };
      expect(judge(cms, content, alone)?.code).toBe("E_CERT_CHAIN");
      expect(root.length).toBeGreaterThan(0);
    },
  );

  it("PKI-13: SM2 files are written with the OIDs of GM/T 0010, 301.1 and signed attributes", async () => {
    const { family, signer } = parseSignedData(await signDetached(content, person("sm2").signer, at));
    expect(family).toEqual({ signedData: oids.sm2SignedData, data: oids.sm2Data });
    expect(signer).toMatchObject({ digestName: oids.sm3, signatureName: oids.sm2Sign });
    expect([...(signer.attributes?.values.keys() ?? [])].sort()).toEqual(
      [oids.contentType, oids.messageDigest, oids.signingTime, oids.signingCertificateV2].sort(),
    );
  });

  it("a value of another kind of key under a certificate is refused, whichever two they are", async () => {
    for (const claimed of kinds) {
      for (const real of kinds.filter((kind) => kind !== claimed)) {
        const forged: Signer = { chain: person(claimed).signer.chain, sign: person(real).signer.sign };
        expect(judge(await signDetached(content, forged, at)), `${real} as ${claimed}`).toEqual({
          code: "E_SIGN",
          detail: "签名值不成立",
        });
      }
    }
  });

  it("S2: the dual certificates of a USB key: the encryption one cannot sign, of any kind", async () => {
    for (const kind of kinds) {
      const pair = await city.issuePair({ name: "林初晴", unitName: "办公室", kind });
      expect(judge(await signDetached(content, pair.sign.signer, at))).toBeNull();
      expect(judge(await signDetached(content, pair.encrypt.signer, at))?.code).toBe("E_CERT_USAGE");
    }
  });
});

describeWith(["openssl"], "signatures and OpenSSL", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "caibian-suites-"));
  // OpenSSL's certificates begin now.
  const at = new Date(Date.now() + 3_600_000).toISOString();
  const cities = new Map<KeyKind, OpensslAuthority>();

  beforeAll(() => {
    for (const kind of kinds) {
      const city = new OpensslAuthority(folder, kind);
      city.issue({ name: "sub", extensions: usages.ca });
      city.issue({ name: "person", extensions: usages.person, issuer: "sub" });
      cities.set(kind, city);
    }
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const of = (kind: KeyKind): OpensslAuthority => {
    const city = cities.get(kind);
    if (city === undefined) throw new Error(kind);
    return city;
  };
  const file = (name: string, bytes?: Uint8Array): string => {
    const place = path.join(folder, name);
    if (bytes !== undefined) writeFileSync(place, bytes);
    return place;
  };
  const signer = (kind: KeyKind): Signer =>
    softSigner(softKeyFromPkcs8(of(kind).pkcs8("person")), [of(kind).der("person"), of(kind).der("sub")]);
  const anchors = (kind: KeyKind): Anchors => {
    const pinned = readCertificate(of("rsa").der("sub")).spkiDigest;
    return { site: "luan", name: "六安市", root: of(kind).der("root"), profileKey: pinned, receiptKey: pinned };
  };
  const judge = (kind: KeyKind, cms: Uint8Array, value = content) =>
    refusalOf(() => verifyDetached(value, cms, { anchors: anchors(kind), at, check: nodeCheck, purpose: "review" }));

  it.each(["rsa", "p256"] as const)(
    "PKI-1, PKI-2, PKI-3, PKI-4: OpenSSL verifies ours, with -cades too, and refuses changed content (%s)",
    async (kind) => {
      const p7s = file("ours.p7s", await signDetached(content, signer(kind), at));
      // Intermediates of a detached file are not searched for in it by OpenSSL 3.0.
      const roots = file(
        "roots.pem",
        Buffer.concat(["root", "sub"].map((name) => readFileSync(of(kind).file(`${name}.pem`)))),
      );
      const verify = (value: Uint8Array, ...more: string[]) =>
        openssl(
          ...["cms", "-verify", ...more, "-binary", "-inform", "DER", "-in", p7s, "-content", file("content", value)],
          ...["-CAfile", roots, "-purpose", "any", "-out", file("out")],
        );
      expect(verify(content)).toMatchObject({ ok: true });
      expect(verify(content, "-cades")).toMatchObject({ ok: true });
      expect(verify(other)).toMatchObject({ ok: false });
    },
  );

  it.each(["rsa", "p256"] as const)(
    "PKI-5: ours verifies what OpenSSL signs with -cades, by serial and by key identifier (%s)",
    (kind) => {
      const sign = (...more: string[]) => {
        const own = ["-signer", of(kind).file("person.pem"), "-inkey", of(kind).file("person.key")];
        const args = ["-in", file("content", content), ...own, "-certfile", of(kind).file("sub.pem"), "-md", "sha256"];
        const made = openssl(
          "cms",
          "-sign",
          "-binary",
          ...args,
          "-outform",
          "DER",
          "-out",
          file("theirs.p7s"),
          ...more,
        );
        expect(made, made.text).toMatchObject({ ok: true });
        return judge(kind, readFileSync(file("theirs.p7s")));
      };
      expect(sign("-cades")).toBeNull();
      expect(sign("-cades", "-keyid")).toBeNull();
      expect(sign()?.code).toBe("E_CMS_ATTRIBUTES");
      expect(sign("-noattr")?.code).toBe("E_CMS_ATTRIBUTES");
      expect(sign("-cades", "-md", "sha512")?.code).toBe("E_SIGN");
    },
  );

  const dgst = (...args: string[]) => openssl("dgst", "-sm3", ...args);
  const signatureBy = (data: Uint8Array, id: string): Uint8Array => {
    const key = ["-sign", of("sm2").file("person.key"), "-sigopt", `distid:${id}`];
    const made = dgst(...key, "-out", file("value.der"), file("data", data));
    if (!made.ok) throw new Error(made.text);
    return Uint8Array.from(readFileSync(file("value.der")));
  };

  it("PKI-13: OpenSSL verifies our SM2 signature over the signed attributes as they stand in the file", async () => {
    const { attributes, signature } = parseSignedData(await signDetached(content, signer("sm2"), at)).signer;
    openssl("x509", "-in", of("sm2").file("person.pem"), "-pubkey", "-noout", "-out", file("pub.pem"));
    const verify = (data: Uint8Array) =>
      dgst(
        "-verify",
        file("pub.pem"),
        "-sigopt",
        DISTID,
        "-signature",
        file("value.der", signature),
        file("data", data),
      );
    expect(verify(attributes?.bytes ?? content)).toMatchObject({ ok: true });
    expect(verify(content).ok).toBe(false);
  });

  it("PKI-14, PKI-15: an SM2 signature made by OpenSSL holds in a CMS of ours; one with another identity, or none, does not", async () => {
    const by = (id: string): Signer => ({ ...signer("sm2"), sign: async (data) => signatureBy(data, id) });
    expect(judge("sm2", await signDetached(content, by("1234567812345678"), at))).toBeNull();
    for (const id of ["8765432187654321", ""]) {
      expect(judge("sm2", await signDetached(content, by(id), at))).toEqual({ code: "E_SIGN", detail: "签名值不成立" });
    }
  });

  it("PKI-6: the attributes stand in the file in the order of their encodings, as OpenSSL lists them, for each kind", async () => {
    const shown: Readonly<Record<string, string>> = {
      [oids.contentType]: "contentType",
      [oids.messageDigest]: "messageDigest",
      [oids.signingTime]: "signingTime",
      [oids.signingCertificateV2]: "id-smime-aa-signingCertificateV2",
    };
    for (const kind of kinds) {
      const cms = await signDetached(content, signer(kind), at);
      const { attributes } = parseSignedData(cms).signer;
      const raw = new DerReader(readDer(attributes?.bytes ?? cms), tags.set).all().map((each) => Buffer.from(each.raw));
      expect(raw).toEqual([...raw].sort(Buffer.compare));
      const listing = openssl("asn1parse", "-inform", "DER", "-in", file("ours.p7s", cms)).text;
      const listed = [...listing.matchAll(/OBJECT\s+:(\S+)/g)].map(([, name]) => name);
      const names = [...(attributes?.values.keys() ?? [])].map((name) => shown[name]);
      expect(listed.filter((name) => names.includes(name))).toEqual(names);
    }
  });
});
