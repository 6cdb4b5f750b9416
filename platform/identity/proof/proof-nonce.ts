/**
 * Nonces for proofs (RFC 9449 §8): the MAC of a span of time under a secret of this process. Nothing is stored, and a
 * proof made in advance with a stolen moment of the key is worth nothing later.
 */
import { createHmac } from "node:crypto";
import { sameText } from "../secret";

/** One is handed out for so long and taken for as long again. */
const SPAN_MS = 5 * 60_000;

export class ProofNonces {
  readonly #secret: Uint8Array;

  constructor(secret: Uint8Array) {
    this.#secret = secret;
  }

  current(at: Date): string {
    return this.#of(spanOf(at));
  }

  holds(nonce: string, at: Date): boolean {
    const span = spanOf(at);
    return sameText(nonce, this.#of(span)) || sameText(nonce, this.#of(span - 1));
  }

  #of(span: number): string {
    return createHmac("sha256", this.#secret).update(`proof nonce ${span}`).digest("base64url");
  }
}

const spanOf = (at: Date): number => Math.floor(at.getTime() / SPAN_MS);
