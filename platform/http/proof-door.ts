/** The door that asks for a proof of possession (RFC 9449), and hands out the nonces that proofs must name. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../../shared/failure";
import { PROOF_SKEW_MS, proofHeader, proofNonceHeader, useNonceChallenge } from "../../shared/http/proof";
import { never } from "../../shared/never";
import { readProof } from "../identity/proof/proof";
import { ProofNonces } from "../identity/proof/proof-nonce";
import type { SeenProof } from "../memory/shared-memory";
import { isOwnAddress } from "../own-address";
import type { Services } from "../services";

/** A proof that holds for this request. */
export interface Proof {
  /** Thumbprint of the caller's proof key. */
  readonly jkt: string;
  /** The platform's address as the caller knows it. */
  readonly base: string;
  /** Marks the proof as used. @throws AppError E_PROOF for one that was used before */
  readonly use: () => Promise<void>;
}

export class ProofDoor {
  readonly #services: Services;
  readonly #nonces: ProofNonces;

  constructor(services: Services) {
    this.#services = services;
    this.#nonces = new ProofNonces(services.pepper);
  }

  /** Each answer brings the nonce of the next proof. */
  async offerNonce(reply: FastifyReply): Promise<void> {
    const generation = await this.#services.memory.generation();
    reply.header(proofNonceHeader, this.#nonces.current(this.#services.clock(), generation));
  }

  /** @throws AppError E_PROOF, E_CLOCK */
  async prove(request: FastifyRequest, reply: FastifyReply, token: string | null): Promise<Proof> {
    const text = request.headers[proofHeader];
    if (typeof text !== "string") throw new AppError("E_PROOF");
    const at = this.#services.clock();
    const [path = ""] = request.url.split("?");
    const read = readProof(text, {
      method: request.method,
      path,
      token,
      at,
      isOwn: (url, own) => isOwnAddress(url, own, this.#services),
    });
    const generation = await this.#generationOf(read.nonce, at, reply);
    const until = new Date(read.iat * 1_000 + PROOF_SKEW_MS);
    const use = (): Promise<void> => this.#use({ name: `${read.jkt} ${read.jti}`, until, generation }, { at, reply });
    return { jkt: read.jkt, base: read.base, use };
  }

  /**
   * The generation a nonce was made in. A nonce of another one is met with the newest there is: a caller makes its proof
   * anew once, and a nonce of the generation that this process remembers might be worth nothing (the database crashed).
   */
  async #generationOf(nonce: string, at: Date, reply: FastifyReply): Promise<string> {
    const { memory } = this.#services;
    const remembered = await memory.generation();
    if (this.#nonces.holds(nonce, at, remembered)) return remembered;
    const newest = await memory.generationNow();
    if (this.#nonces.holds(nonce, at, newest)) return newest;
    await this.offerNonce(reply);
    throw wantNonce(reply);
  }

  async #use(proof: SeenProof, { at, reply }: { readonly at: Date; readonly reply: FastifyReply }): Promise<void> {
    const verdict = await this.#services.memory.take(proof, at);
    switch (verdict) {
      case "fresh":
        return;
      case "seen":
        throw new AppError("E_PROOF");
      case "lost":
        await this.offerNonce(reply);
        throw wantNonce(reply);
      case "full":
        throw new AppError("E_LIMIT");
      default:
        never(verdict);
    }
  }
}

/** The caller makes the proof again, over the nonce that comes with the refusal. */
function wantNonce(reply: FastifyReply): AppError {
  reply.header("www-authenticate", useNonceChallenge);
  return new AppError("E_PROOF");
}
