/**
 * The certificate authority of a demo city: its roots, the keys that sign profiles and receipts, its people.
 * A real city brings its own CA; then only its roots and two key digests are pinned.
 */
import { digestOf } from "../shared/digest";
import type { Anchors } from "../shared/trust/anchors";
import type { KeyKind } from "../shared/trust/key-kind";
import type { Signer } from "../shared/trust/port";
import { readCertificate } from "../shared/trust/x509";
import { type CertificateOrder, certify, issueCertificate, type KeyPair } from "./certificate-writer";
import { issueCrl, type Revocation } from "./crl-writer";
import { type Hierarchy, hierarchyOf, issuedBy, period } from "./demo-hierarchy";
import { makePkcs12 } from "./pkcs12-write";
import { newBoxKey } from "./sealed-box";
import { newSoftKey, type SoftKey } from "./soft-key";
import { softSigner } from "./soft-signer";

export interface IssuedKey {
  /** DER. */
  readonly certificate: Uint8Array;
  /** For tests that put the key onto a token. */
  readonly key: SoftKey;
  readonly signer: Signer;
  /** The key as a file, sealed with the password. */
  readonly toPkcs12: (password: string) => Uint8Array;
}

export interface PersonOrder {
  readonly name: string;
  readonly unitName: string;
  /** One of the city's kinds; its first unless said. */
  readonly kind?: KeyKind;
  /** `sign` unless a test wants the encryption certificate of a pair. */
  readonly use?: "sign" | "encrypt";
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

export interface CityAuthority {
  readonly anchors: Anchors;
  readonly profileKey: IssuedKey;
  readonly receiptKey: IssuedKey;
  /** Opens stores for recovery, PKCS#8; its public half is pinned with the root. */
  readonly recoveryKey: Uint8Array;
  /** Issues a person's certificate on a fresh key. */
  readonly issuePerson: (order: PersonOrder) => Promise<IssuedKey>;
  /** Issues a person's certificate for a key that was born elsewhere, as on a token. Answers the chain, own first. */
  readonly certify: (spki: Uint8Array, order: PersonOrder) => readonly Uint8Array[];
  /** The two certificates that a Chinese USB key carries, on two keys. */
  readonly issuePair: (order: Omit<PersonOrder, "use">) => Promise<{ sign: IssuedKey; encrypt: IssuedKey }>;
  readonly revoke: (certificate: Uint8Array, at: Date, reason?: number) => void;
  /** The current list of every authority of the city, good for a week unless said. */
  readonly crls: (at: Date, until?: Date) => readonly Uint8Array[];
  /** The same authorities and keys with nobody revoked: a list of revocations of its own. */
  readonly unrevoked: () => CityAuthority;
  /** Root and intermediate of one kind, for tests that issue something peculiar. */
  readonly hierarchy: (kind?: KeyKind) => Hierarchy;
}

export interface CityOrder {
  readonly site: string;
  /** 六安市, 潼南区 */
  readonly name: string;
  /** The moment of founding; certificates begin a day earlier, so that a slow clock does no harm. */
  readonly at: Date;
  /** A root for each; profiles and receipts are signed with the first. RSA alone unless said. */
  readonly kinds?: readonly [KeyKind, ...KeyKind[]];
  /** People's certificates come from an authority below the root. */
  readonly intermediate?: boolean;
}

const DAY = 86_400_000;
const YEARS = { service: 10, person: 3 } as const;

/** Founds a city. The authorities' keys live only in the returned closures and end with them. */
export async function foundCity(order: CityOrder): Promise<CityAuthority> {
  const { site, name, at, kinds = ["rsa"] } = order;
  const [first] = kinds;
  const hierarchies = new Map(
    await Promise.all(kinds.map(async (kind) => [kind, await hierarchyOf(order, kind)] as const)),
  );
  const hierarchy = (kind: KeyKind = first): Hierarchy => {
    const found = hierarchies.get(kind);
    if (found === undefined) throw new Error(`${site} has no authority for ${kind}`);
    return found;
  };
  const service = async (title: string): Promise<IssuedKey> => {
    const subject = { commonName: `${name}${title}`, organisation: `${name}（演示）` };
    const issued = issueCertificate(
      await newSoftKey(first),
      { subject, use: "sign", ...period(at, YEARS.service) },
      hierarchy().root,
    );
    return issuedKey(issued, []);
  };
  const recovery = newBoxKey();
  const [profileKey, receiptKey] = await Promise.all([service("配置签名服务"), service("回执签名服务")]);
  const standing = {
    anchors: {
      site,
      name,
      root: hierarchy().root.certificate,
      otherRoots: kinds.slice(1).map((kind) => hierarchy(kind).root.certificate),
      profileKey: digestOf(readCertificate(profileKey.certificate).spki),
      receiptKey: digestOf(readCertificate(receiptKey.certificate).spki),
      recoveryKey: recovery.spki,
    },
    recoveryKey: recovery.pkcs8,
    profileKey,
    receiptKey,
    hierarchy,
    ...registry(hierarchy, at),
  };
  const unrevoked = (): CityAuthority => ({ ...standing, ...revocations([...hierarchies.values()]), unrevoked });
  return unrevoked();
}

type Registry = Pick<CityAuthority, "issuePerson" | "issuePair" | "certify">;

function registry(hierarchy: CityAuthority["hierarchy"], at: Date): Registry {
  const issuePerson = async (person: PersonOrder): Promise<IssuedKey> => {
    const { issuer, above } = hierarchy(person.kind);
    const key = await newSoftKey(hierarchy(person.kind).kind);
    return issuedKey(issueCertificate(key, personOrder(person, at), issuer), above);
  };
  return {
    issuePerson,
    issuePair: async (person) => ({
      sign: await issuePerson({ ...person, use: "sign" }),
      encrypt: await issuePerson({ ...person, use: "encrypt" }),
    }),
    certify: (spki, person) => {
      const { issuer, above } = hierarchy(person.kind);
      return [certify(spki, personOrder(person, at), issuer), ...above];
    },
  };
}

function revocations(hierarchies: readonly Hierarchy[]): Pick<CityAuthority, "revoke" | "crls"> {
  const revoked: Revocation[] = [];
  return {
    revoke: (certificate, at, reason) => {
      revoked.push({ certificate, at, ...(reason === undefined ? {} : { reason }) });
    },
    crls: (at, until = new Date(at.getTime() + 7 * DAY)) =>
      hierarchies
        .flatMap(({ authorities }) => authorities)
        .map((issuer) =>
          issueCrl(issuer, {
            revoked: revoked.filter(({ certificate }) => issuedBy(certificate, issuer)),
            thisUpdate: at,
            nextUpdate: until,
            number: 1 + revoked.length,
          }),
        ),
  };
}

function personOrder({ name, unitName, use = "sign", notBefore, notAfter }: PersonOrder, at: Date): CertificateOrder {
  const usual = period(at, YEARS.person);
  return {
    subject: { commonName: name, organisation: unitName },
    use,
    notBefore: notBefore ?? usual.notBefore,
    notAfter: notAfter ?? usual.notAfter,
  };
}

function issuedKey({ key, certificate }: KeyPair, above: readonly Uint8Array[]): IssuedKey {
  const chain = [certificate, ...above];
  return {
    certificate,
    key,
    signer: softSigner(key, chain),
    toPkcs12: (password) => makePkcs12({ key, chain, password }),
  };
}
