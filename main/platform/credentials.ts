/**
 * The credentials of one signed-in session: proof key, access token, refresh token. They live in this object only, never
 * on a disk, so that nobody is signed in after a restart (LAM-32.1).
 */
import { AppError, type FailureCode } from "../../shared/failure";
import { routes } from "../../shared/http/routes";
import type { SessionGrant } from "../../shared/http/session";
import type { Client } from "./client";
import type { ProofKey } from "./proof-key";

export interface CredentialsParts {
  readonly client: Client;
  readonly key: ProofKey;
  /** Platform time as this machine knows it. */
  readonly now: () => Date;
  /** Told of each renewal: the account may have changed, and a new lease comes with it. */
  readonly renewed: (grant: SessionGrant) => Promise<void>;
}

/** Renewed so long before it runs out that a request under way is still answered. */
const EARLY_MS = 30_000;
/** After these the session is over; anything else may pass. */
const final: ReadonlySet<FailureCode> = new Set([
  "E_SESSION",
  "E_PROOF",
  "E_DEVICE_REFUSED",
  "E_DORMANT",
  "E_EXPIRED",
  "E_UNTRAINED",
]);

export const endsSession = (error: unknown): error is AppError => error instanceof AppError && final.has(error.code);

const shutting: ReadonlySet<FailureCode> = new Set(["E_DEVICE_REFUSED", "E_DORMANT", "E_EXPIRED", "E_CERT_REVOKED"]);

/** After these the platform's last word is that nothing opens here any more, offline neither. */
export const shutsOut = (error: unknown): error is AppError => error instanceof AppError && shutting.has(error.code);

export class Credentials {
  readonly #parts: CredentialsParts;
  #grant: SessionGrant;
  #renewing: Promise<void> | null = null;

  constructor(parts: CredentialsParts, grant: SessionGrant) {
    this.#parts = parts;
    this.#grant = grant;
  }

  /** @throws AppError; for one that `endsSession` the person has to sign in again */
  readonly request: Client["request"] = (route, request = {}) => {
    const isOnce = request.operationId !== undefined || routes[route].method === "GET";
    return this.#fresh(() => this.#proven(() => this.#send(route, request), isOnce));
  };

  /**
   * A gateway that sent a request twice has its second copy refused, because its proof was seen, and brings that refusal as the
   * answer. With a proof of its own what is done once however often it is asked for is asked for again: the platform answers as
   * it did the first copy.
   */
  async #proven<T>(send: () => Promise<T>, isOnce: boolean): Promise<T> {
    try {
      return await send();
    } catch (error) {
      if (isOnce && error instanceof AppError && error.code === "E_PROOF") return send();
      throw error;
    }
  }

  async #fresh<T>(send: () => Promise<T>): Promise<T> {
    if (Date.parse(this.#grant.expiresAt) - this.#parts.now().getTime() < EARLY_MS) await this.#renew();
    const used = this.#grant.token;
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof AppError && error.code === "E_SESSION")) throw error;
      // The token ran out on the way, or by the platform's clock: once more with a new one.
      if (this.#grant.token === used) await this.#renew();
      return send();
    }
  }

  /** The same for bytes: a part of an upload names its offset, so that it is taken once. */
  readonly raw: Client["raw"] = (request) => {
    const { client, key, now } = this.#parts;
    const send = () => client.raw({ ...request, credential: { key, token: this.#grant.token, now } });
    return this.#fresh(() => this.#proven(send, true));
  };

  /** Ends the session on the platform; out of reach, it runs out there by itself. */
  readonly end = async (): Promise<void> => {
    await this.request("session.end").catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
    });
  };

  readonly #send: Client["request"] = (route, request = {}) => {
    const { client, key, now } = this.#parts;
    return client.request(route, { ...request, credential: { key, token: this.#grant.token, now } });
  };

  /** One at a time: a refresh token that is sent twice ends the session. */
  #renew(): Promise<void> {
    this.#renewing ??= this.#renewNow().finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  async #renewNow(): Promise<void> {
    const { client, key, now, renewed } = this.#parts;
    const { refreshToken } = this.#grant;
    const credential = { key, token: null, now };
    this.#grant = await client.request("session.refresh", { body: { refreshToken }, credential });
    await renewed(this.#grant);
  }
}
