/** Issuer and serial: what a certificate is known by (RFC 5280 §4.1.2.2). */
import type { Certificate } from "../../shared/trust/x509";
import type { CertificateName } from "./account";

export function nameOfCertificate({ issuer, serial }: Pick<Certificate, "issuer" | "serial">): CertificateName {
  return { issuer: Buffer.from(issuer.raw).toString("hex"), serial };
}

/** The certificate that somebody signed in with. */
export interface CertificateHeld extends CertificateName {
  readonly fingerprint: string;
  /** It and its issuers, without the root. */
  readonly chain: readonly Uint8Array[];
}
