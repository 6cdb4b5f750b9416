/** Whether a certificate can be chosen for signing in and signing, and if not why (S2). */
import { AppError, type FailureCode } from "../../shared/failure";
import { failures } from "../../shared/failure-rows";
import type { KeyInfo } from "../../shared/ipc/key";
import type { Anchors } from "../../shared/trust/anchors";
import { verifyPath } from "../../shared/trust/path";
import type { SignatureCheck } from "../../shared/trust/port";
import { type Certificate, readCertificate } from "../../shared/trust/x509";

export interface Judge {
  readonly anchors: readonly Anchors[];
  readonly check: SignatureCheck;
  readonly at: string;
}

/** How a certificate of another city is refused. */
const foreign: readonly FailureCode[] = ["E_ANCHOR", "E_CERT_CHAIN"];

/** The anchors a chain ends at, judged for signing in. @throws AppError E_CERT, E_ANCHOR */
export function judge(chain: readonly Uint8Array[], { anchors, check, at }: Judge): Anchors {
  let refusal = new AppError("E_ANCHOR", "证书不是由已固定的城市根证书签发");
  for (const each of anchors) {
    try {
      verifyPath(chain, { anchors: each, check, at, purpose: "login" });
      return each;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // With several cities pinned, a fault of the certificate itself says more than a foreign root.
      if (foreign.includes(refusal.code)) refusal = error;
    }
  }
  throw refusal;
}

export function describe(keyId: string, certificate: Certificate, reason: string): KeyInfo {
  const { subject, issuer, serial, notBefore, notAfter, fingerprint } = certificate;
  return {
    keyId,
    name: subject.commonName,
    organisation: subject.organisation,
    issuer: issuer.display,
    serial,
    notBefore,
    notAfter,
    fingerprint,
    ...(certificate.key === null ? {} : { kind: certificate.key.kind, opensStore: certificate.key.kind === "rsa" }),
    usable: reason === "",
    reason,
  };
}

/** What a chain amounts to on the list of keys. */
export function keyInfoOf(keyId: string, chain: readonly Uint8Array[], by: Judge): KeyInfo {
  const [own] = chain;
  if (own === undefined) throw new AppError("E_KEY_FILE", "证书文件为空");
  const certificate = readCertificate(own);
  try {
    judge(chain, by);
    return describe(keyId, certificate, "");
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return describe(keyId, certificate, reasonOf(error));
  }
}

/** Why, in words a person reads: what was said, or the sentence of the code without its full stop. */
const reasonOf = ({ code, detail }: AppError): string =>
  detail === "" ? failures[code].text.replace(/。$/, "") : detail;
