/** Asks a city's authorities whether certificates still stand: OCSP first, then the list; what was said is handed on as evidence. */
import { AppError } from "../failure";
import { readCrl, verifyCrl } from "./crl";
import { ocspRequest } from "./ocsp-check";
import type { Path } from "./path";
import type { SignatureCheck } from "./port";
import {
  demandUnrevoked,
  type RevocationData,
  type RevocationPolicy,
  type RevocationTrust,
  revocationOf,
} from "./revocation";
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
const ANSWERS_KEPT = 5_000;
/** RFC 8954 §2.1 */
const NONCE_BYTES = 32;

export class RevocationChecker {
  readonly #options: RevocationOptions;
  readonly #lists = new Map<string, Kept>();
  /** Answers of OCSP by certificate. */
  readonly #answers = new Map<string, Kept>();

  constructor(options: RevocationOptions) {
    this.#options = options;
  }

  /** @throws AppError E_CERT_REVOKED, and by the hard policy E_REVOCATION when nobody could tell. */
  readonly demand = async (path: Path, at: string): Promise<RevocationFindings> => {
    const { check, policy } = this.#options;
    const pairs = pairsOf(path);
    const found = await Promise.all(pairs.map((pair) => this.#about(pair, at)));
    const data = { crls: distinct(found.flatMap(({ crls }) => crls)), ocsp: found.flatMap(({ ocsp }) => ocsp) };
    const unknown = demandUnrevoked(path, { at, check, data, nonce: null }, policy);
    // A list that did not hold explains a refusal, but is no evidence.
    const crls = data.crls.filter((list) => pairs.some(({ issuer }) => usable(list, { issuer, at, check })));
    return { data: { ...data, crls }, unknown };
  };

  /**
   * For what is asked again and again, such as renewals: what was said within ten minutes counts without asking anybody, and
   * where nobody answers, what was said last counts as long as it is valid. @throws AppError as `demand`
   */
  readonly demandRecent = async (path: Path, at: string): Promise<void> => {
    const { check, policy } = this.#options;
    const found = await Promise.all(pairsOf(path).map(async (pair) => this.#recent(pair, at) ?? this.#any(pair, at)));
    const data = { crls: distinct(found.flatMap(({ crls }) => crls)), ocsp: found.flatMap(({ ocsp }) => ocsp) };
    demandUnrevoked(path, { at, check, data, nonce: null }, policy);
  };

  /** What settles the question and is young enough; null when somebody has to be asked. */
  #recent(pair: Pair, at: string): RevocationData | null {
    const isYoung = (kept: Kept | undefined): kept is Kept =>
      kept !== undefined && Math.abs(Date.parse(at) - kept.askedAt) < ASK_AGAIN;
    const [answer, list] = [this.#answers.get(pair.certificate.fingerprint), this.#lists.get(pair.issuer.fingerprint)];
    const data = { crls: isYoung(list) ? [list.der] : [], ocsp: isYoung(answer) ? [answer.der] : [] };
    return this.#settles(pair, { at, data, nonce: null }) ? data : null;
  }

  /** Asked now, and beside it what was answered last: it may still be valid. */
  async #any(pair: Pair, at: string): Promise<RevocationData> {
    const last = this.#answers.get(pair.certificate.fingerprint);
    const { crls, ocsp } = await this.#about(pair, at);
    return { crls, ocsp: ocsp.length > 0 || last === undefined ? ocsp : [last.der] };
  }

  #settles({ certificate, issuer }: Pair, trust: Pick<RevocationTrust, "at" | "data" | "nonce">): boolean {
    const [state] = revocationOf([certificate, issuer], { ...trust, check: this.#options.check });
    return state !== undefined && state.kind !== "unknown";
  }

  /** An answer that does not settle the question gives way to the list. */
  async #about({ certificate, issuer }: Pair, at: string): Promise<RevocationData> {
    const { source, randomBytes } = this.#options;
    const nonce = randomBytes(NONCE_BYTES);
    const answer = await source.ocsp(ocspRequest(certificate, issuer, nonce), issuer);
    if (answer !== null) {
      const data = { crls: [], ocsp: [answer] };
      if (this.#settles({ certificate, issuer }, { at, data, nonce })) {
        keep(this.#answers, certificate.fingerprint, { der: answer, askedAt: Date.parse(at), most: ANSWERS_KEPT });
        return data;
      }
    }
    const list = await this.#list(issuer, at);
    return { crls: list === null ? [] : [list], ocsp: [] };
  }

  async #list(issuer: Certificate, at: string): Promise<Uint8Array | null> {
    const { source, check } = this.#options;
    const known = this.#lists.get(issuer.fingerprint);
    const now = Date.parse(at);
    const kept = known !== undefined && usable(known.der, { issuer, at, check }) ? known : null;
    if (kept !== null && Math.abs(now - kept.askedAt) < ASK_AGAIN) return kept.der;
    const fetched = await source.crl(issuer);
    if (fetched === null || !usable(fetched, { issuer, at, check })) return kept?.der ?? fetched;
    keep(this.#lists, issuer.fingerprint, { der: fetched, askedAt: now, most: LISTS_KEPT });
    return fetched;
  }
}

/** What an authority said, and when it was asked. */
interface Kept {
  readonly der: Uint8Array;
  readonly askedAt: number;
}

interface Pair {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
}

const pairsOf = (path: Path): Pair[] => path.slice(1).map((issuer, i) => ({ certificate: path[i] ?? issuer, issuer }));

/** The oldest goes when there are more than `most`. */
function keep(kept: Map<string, Kept>, name: string, { most, ...fresh }: Kept & { readonly most: number }): void {
  kept.delete(name);
  kept.set(name, fresh);
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
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
