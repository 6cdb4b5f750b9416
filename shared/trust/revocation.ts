/**
 * Whether the certificates of a path were revoked at an instant, told from lists and answers that lie before us. The pinned
 * root is left out: it is taken back by taking back the anchors.
 */
import { sameBytes } from "../bytes";
import { AppError } from "../failure";
import { readCrl, verifyCrl } from "./crl";
import { readOcsp } from "./ocsp";
import { verifyOcsp } from "./ocsp-check";
import type { Path } from "./path";
import type { SignatureCheck } from "./port";
import type { Certificate } from "./x509";

/** DER of what authorities said. */
export interface RevocationData {
  readonly crls: readonly Uint8Array[];
  readonly ocsp: readonly Uint8Array[];
}

export type RevocationState =
  | { readonly kind: "good"; readonly source: "crl" | "ocsp"; readonly from: string; readonly until: string | null }
  | { readonly kind: "revoked"; readonly at: string; readonly reason: string }
  /** `why` is Chinese: what was missing or refused. */
  | { readonly kind: "unknown"; readonly why: string };

/** `hard`: not knowing refuses, as at sign-in. `soft`: not knowing is reported, as in an archive. */
export type RevocationPolicy = "hard" | "soft";

export interface RevocationTrust {
  readonly at: string;
  readonly check: SignatureCheck;
  readonly data: RevocationData;
  /** Sent with the OCSP question just asked; null for stored answers. */
  readonly nonce: Uint8Array | null;
}

/** One state for each certificate below the root, the path's own first. */
export function revocationOf(path: Path, trust: RevocationTrust): readonly RevocationState[] {
  return path.slice(1).map((issuer, i) => stateOf(path[i] ?? issuer, issuer, trust));
}

/**
 * @throws AppError E_CERT_REVOKED, and by the hard policy E_REVOCATION. Returns what remained unknown, in Chinese.
 */
export function demandUnrevoked(path: Path, trust: RevocationTrust, policy: RevocationPolicy): readonly string[] {
  const states = revocationOf(path, trust);
  for (const state of states) {
    if (state.kind === "revoked") throw new AppError("E_CERT_REVOKED", revokedText(state));
  }
  const unknown = states.flatMap((state) => (state.kind === "unknown" ? [state.why] : []));
  if (policy === "hard" && unknown[0] !== undefined) throw new AppError("E_REVOCATION", unknown[0]);
  return unknown;
}

function revokedText({ at, reason }: { readonly at: string; readonly reason: string }): string {
  const day = `证书已于 ${at.slice(0, 10)} 被吊销`;
  return reason === "" ? day : `${day}：${reason}`;
}

/** A revocation from any source counts; the answer of OCSP comes first, as it is the younger one as a rule. */
function stateOf(certificate: Certificate, issuer: Certificate, trust: RevocationTrust): RevocationState {
  const question = { certificate, issuer, trust };
  const states = [
    ...trust.data.ocsp.map((der) => attempt(() => byOcsp(der, question))),
    ...trust.data.crls.map((der) => attempt(() => byCrl(der, question))),
  ].filter((state) => state !== null);
  const settled = states.find(({ kind }) => kind === "revoked") ?? states.find(({ kind }) => kind === "good");
  return settled ?? states.find(({ kind }) => kind === "unknown") ?? nothingAbout(certificate);
}

const nothingAbout = ({ issuer }: Certificate): RevocationState => ({
  kind: "unknown",
  why: `没有“${issuer.display}”的吊销列表或查询应答`,
});

function attempt(judge: () => RevocationState | null): RevocationState | null {
  try {
    return judge();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "E_REVOCATION") throw error;
    return { kind: "unknown", why: error.detail };
  }
}

interface Question {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly trust: RevocationTrust;
}

/** Null for the list of another authority, which has nothing to say here. */
function byCrl(der: Uint8Array, { certificate, issuer, trust: { at, check } }: Question): RevocationState | null {
  const crl = readCrl(der);
  if (!sameBytes(crl.issuer, issuer.subject.raw)) return null;
  verifyCrl(crl, { issuer, at, check });
  const entry = crl.revoked.get(certificate.serial);
  // What was revoked after the instant in question still held at it.
  if (entry !== undefined && entry.at <= at) return { kind: "revoked", ...entry };
  return { kind: "good", source: "crl", from: crl.thisUpdate, until: crl.nextUpdate };
}

function byOcsp(der: Uint8Array, { certificate, issuer, trust }: Question): RevocationState {
  const { at, check, nonce } = trust;
  const { status, thisUpdate, nextUpdate } = verifyOcsp(readOcsp(der), { certificate, issuer, at, check, nonce });
  switch (status.kind) {
    case "revoked":
      if (status.at <= at) return { kind: "revoked", at: status.at, reason: status.reason };
      return { kind: "good", source: "ocsp", from: thisUpdate, until: nextUpdate };
    case "good":
      return { kind: "good", source: "ocsp", from: thisUpdate, until: nextUpdate };
    case "unknown":
      return { kind: "unknown", why: "应答者不认识这张证书" };
  }
}
