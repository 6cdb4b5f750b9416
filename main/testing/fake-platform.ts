/** A platform in memory behind `fetch`: answers the desk's routes with real signatures, and misbehaves on request. */
import type { CityAuthority } from "../../node/demo-authority";
import { openBox, sealBox } from "../../node/sealed-box";
import { nodeCheck } from "../../node/signature-check";
import { fromBase64, toBase64, utf8 } from "../../shared/bytes";
import { canonicalJson } from "../../shared/canonical";
import { AppError, type FailureCode } from "../../shared/failure";
import { failures } from "../../shared/failure-rows";
import { deskHeader } from "../../shared/http/desk-version";
import type { OperationFate } from "../../shared/http/feed";
import type { OfferedPack } from "../../shared/http/pack";
import { proofHeader, proofScheme } from "../../shared/http/proof";
import { recoveryAsked } from "../../shared/http/recovery";
import { certificateRequest, refreshRequest, sessionRequest } from "../../shared/http/session";
import { contentHash } from "../../shared/model/content";
import type { Account } from "../../shared/model/person";
import { signDetached } from "../../shared/trust/cms";
import { LEASE_MS, type Lease } from "../../shared/trust/lease";
import { verifyLogin } from "../../shared/trust/login";
import type { Signer } from "../../shared/trust/port";
import type { Receipt, SignedDocument } from "../../shared/trust/receipt";
import { recoveryLabel, recoveryStatement, replyLabel } from "../../shared/trust/recovery";
import type { Profile } from "../../shared/workflow/profile";
import { profiles } from "../../shared/workflow/profiles";
import type { Fetch } from "../platform/client";

export const smsCode = "739205";
export const token = "planted-token-5bd1";
export const refreshToken = "planted-refresh-81c4";
/** Where desks of the test reach it. */
export const platformUrl = "http://127.0.0.1:1";

export interface FakePlatformParts {
  readonly city: CityAuthority;
  readonly clock: () => Date;
  /** Who the certificate belongs to. */
  readonly accountOf: (fingerprint: string) => Account;
}

export class FakePlatform {
  readonly #parts: FakePlatformParts;
  /** The network is cut. */
  cut = false;
  /** Answers this instead of taking an operation. */
  refuse: FailureCode | null = null;
  /** Signs receipts and changes them before. */
  receiptSigner: Signer;
  alterReceipt: (value: Receipt) => Receipt = (value) => value;
  alterProfile: (value: SignedDocument) => SignedDocument = (value) => value;
  /** The city's, signed anew at each request. */
  profile: Profile = profiles.luan;
  /** Answers this instead of letting anybody in or go on. */
  shut: FailureCode | null = null;
  /** Each renewal so far. */
  renewals = 0;
  /** The platform's clock less the test's. */
  ahead = 0;
  leaseOf: (value: Lease) => Lease = (value) => value;
  /** Authorization of each session that was ended. */
  readonly ended: string[] = [];
  readonly operationIds: string[] = [];
  /** What it says of operations that it took, where a test makes it remember. */
  readonly fates = new Map<string, OperationFate>();
  readonly bodies: string[] = [];
  /** What workstations said of themselves. */
  readonly desks = new Set<string | null>();
  /** Active lexicon packs: what the platform offers, and the bytes it sends. */
  readonly packs = new Map<string, { readonly offered: OfferedPack; readonly bytes: Uint8Array }>();
  /** An administrator has agreed to give stores back. */
  recoveryApproved = false;
  /** Requests for a pack's bytes. */
  packReads = 0;
  #account: Account | null = null;
  #signedInBy = { certificate: "", device: "" };
  /** The name it goes by. */
  audience = platformUrl;
  #nonces = 0;

  constructor(parts: FakePlatformParts) {
    this.#parts = parts;
    this.receiptSigner = parts.city.receiptKey.signer;
  }

  readonly fetch: Fetch = async (url, init) => {
    if (this.cut) throw new TypeError("fetch failed");
    const { pathname } = new URL(url);
    const body = typeof init.body === "string" ? init.body : "";
    if (body !== "") this.bodies.push(body);
    try {
      const answer = await this.#answer(`${init.method} ${pathname}`, body === "" ? null : JSON.parse(body), init);
      return new Response(JSON.stringify(answer), { status: 200 });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return new Response(JSON.stringify({ code: error.code, detail: error.detail }), {
        status: failures[error.code].status,
      });
    }
  };

