/**
 * Nonces for proofs (RFC 9449 §8): the MAC of a span of time and of the memory's generation, under the platform's secret.
 * Nothing is stored, every process of the platform takes those of the others, and a proof made in advance with a stolen
 * moment of the key is worth nothing later.
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

  current(at: Date, generation: string): string {
    return this.#of(spanOf(at), generation);
  }

  holds(nonce: string, at: Date, generation: string): boolean {
    const span = spanOf(at);
    return sameText(nonce, this.#of(span, generation)) || sameText(nonce, this.#of(span - 1, generation));
  }

  #of(span: number, generation: string): string {
    return createHmac("sha256", this.#secret).update(`proof nonce ${span} ${generation}`).digest("base64url");
  }
}

const spanOf = (at: Date): number => Math.floor(at.getTime() / SPAN_MS);
