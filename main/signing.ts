/**
 * Signing 签名: what is shown is what is signed (S1). The canonical bytes are made and kept here; the window gets them,
 * shows them, and sends back the hash of what it showed. Any difference ends the signing.
 */
import { randomUUID } from "node:crypto";
import { fromUtf8, toBase64, utf8 } from "../shared/bytes";
import { canonicalJson } from "../shared/canonical";
import { digestOf } from "../shared/digest";
import { AppError, endsKeyUse, type Failure, toFailure } from "../shared/failure";
import type { SigningRequest, SigningView } from "../shared/ipc/signing";
import { contentBytes } from "../shared/model/content";
import type { Digest } from "../shared/schema";
import { signDetached, verifyDetached } from "../shared/trust/cms";
import type { SignatureCheck } from "../shared/trust/port";
import type { SignedStatement, Statement } from "../shared/trust/statement";
import type { Audit } from "./audit";
import type { KeyProvider, OpenedKey, PinTry } from "./identity/provider";
import type { Session } from "./platform/session";
import type { Profiles } from "./profile";
import { refuseSecret } from "./secrecy";
import { paperOf, proofAt, roleIn } from "./signing-paper";

export interface SigningParts {
  readonly session: Session;
  readonly keys: KeyProvider;
  readonly profiles: Profiles;
  readonly check: SignatureCheck;
  readonly audit: Audit;
}

/** A signing that was shown and not yet confirmed. */
interface Held {
  readonly storeId: string;
  readonly bytes: Uint8Array;
  readonly statement: Statement;
}

export interface ShownSigning {
  readonly signingId: string;
  readonly shown: Digest;
}

export type BatchResult =
  | { readonly kind: "signed"; readonly signingId: string; readonly signed: SignedStatement }
  | { readonly kind: "failed"; readonly signingId: string; readonly failure: Failure };

export class Signing {
  readonly #parts: SigningParts;
  readonly #held = new Map<string, Held>();

  constructor(parts: SigningParts) {
    this.#parts = parts;
  }

  /** @throws AppError E_SESSION, E_OFFLINE without a nonce, E_STAGE, E_PERM, E_PROFILE, E_SECRET */
  readonly prepare = async (request: SigningRequest): Promise<SigningView> => {
    const { session, profiles } = this.#parts;
    const { store, account, nonces } = session.unlockedNow();
    if (account === null) throw new AppError("E_SESSION", "须先联网登录一次，才能签名");
    refuseSecret([request.content, request.note]);
    const current = await profiles.read();
    const bytes = contentBytes(request.content);
    const matter = { request, current, account };
    const proof = proofAt(matter);
    const role = roleIn(matter);
    const nonce = await nonces.take();
    const certificate = store.key.certificate.fingerprint;
    const layoutHash = proof?.layoutHash ?? null;
    const at = session.platformNow().toISOString();
    const statement = paperOf(matter, { role, nonce, certificate, layoutHash, at, contentHash: digestOf(bytes) });
    const signingId = randomUUID();
    this.#held.set(signingId, { storeId: store.storeId, bytes, statement });
    return {
      signingId,
      canonical: fromUtf8(bytes),
      contentHash: statement.contentHash,
      proof,
      statement: canonicalJson(statement),
      key: store.key.info,
      offline: session.view().state !== "online" || !session.view().reachable,
    };
  };

  /**
   * Signs exactly the held statement. A different shown hash ends the signing; a wrong PIN does not, and is not tried again.
   * @throws AppError E_HASH, E_PIN, E_PIN_LAST, E_CERT, E_STATE
   */
  readonly confirm = async (one: ShownSigning, typed: PinTry): Promise<SignedStatement> => {
    const { keys, session } = this.#parts;
    const { store } = session.unlockedNow();
    const held = await this.#shown(one, store.storeId);
    const key = await keys.open(store.keyId, typed);
    return this.#make(one.signingId, held, key).finally(key.close);
  };

  /**
   * 批量签名 (S7): the key is opened once, each that was shown is signed by itself. One that fails does not void the others;
   * another certificate or a key that is gone ends the batch, and the rest stay open. A wrong PIN leaves all as they are.
   * @throws AppError what opening the key throws
   */
  readonly confirmMany = async (signings: readonly ShownSigning[], typed: PinTry): Promise<readonly BatchResult[]> => {
    const { keys, session } = this.#parts;
    const { store } = session.unlockedNow();
    const key = await keys.open(store.keyId, typed);
    const results: BatchResult[] = [];
    let ended: AppError | null = null;
    try {
      for (const one of signings) {
        const { signingId } = one;
        try {
          if (ended !== null) throw ended;
          const held = await this.#shown(one, store.storeId);
          results.push({ kind: "signed", signingId, signed: await this.#make(signingId, held, key) });
        } catch (error) {
          if (error instanceof AppError && endsKeyUse(error.code)) ended = error;
          results.push({ kind: "failed", signingId, failure: toFailure(error) });
        }
      }
    } finally {
      await key.close();
    }
    return results;
  };

  /** What was prepared and shown. Another hash ends the signing. @throws AppError E_STATE, E_HASH */
  async #shown({ signingId, shown }: ShownSigning, storeId: string): Promise<Held> {
    const held = this.#held.get(signingId);
    if (held === undefined || held.storeId !== storeId) throw new AppError("E_STATE", "这次签名已结束，请重新打开");
    if (shown === digestOf(held.bytes)) return held;
    this.#held.delete(signingId);
    await this.#note("signature-refused", held, "E_HASH");
    throw new AppError("E_HASH", "窗口显示的内容与将要签名的内容不一致，已停止签名");
  }

  async #make(signingId: string, held: Held, key: OpenedKey): Promise<SignedStatement> {
    if (key.info.fingerprint !== held.statement.signer.certificate)
      throw new AppError("E_CERT", "证书在签名途中被更换");
    // Gone before the signature exists: one preparation never yields two.
    this.#held.delete(signingId);
    const signed = await this.#sign(held.statement, key);
    await this.#note("signature-made", held, held.statement.step);
    return signed;
  }

  readonly cancel = async (signingId: string): Promise<void> => {
    const held = this.#held.get(signingId);
    this.#held.delete(signingId);
    const { store, nonces } = this.#parts.session.unlockedNow();
    if (held?.storeId === store.storeId) await nonces.putBack(held.statement.nonce);
  };

  /** Something was shown to be signed and is neither signed nor put back (L8). */
  readonly isUnderWay = (): boolean => this.#held.size > 0;

  /** Drops what was shown and not confirmed: a locked workstation holds no text. */
  readonly forget = (): void => this.#held.clear();

  async #sign(statement: Statement, key: OpenedKey): Promise<SignedStatement> {
    const text = canonicalJson(statement);
    const bytes = utf8(text);
    const signature = await signDetached(bytes, key.signer, statement.signedAt);
    // A signature that does not verify here must never be queued as an approval.
    const { anchors } = key;
    verifyDetached(bytes, signature, { anchors, check: this.#parts.check, at: statement.signedAt, purpose: "review" });
    return { statement: text, signature: toBase64(signature) };
  }

  #note(event: "signature-made" | "signature-refused", { statement }: Held, code: string): Promise<void> {
    return this.#parts.audit.note(event, { person: statement.signer.certificate, about: statement.itemId, code });
  }
}
