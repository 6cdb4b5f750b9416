/**
 * Nonces for proofs (RFC 9449 §8): the MAC of a span of time and of the memory's generation, under the platform's secret.
 * Nothing is stored, every process of the platform takes those of the others, and a proof made in advance with a stolen
 * moment of the key is worth nothing later.
 */
import { createHmac } from "node:crypto";
import { sameText } from "../secret";

/** One is handed out for so long and taken for as long again. */
const SPAN_MS = 5 * 60_000;
/** This span and the one before, of two generations. */
const KEPT = 4;

export class ProofNonces {
  readonly #secret: Uint8Array;
  /** Every request asks for the same two. */
  readonly #made = new Map<string, string>();

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
    const text = `proof nonce ${span} ${generation}`;
    const known = this.#made.get(text);
    if (known !== undefined) return known;
    const nonce = createHmac("sha256", this.#secret).update(text).digest("base64url");
    const [oldest] = this.#made.keys();
    if (this.#made.size >= KEPT && oldest !== undefined) this.#made.delete(oldest);
    this.#made.set(text, nonce);
    return nonce;
  }
}

const spanOf = (at: Date): number => Math.floor(at.getTime() / SPAN_MS);