  async #answer(route: string, body: unknown, init: RequestInit): Promise<unknown> {
    const now = this.#now().toISOString();
    this.desks.add(new Headers(init.headers).get(deskHeader));
    switch (route) {
      case "GET /time":
        return { serverTime: now };
      case "POST /auth/challenge":
        this.#prove(init);
        return { challengeId: "challenge-1", nonce: "n".repeat(32), audience: this.audience, expiresAt: now };
      case "POST /auth/cert":
        return this.#certificate(body);
      case "POST /auth/sms":
        return this.#ticket();
      case "POST /session":
        return this.#session(body, now);
      case "POST /session/refresh":
        return this.#refresh(body, now);
      case "POST /session/nonces":
        return { nonces: Array.from({ length: 20 }, () => this.#nonce()), serverTime: now };
      case "GET /profile":
        return this.alterProfile(await this.#profile());
      case "GET /packs":
        return { packs: [...this.packs.values()].map(({ offered }) => offered) };
      case "DELETE /session":
        this.ended.push(new Headers(init.headers).get("authorization") ?? "");
        return null;
      case "POST /recovery":
        return { recoveryId: "recovery-1", state: this.recoveryApproved ? "approved" : "waiting" };
      case "POST /recovery/share":
        return this.#recovered(body);
      default:
        if (route.startsWith("GET /operations/")) return this.fates.get(route.slice(16)) ?? { state: "unknown" };
        return route.startsWith("GET /packs/") ? this.#pack(route) : this.#operation(route, body, init);
    }
  }

  #now(): Date {
    return new Date(this.#parts.clock().getTime() + this.ahead);
  }

  #prove({ headers }: RequestInit): void {
    if (new Headers(headers).get(proofHeader) === null) throw new AppError("E_PROOF");
  }

  #certificate(raw: unknown) {
    if (this.shut !== null) throw new AppError(this.shut);
    const { statement, signature, chain } = certificateRequest.parse(raw);
    const proof = { statement, signature: fromBase64(signature), chain: chain.map(fromBase64) };
    const at = this.#parts.clock().toISOString();
    const { certificate, statement: said } = verifyLogin(proof, {
      anchors: this.#parts.city.anchors,
      at,
      check: nodeCheck,
    });
    this.#account = this.#parts.accountOf(certificate.fingerprint);
    this.#signedInBy = { certificate: certificate.fingerprint, device: said.device };
    return this.#ticket();
  }

  #ticket() {
    return {
      ticket: "ticket-1",
      maskedPhone: "138****0001",
      expiresAt: this.#parts.clock().toISOString(),
      resendAfterSeconds: 60,
    };
  }

  #session(raw: unknown, now: string) {
    const { code } = sessionRequest.parse(raw);
    if (code !== smsCode) throw new AppError("E_SMS");
    return this.#grant(now);
  }

  #refresh(raw: unknown, now: string) {
    refreshRequest.parse(raw);
    if (this.shut !== null) throw new AppError(this.shut);
    this.renewals += 1;
    return this.#grant(now);
  }

  async #grant(now: string) {
    const later = (ms: number) => new Date(Date.parse(now) + ms).toISOString();
    const lease = this.leaseOf({
      type: "caibian-lease/1",
      site: this.#parts.city.anchors.site,
      accountId: this.#account?.accountId ?? "",
      ...this.#signedInBy,
      issuedAt: now,
      expiresAt: later(LEASE_MS),
    });
    const document = canonicalJson(lease);
    const signature = await signDetached(utf8(document), this.#parts.city.receiptKey.signer, now);
    return {
      token,
      expiresAt: later(10 * 60_000),
      refreshToken,
      endsAt: later(12 * 3_600_000),
      account: this.#account,
      lease: { document, signature: toBase64(signature) },
      serverTime: now,
    };
  }

  #recovered(raw: unknown) {
    if (!this.recoveryApproved) throw new AppError("E_RECOVERY");
    const statement = recoveryStatement.parse(JSON.parse(recoveryAsked.parse(raw).statement));
    const { storeId, owner, share, replyTo } = statement;
    const opened = openBox(this.#parts.city.recoveryKey, fromBase64(share), recoveryLabel(storeId, owner));
    return { sealed: toBase64(sealBox(fromBase64(replyTo), opened, replyLabel(statement))) };
  }

  #nonce(): string {
    this.#nonces += 1;
    return `nonce-${String(this.#nonces).padStart(16, "0")}`;
  }

  #pack(route: string) {
    this.packReads += 1;
    const [, , packId = ""] = route.split("/");
    const pack = this.packs.get(packId);
    if (pack === undefined) throw new AppError("E_NOT_FOUND");
    return { bytes: toBase64(pack.bytes) };
  }

  async #profile(): Promise<SignedDocument> {
    const document = canonicalJson(this.profile);
    const signature = await signDetached(utf8(document), this.#parts.city.profileKey.signer, this.#parts.clock());
    return { document, signature: toBase64(signature) };
  }

  async #operation(route: string, raw: unknown, { headers }: RequestInit): Promise<unknown> {
    const given = new Headers(headers);
    this.#prove({ headers: headers ?? {} });
    if (this.shut !== null) throw new AppError(this.shut);
    if (given.get("authorization") !== `${proofScheme} ${token}`) throw new AppError("E_SESSION");
    if (this.refuse !== null) throw new AppError(this.refuse);
    const itemId = /^PUT \/items\/([^/]+)\/revisions$/.exec(route)?.[1];
    const operationId = given.get("idempotency-key");
    if (itemId === undefined || operationId === null) throw new AppError("E_NOT_FOUND");
    this.operationIds.push(operationId);
    const { content } = raw as { content: Parameters<typeof contentHash>[0] };
    const receipt = this.alterReceipt({
      type: "caibian-receipt/2",
      site: this.#parts.city.anchors.site,
      itemId,
      event: "revision",
      operationId,
      contentHash: contentHash(content),
      statementHash: null,
      repoId: null,
      signatureHash: null,
      historyHead: contentHash(content),
      revocation: [],
      at: this.#parts.clock().toISOString(),
    });
    const text = canonicalJson(receipt);
    const signature = await signDetached(utf8(text), this.receiptSigner, receipt.at);
    return { receipt: { receipt: text, signature: toBase64(signature) }, summary: null };
  }
}
