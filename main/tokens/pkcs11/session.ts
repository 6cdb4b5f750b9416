/** A login on a PKCS#11 token. */
import { AppError } from "../../../shared/failure";
import type { TokenSession } from "../driver";
import type { Cryptoki } from "./cryptoki";
import type { Ulong } from "./layout";
import { certificatesOn, privateKey } from "./objects";
import { kindOfCertificate, signWith } from "./signing";

export class LoginSession implements TokenSession {
  readonly #cryptoki: Cryptoki;
  readonly #open: () => Ulong;
  #session: Ulong | null;

  constructor(cryptoki: Cryptoki, session: Ulong, open: () => Ulong) {
    this.#cryptoki = cryptoki;
    this.#session = session;
    this.#open = open;
  }

  readonly sign = async (certificate: string, data: readonly Uint8Array[]): Promise<readonly Uint8Array[]> => {
    const session = this.#session;
    if (session === null) throw new AppError("E_TOKEN_LOGIN");
    try {
      const found = certificatesOn(this.#cryptoki, session).find(({ id }) => id === certificate);
      if (found === undefined) throw new AppError("E_KEY_MISSING", "密钥中已没有这张证书");
      const kind = kindOfCertificate(found.der);
      const key = privateKey(this.#cryptoki, session, certificate);
      if (key === null) throw new AppError("E_KEY_MISSING");
      return data.map(signWith(this.#cryptoki, session, key, kind));
    } catch (error) {
      this.#session = isOver(error) ? null : this.#renewed();
      this.#cryptoki.try("C_CloseSession", session);
      throw error;
    }
  };

  readonly close = async (): Promise<void> => {
    const session = this.#session;
    this.#session = null;
    if (session === null) return;
    this.#cryptoki.try("C_Logout", session);
    this.#cryptoki.try("C_CloseSession", session);
  };

  /** A failed signature may leave its operation active on the session; a new one under the same login has none. */
  #renewed(): Ulong | null {
    try {
      return this.#open();
    } catch (error) {
      if (error instanceof AppError) return null;
      throw error;
    }
  }
}

/** The login went with the token; one that is plugged in again asks for the PIN again. */
const isOver = (error: unknown): boolean =>
  error instanceof AppError && ["E_TOKEN_ABSENT", "E_TOKEN_REMOVED", "E_TOKEN_LOGIN"].includes(error.code);
