/** The door that asks for a proof of possession (RFC 9449), and hands out the nonces that proofs must name. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../../shared/failure";
import { PROOF_SKEW_MS, proofHeader, proofNonceHeader, useNonceChallenge } from "../../shared/http/proof";
import { readProof } from "../identity/proof/proof";
import { ProofNonces } from "../identity/proof/proof-nonce";
import { ReplayGuard } from "../identity/proof/replay-guard";
import { isOwnAddress } from "../own-address";
import type { Services } from "../services";

/** Proofs that count at once; beyond that the platform asks to come back later. */
const CAPACITY = 200_000;

/** A proof that holds for this request. */
export interface Proof {
  /** Thumbprint of the caller's proof key. */
  readonly jkt: string;
  /** The platform's address as the caller knows it. */
  readonly base: string;
  /** Marks the proof as used. @throws AppError E_PROOF for one that was used before */
  readonly use: () => void;
}

export class ProofDoor {
  readonly #services: Services;
  readonly #nonces: ProofNonces;
  readonly #guard = new ReplayGuard(CAPACITY);

  constructor(services: Services) {
    this.#services = services;
    this.#nonces = new ProofNonces(services.pepper);
  }

  /** Each answer brings the nonce of the next proof. */
  offerNonce(reply: FastifyReply): void {
    reply.header(proofNonceHeader, this.#nonces.current(this.#services.clock()));
  }

  /** @throws AppError E_PROOF, E_CLOCK */
  async prove(request: FastifyRequest, reply: FastifyReply, token: string | null): Promise<Proof> {
    const text = request.headers[proofHeader];
    if (typeof text !== "string") throw new AppError("E_PROOF");
    const at = this.#services.clock();
    const [path = ""] = request.url.split("?");
    const read = await readProof(text, {
      method: request.method,
      path,
      token,
      at,
      isOwn: (url, own) => isOwnAddress(url, own, this.#services),
    });
    if (!this.#nonces.holds(read.nonce, at)) {
      reply.header("www-authenticate", useNonceChallenge);
      throw new AppError("E_PROOF");
    }
    const use = (): void => this.#use(`${read.jkt} ${read.jti}`, read.iat, at);
    return { jkt: read.jkt, base: read.base, use };
  }

  #use(name: string, iat: number, at: Date): void {
    const verdict = this.#guard.take(name, iat * 1_000 + PROOF_SKEW_MS, at.getTime());
    if (verdict === "seen") throw new AppError("E_PROOF");
    if (verdict === "full") throw new AppError("E_LIMIT");
  }
}
