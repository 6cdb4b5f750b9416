/** The authorities of one kind of key in a demo city: a root, and an intermediate below it where the city wants one. */
import { sameBytes } from "../shared/bytes";
import type { KeyKind } from "../shared/trust/key-kind";
import { readCertificate } from "../shared/trust/x509";
import { type CertificateOrder, issueCertificate, type KeyPair } from "./certificate-writer";
import { newSoftKey } from "./soft-key";

export interface Hierarchy {
  readonly kind: KeyKind;
  readonly root: KeyPair;
  /** Issues people's certificates: the intermediate, or the root itself. */
  readonly issuer: KeyPair;
  /** DER of what stands between a person's certificate and the root. */
  readonly above: readonly Uint8Array[];
  /** All that issue certificates, and so revocation lists. */
  readonly authorities: readonly KeyPair[];
}

interface City {
  readonly name: string;
  readonly at: Date;
  readonly intermediate?: boolean;
}

const DAY = 86_400_000;
const YEARS = { root: 20, intermediate: 15 } as const;
/** RSA, the first kind the demo had, keeps its plain name. */
const titles: Readonly<Record<KeyKind, string>> = { rsa: "", p256: " P-256", sm2: " SM2" };

export async function hierarchyOf({ name, at, intermediate = false }: City, kind: KeyKind): Promise<Hierarchy> {
  const order = (title: string, years: number): CertificateOrder => ({
    subject: { commonName: `${name}演示${title}${titles[kind]}`, organisation: `${name}（演示）` },
    use: "ca",
    ...period(at, years),
  });
  const root = issueCertificate(await newSoftKey(kind), order("根证书", YEARS.root));
  if (!intermediate) return { kind, root, issuer: root, above: [], authorities: [root] };
  const below = { ...order("签发机构", YEARS.intermediate), pathLength: 0 };
  const issuer = issueCertificate(await newSoftKey(kind), below, root);
  return { kind, root, issuer, above: [issuer.certificate], authorities: [root, issuer] };
}

/** From a day before, so that a slow clock does no harm. */
export function period(at: Date, years: number): { notBefore: Date; notAfter: Date } {
  const notAfter = new Date(at);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years);
  return { notBefore: new Date(at.getTime() - DAY), notAfter };
}

export function issuedBy(certificate: Uint8Array, issuer: KeyPair): boolean {
  return sameBytes(readCertificate(certificate).issuer.raw, readCertificate(issuer.certificate).subject.raw);
}
