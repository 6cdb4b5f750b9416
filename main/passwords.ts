/** The city's password rules at the application PIN (AU-3, C-17): form, no reuse, and when it has to be changed. */
import { randomBytes, scryptSync, timingSafeEqual } from "node:crypto";
import { fromBase64, toBase64 } from "../shared/bytes";
import { AppError } from "../shared/failure";
import { cityRule, passwordDue, refusePassword } from "../shared/workflow/password";
import type { Profile } from "../shared/workflow/profile";
import type { Session } from "./platform/session";
import type { Profiles } from "./profile";

export interface PasswordParts {
  readonly session: Session;
  readonly profiles: Profiles;
}

/** Only compared with the next one, and sealed; what opens the store is stretched by the vault. */
const COST = { N: 16_384, r: 8, p: 1 } as const;

export class Passwords {
  readonly #parts: PasswordParts;

  constructor(parts: PasswordParts) {
    this.#parts = parts;
  }

  /** Sets a PIN that the city takes, and remembers when it was set. @throws AppError E_PWD, and what `set` throws */
  readonly change = async <T>(password: string, set: () => Promise<T>): Promise<T> => {
    const typed = password.normalize("NFC");
    const rule = await this.#rule();
    const { memory } = this.#parts.session.unlockedNow();
    if (rule !== null) refusePassword(typed, rule);
    const { password: known } = await memory.read();
    if (known !== null && sameHash(typed, known)) throw new AppError("E_PWD", "不能与现用口令相同");
    const answer = await set();
    const setAt = this.#parts.session.platformNow().toISOString();
    const salt = randomBytes(16);
    const dueAt = rule === null ? null : passwordDue(setAt, rule);
    await memory.keep({ password: { setAt, dueAt, salt: toBase64(salt), hash: toBase64(hashOf(typed, salt)) } });
    return answer;
  };

  /** Null before the city's profile has ever been here. */
  async #rule(): Promise<Profile["password"] | null> {
    try {
      return cityRule((await this.#parts.profiles.cached()).profile);
    } catch (error) {
      if (error instanceof AppError && error.code === "E_OFFLINE") return null;
      throw error;
    }
  }
}

const hashOf = (password: string, salt: Uint8Array): Uint8Array => scryptSync(password, salt, 32, COST);

function sameHash(password: string, known: { readonly salt: string; readonly hash: string }): boolean {
  const hash = fromBase64(known.hash);
  const fresh = hashOf(password, fromBase64(known.salt));
  return hash.length === fresh.length && timingSafeEqual(hash, fresh);
}
