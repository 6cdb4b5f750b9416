import { beforeAll, describe, expect, it } from "vitest";
import { utf8 } from "../shared/bytes";
import { verifyDetached } from "../shared/trust/cms";
import { writeAttributes } from "../shared/trust/cms-attributes";
import { context } from "../shared/trust/der-values";
import { element, integer, joinBytes, octets, oid, sequence, setOf, time } from "../shared/trust/der-write";
import { oids } from "../shared/trust/oids";
import { digestAlgorithm, familyWritten, signerAlgorithm, suites } from "../shared/trust/suite";
import { readCertificate } from "../shared/trust/x509";
import { type CityAuthority, foundCity, type IssuedKey } from "./demo-authority";
import { nodeCheck } from "./signature-check";
import { signWith } from "./soft-key";
import { refusalOf } from "./testing/refusal";

const at = new Date("2026-11-22T08:00:00.000Z");
const content = utf8('{"type":"caibian-review/1"}');

describe.each(["rsa", "p256", "sm2"] as const)("what a CMS file must look like inside, %s", (kind) => {
  let city: CityAuthority;
  let person: IssuedKey;
  let other: IssuedKey;
  beforeAll(async () => {
    city = await foundCity({ site: "luan", name: "六安市", at, kinds: [kind] });
    person = await city.issuePerson({ name: "张晓岚", unitName: "办公室" });
    other = await city.issuePerson({ name: "李代桃", unitName: "办公室" });
  });
  const suite = suites[kind];
  const family = familyWritten(suite);

  const attributesOf = (key: IssuedKey): Uint8Array[] =>
    writeAttributes({ content, certificate: readCertificate(key.certificate), suite, family, at });
  const attribute = (name: string, ...values: readonly Uint8Array[]): Uint8Array =>
    sequence(oid(name), setOf(...values));
  /** A set in the order given, which `setOf` would sort. */
  const asGiven = (parts: readonly Uint8Array[]): Uint8Array => element(0x31, ...parts);

  interface Change {
    readonly attributes?: readonly Uint8Array[];
    readonly version?: number;
    readonly unsigned?: boolean;
    readonly signers?: number;
    readonly certificates?: readonly Uint8Array[];
  }

  /** A file that is right but for the change; its signature value always fits its attributes. */
  function file({
    attributes = attributesOf(person),
    version = 1,
    unsigned,
    signers = 1,
    certificates,
  }: Change = {}): Uint8Array {
    const { issuer, serialRaw } = readCertificate(person.certificate);
    const signerInfo = sequence(
      integer(version),
      sequence(issuer.raw, serialRaw),
      digestAlgorithm(suite),
      element(context(0), ...attributes),
      signerAlgorithm(suite),
      octets(signWith(person.key, asGiven(attributes))),
      ...(unsigned === true ? [element(context(1), attribute(oids.signingTime, time(at)))] : []),
    );
    const signedData = sequence(
      integer(1),
      setOf(digestAlgorithm(suite)),
      sequence(oid(family.data)),
      element(context(0), ...(certificates ?? [person.certificate])),
      asGiven(Array.from({ length: signers }, () => signerInfo)),
    );
    return sequence(oid(family.signedData), element(context(0), signedData));
  }

  const answer = (change: Change): string => {
    const trust = { anchors: city.anchors, at: at.toISOString(), check: nodeCheck, purpose: "review" } as const;
    return refusalOf(() => verifyDetached(content, file(change), trust))?.code ?? "held";
  };
  const without = (name: string): readonly Uint8Array[] =>
    attributesOf(person).filter((each) => !Buffer.from(each).includes(Buffer.from(oid(name))));
  const sorted = (parts: readonly Uint8Array[]): readonly Uint8Array[] =>
    [...parts].sort((a, b) => Buffer.compare(a, b));

  it("holds as we write it", () => {
    expect(answer({})).toBe("held");
  });

  it("attributes stand in DER order, each once and with one value, though the value itself would hold", () => {
    const written = attributesOf(person);
    expect(answer({ attributes: [...written].reverse() })).toBe("E_CMS_ATTRIBUTES");
    const twice = attribute(oids.signingTime, time(new Date("2026-11-22T09:00:00Z")));
    expect(answer({ attributes: sorted([...written, twice]) })).toBe("E_CMS_ATTRIBUTES");
    const doubled = attribute(oids.signingTime, time(at), time(new Date("2026-11-22T09:00:00Z")));
    expect(answer({ attributes: sorted([...without(oids.signingTime), doubled]) })).toBe("E_CMS_ATTRIBUTES");
    expect(answer({ attributes: sorted([...without(oids.signingTime), attribute(oids.signingTime)]) })).toBe(
      "E_CMS_ATTRIBUTES",
    );
  });

  it("content type, message digest, signing time and signing certificate are all there and well formed", () => {
    for (const name of [oids.contentType, oids.messageDigest, oids.signingTime, oids.signingCertificateV2]) {
      expect(answer({ attributes: without(name) }), name).toBe("E_CMS_ATTRIBUTES");
      expect(answer({ attributes: sorted([...without(name), attribute(name, integer(1))]) }), name).toBe(
        "E_CMS_ATTRIBUTES",
      );
    }
    const foreign = attribute(oids.contentType, oid(family.data === oids.data ? oids.sm2Data : oids.data));
    expect(answer({ attributes: sorted([...without(oids.contentType), foreign]) })).toBe("E_CMS_ATTRIBUTES");
    const digest = attribute(oids.messageDigest, octets(suite.digest(utf8("其他内容"))));
    expect(answer({ attributes: sorted([...without(oids.messageDigest), digest]) })).toBe("E_HASH");
  });

  it("the signing certificate is the one the signer points at, by hash and by issuer and serial number", () => {
    const theirs = attributesOf(other).filter((each) =>
      Buffer.from(each).includes(Buffer.from(oid(oids.signingCertificateV2))),
    );
    expect(answer({ attributes: sorted([...without(oids.signingCertificateV2), ...theirs]) })).toBe("E_CMS_SIGNER");
    const { issuer, serialRaw } = readCertificate(other.certificate);
    const algorithm = kind === "sm2" ? [digestAlgorithm(suite)] : [];
    const mixed = sequence(
      ...algorithm,
      octets(suite.digest(person.certificate)),
      sequence(sequence(element(context(4), issuer.raw)), serialRaw),
    );
    const value = attribute(oids.signingCertificateV2, sequence(sequence(mixed)));
    expect(answer({ attributes: sorted([...without(oids.signingCertificateV2), value]) })).toBe("E_CMS_SIGNER");
    expect(answer({ certificates: [other.certificate] })).toBe("E_CMS_SIGNER");
    expect(answer({ certificates: [person.certificate, other.certificate] })).toBe("E_CMS_SIGNER");
  });

  it("there is one signer, no unsigned attribute and no other version", () => {
    expect(answer({ signers: 2 })).toBe("E_CMS_FORM");
    expect(answer({ signers: 0 })).toBe("E_CMS_FORM");
    expect(answer({ unsigned: true })).toBe("E_CMS_FORM");
    expect(answer({ version: 3 })).toBe("E_CMS_FORM");
    expect(answer({ certificates: Array.from({ length: 11 }, () => person.certificate) })).toBe("E_CMS_FORM");
    expect(answer({ certificates: [joinBytes([person.certificate.subarray(0, -1)])] })).toBe("E_CMS_FORM");
  });
});
