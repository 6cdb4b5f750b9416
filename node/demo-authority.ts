/**
 * The certificate authority of a demo city: its root, the keys that sign profiles and receipts, its people.
 * A real city brings its own CA; then only its root and two key digests are pinned.
 */
import { digestOf } from "../shared/digest";
import type { Anchors } from "../shared/trust/anchors";
import type { Signer } from "../shared/trust/port";
import { readCertificate } from "../shared/trust/x509";
import { type CertificateOrder, issueCertificate, type KeyPair, newRsaKey } from "./certificate-writer";
import { makePkcs12 } from "./pkcs12-write";
import { softSigner } from "./soft-signer";

export interface IssuedKey {
  /** DER. */
  readonly certificate: Uint8Array;
  readonly signer: Signer;
  /** The key as a file, sealed with the password. */
  readonly toPkcs12: (password: string) => Uint8Array;
}

export interface PersonOrder {
  readonly name: string;
  readonly unitName: string;
  /** `sign` unless a test wants the encryption certificate of a pair. */
  readonly use?: "sign" | "encrypt";
  readonly notBefore?: Date;
  readonly notAfter?: Date;
}

export interface CityAuthority {
  readonly anchors: Anchors;
  readonly profileKey: IssuedKey;
  readonly receiptKey: IssuedKey;
  /** Issues a person's certificate on a fresh key. */
  readonly issuePerson: (order: PersonOrder) => Promise<IssuedKey>;
}

export interface CityOrder {
  readonly site: string;
  /** 六安市, 潼南区 */
  readonly name: string;
  /** The moment of founding; certificates begin a day earlier, so that a slow clock does no harm. */
  readonly at: Date;
}

const DAY = 86_400_000;
const YEARS = { root: 20, service: 10, person: 3 } as const;

/** Founds a city. The root key lives only in the returned closure and ends with it. */
export async function foundCity({ site, name, at }: CityOrder): Promise<CityAuthority> {
  const [rootKey, profileKey, receiptKey] = await Promise.all([newRsaKey(), newRsaKey(), newRsaKey()]);
  const order = (commonName: string, use: CertificateOrder["use"], years: number): CertificateOrder => ({
    subject: { commonName, organisation: `${name}（演示）` },
    use,
    ...period(at, years),
  });
  const root = issueCertificate(rootKey, order(`${name}演示根证书`, "ca", YEARS.root));
  const profile = issueCertificate(profileKey, order(`${name}配置签名服务`, "sign", YEARS.service), root);
  const receipt = issueCertificate(receiptKey, order(`${name}回执签名服务`, "sign", YEARS.service), root);
  return {
    anchors: {
      site,
      name,
      root: root.certificate,
      profileKey: digestOf(readCertificate(profile.certificate).spki),
      receiptKey: digestOf(readCertificate(receipt.certificate).spki),
    },
    profileKey: issued(profile),
    receiptKey: issued(receipt),
    issuePerson: async (person) => issued(issueCertificate(await newRsaKey(), personOrder(person, at), root)),
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

function period(at: Date, years: number): { notBefore: Date; notAfter: Date } {
  const notAfter = new Date(at);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years);
  return { notBefore: new Date(at.getTime() - DAY), notAfter };
}

function issued({ key, certificate }: KeyPair): IssuedKey {
  return {
    certificate,
    signer: softSigner(key, [certificate]),
    toPkcs12: (password) => makePkcs12({ key, chain: [certificate], password }),
  };
}
