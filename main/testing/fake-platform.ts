/** A platform in memory behind `fetch`: answers the desk's routes with real signatures, and misbehaves on request. */
import type { CityAuthority } from "../../node/demo-authority";
import { nodeCheck } from "../../node/signature-check";
import { fromBase64, toBase64, utf8 } from "../../shared/bytes";
import { canonicalJson } from "../../shared/canonical";
import { AppError, type FailureCode, failures } from "../../shared/failure";
import type { OfferedPack } from "../../shared/http/pack";
import { certificateRequest, sessionRequest } from "../../shared/http/session";
import { contentHash } from "../../shared/model/content";
import type { Account } from "../../shared/model/person";
import { signDetached } from "../../shared/trust/cms";
import { verifyLogin } from "../../shared/trust/login";
import type { Signer } from "../../shared/trust/port";
import type { Receipt, SignedDocument } from "../../shared/trust/receipt";
import { profiles } from "../../shared/workflow/profiles";
import type { Fetch } from "../platform/client";

export const smsCode = "739205";
export const token = "planted-token-5bd1";

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
  /** Authorization of each session that was ended. */
  readonly ended: string[] = [];
  readonly operationIds: string[] = [];
  readonly bodies: string[] = [];
  /** Active lexicon packs: what the platform offers, and the bytes it sends. */
  readonly packs = new Map<string, { readonly offered: OfferedPack; readonly bytes: Uint8Array }>();
  /** Requests for a pack's bytes. */
  packReads = 0;
  #account: Account | null = null;
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
    const now = this.#parts.clock().toISOString();
    switch (route) {
      case "GET /time":
        return { serverTime: now };
      case "POST /auth/challenge":
        return { challengeId: "challenge-1", nonce: "n".repeat(32), audience: "caibian", expiresAt: now };
      case "POST /auth/cert":
        return this.#certificate(body);
      case "POST /auth/sms":
        return this.#ticket();
      case "POST /session":
        return this.#session(body, now);
      case "POST /session/nonces":
        return { nonces: Array.from({ length: 20 }, () => this.#nonce()), serverTime: now };
      case "GET /profile":
        return this.alterProfile(await this.#profile());
      case "GET /packs":
        return { packs: [...this.packs.values()].map(({ offered }) => offered) };
      case "DELETE /session":
        this.ended.push(new Headers(init.headers).get("authorization") ?? "");
        return null;
      default:
        return route.startsWith("GET /packs/") ? this.#pack(route) : this.#operation(route, body, init);
    }
  }

  #certificate(raw: unknown) {
    const { statement, signature, chain } = certificateRequest.parse(raw);
    const proof = { statement, signature: fromBase64(signature), chain: chain.map(fromBase64) };
    const at = this.#parts.clock().toISOString();
    const { certificate } = verifyLogin(proof, { anchors: this.#parts.city.anchors, at, check: nodeCheck });
    this.#account = this.#parts.accountOf(certificate.fingerprint);
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
    return { token, expiresAt: now, account: this.#account, serverTime: now };
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
    const document = canonicalJson(profiles.luan);
    const signature = await signDetached(utf8(document), this.#parts.city.profileKey.signer, this.#parts.clock());
    return { document, signature: toBase64(signature) };
  }

  async #operation(route: string, raw: unknown, { headers }: RequestInit): Promise<unknown> {
    const given = new Headers(headers);
    if (given.get("authorization") !== `Bearer ${token}`) throw new AppError("E_SESSION");
    if (this.refuse !== null) throw new AppError(this.refuse);
    const itemId = /^PUT \/items\/([^/]+)\/revisions$/.exec(route)?.[1];
    const operationId = given.get("idempotency-key");
    if (itemId === undefined || operationId === null) throw new AppError("E_NOT_FOUND");
    this.operationIds.push(operationId);
    const { content } = raw as { content: Parameters<typeof contentHash>[0] };
    const receipt = this.alterReceipt({
      type: "caibian-receipt/1",
      site: this.#parts.city.anchors.site,
      itemId,
      event: "revision",
      operationId,
      contentHash: contentHash(content),
      statementHash: null,
      repoId: null,
      at: this.#parts.clock().toISOString(),
    });
    const text = canonicalJson(receipt);
    const signature = await signDetached(utf8(text), this.receiptSigner, receipt.at);
    return { receipt: { receipt: text, signature: toBase64(signature) }, summary: null };
  }
}
