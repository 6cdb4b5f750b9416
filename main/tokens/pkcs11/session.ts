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
      this.#renew(session);
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
  #renew(session: Ulong): void {
    this.#session = null;
    try {
      this.#session = this.#open();
    } catch (error) {
      // The token is gone, and with it the login.
      if (!(error instanceof AppError)) throw error;
    }
    this.#cryptoki.try("C_CloseSession", session);
  }
}
