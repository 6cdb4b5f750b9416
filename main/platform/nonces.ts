/** Nonces the platform issued to the account, kept sealed so that a signature can be made offline after a cold start. */
import { AppError } from "../../shared/failure";

export const NONCE_LEVEL = 20;

export class NoncePool {
  #nonces: string[];
  readonly #keep: (nonces: readonly string[]) => Promise<void>;

  constructor(nonces: readonly string[], keep: (nonces: readonly string[]) => Promise<void>) {
    this.#nonces = [...nonces];
    this.#keep = keep;
  }

  /** How many are missing to a full pool. */
  readonly missing = (): number => Math.max(0, NONCE_LEVEL - this.#nonces.length);

  readonly add = async (fresh: readonly string[]): Promise<void> => {
    this.#nonces.push(...fresh);
    await this.#keep(this.#nonces);
  };

  /** Takes one out for good before it is used: a crash wastes it and never uses it twice. @throws AppError E_OFFLINE */
  readonly take = async (): Promise<string> => {
    // The newest one: the platform lets old ones lapse.
    const nonce = this.#nonces.pop();
    if (nonce === undefined) {
      throw new AppError("E_OFFLINE", "本机备用的签名随机数已用完，须联网领取后才能继续签名");
    }
    await this.#keep(this.#nonces);
    return nonce;
  };

  /** Puts back one that no signature was made with. */
  readonly putBack = async (nonce: string): Promise<void> => {
    this.#nonces.push(nonce);
    await this.#keep(this.#nonces);
  };
}
