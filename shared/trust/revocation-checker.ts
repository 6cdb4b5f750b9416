/** Asks a city's authorities whether certificates still stand: OCSP first, then the list; what was said is handed on as evidence. */
import { AppError } from "../failure";
import { readCrl, verifyCrl } from "./crl";
import { ocspRequest } from "./ocsp-check";
import type { Path } from "./path";
import type { SignatureCheck } from "./port";
import { demandUnrevoked, type RevocationData, type RevocationPolicy, revocationOf } from "./revocation";
import type { Certificate } from "./x509";

/** Where lists and answers come from: files an administrator lays down, or addresses of the city's policy. */
export interface RevocationSource {
  /** The issuer's current list, DER; null where there is none or it cannot be had. */
  readonly crl: (issuer: Certificate) => Promise<Uint8Array | null>;
  /** The answer to an OCSP question, DER; null where there is no responder or it does not answer. */
  readonly ocsp: (request: Uint8Array, issuer: Certificate) => Promise<Uint8Array | null>;
}

export interface RevocationOptions {
  readonly source: RevocationSource;
  readonly check: SignatureCheck;
  readonly policy: RevocationPolicy;
  readonly randomBytes: (length: number) => Uint8Array;
}

export interface RevocationFindings {
  /** What the authorities said, to be kept beside the signature. */
  readonly data: RevocationData;
  /** Chinese; what could not be settled, only by the soft policy. */
  readonly unknown: readonly string[];
}

/** A list may be megabytes: it is asked for again after so long, and used as long as it is valid when nobody answers. */
const ASK_AGAIN = 10 * 60_000;
const LISTS_KEPT = 50;
/** RFC 8954 §2.1 */
const NONCE_BYTES = 32;

export class RevocationChecker {
  readonly #options: RevocationOptions;
  readonly #lists = new Map<string, { readonly list: Uint8Array; readonly askedAt: number }>();

  constructor(options: RevocationOptions) {
    this.#options = options;
  }

  /** @throws AppError E_CERT_REVOKED, and by the hard policy E_REVOCATION when nobody could tell. */
  readonly demand = async (path: Path, at: string): Promise<RevocationFindings> => {
    const { check, policy } = this.#options;
    const pairs = path.slice(1).map((issuer, i) => ({ certificate: path[i] ?? issuer, issuer }));
    const found = await Promise.all(pairs.map((pair) => this.#about(pair, at)));
    const data = { crls: distinct(found.flatMap(({ crls }) => crls)), ocsp: found.flatMap(({ ocsp }) => ocsp) };
    const unknown = demandUnrevoked(path, { at, check, data, nonce: null }, policy);
    // A list that did not hold explains a refusal, but is no evidence.
    const crls = data.crls.filter((list) => pairs.some(({ issuer }) => usable(list, { issuer, at, check })));
    return { data: { ...data, crls }, unknown };
  };

  /** An answer that does not settle the question gives way to the list. */
  async #about({ certificate, issuer }: Pair, at: string): Promise<RevocationData> {
    const { source, check, randomBytes } = this.#options;
    const nonce = randomBytes(NONCE_BYTES);
    const answer = await source.ocsp(ocspRequest(certificate, issuer, nonce), issuer);
    const ocsp = answer === null ? [] : [answer];
    const [state] = revocationOf([certificate, issuer], { at, check, data: { crls: [], ocsp }, nonce });
    if (state !== undefined && state.kind !== "unknown") return { crls: [], ocsp };
    const list = await this.#list(issuer, at);
    return { crls: list === null ? [] : [list], ocsp: [] };
  }

  async #list(issuer: Certificate, at: string): Promise<Uint8Array | null> {
    const { source, check } = this.#options;
    const known = this.#lists.get(issuer.fingerprint);
    const now = Date.parse(at);
    const kept = known !== undefined && usable(known.list, { issuer, at, check }) ? known : null;
    if (kept !== null && Math.abs(now - kept.askedAt) < ASK_AGAIN) return kept.list;
    const fetched = await source.crl(issuer);
    if (fetched === null || !usable(fetched, { issuer, at, check })) return kept?.list ?? fetched;
    this.#lists.delete(issuer.fingerprint);
    this.#lists.set(issuer.fingerprint, { list: fetched, askedAt: now });
    const [oldest] = this.#lists.keys();
    if (this.#lists.size > LISTS_KEPT && oldest !== undefined) this.#lists.delete(oldest);
    return fetched;
  }
}

interface Pair {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
}

function usable(der: Uint8Array, trust: { issuer: Certificate; at: string; check: SignatureCheck }): boolean {
  try {
    verifyCrl(readCrl(der), trust);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

const distinct = (items: readonly Uint8Array[]): Uint8Array[] => [...new Set(items)];
