/**
 * The SKF driver (GM/T 0016), inside the signer process. It remembers nothing about devices: every answer is read anew,
 * so that a key which was changed for another between two polls is never mistaken for it. SKF_WaitForDevEvent is not
 * used: it keeps a second thread inside the library, several vendors lack it, and the polls see the same within a second.
 */
import { AppError } from "../../../shared/failure";
import type { TokenCertificate, TokenDriver, TokenInfo, TokenSession } from "../driver";
import { applicationName, type Place, placesOn, retriesLeft, tokenInfo } from "./application";
import { certificatesOf } from "./certificates";
import { functions, required, type Skf } from "./functions";
import { type Handle, loadSkf, type SkfModule } from "./library";
import { nameBytes, type RawName } from "./names";
import { deviceNames, OpenHandles } from "./reading";
import { SkfLogin } from "./session";

/** @throws AppError E_MODULE_LOAD, E_MODULE_ABI */
export async function openSkf(module: SkfModule): Promise<TokenDriver> {
  const driver = new SkfDriver(module.name, loadSkf(module, { functions, required }));
  return {
    tokens: async () => driver.tokens(),
    certificates: async (serial) => driver.certificates(serial),
    login: async (serial, pin, lastTry = false) => driver.login(serial, pin, lastTry),
    close: async () => driver.close(),
  };
}

/** A device that is connected, by the login on it or for the moment. */
interface Connected {
  readonly name: RawName;
  readonly device: Handle;
  readonly login: SkfLogin | null;
}

const isGone = (error: unknown): boolean => error instanceof AppError && error.code === "E_TOKEN_REMOVED";

class SkfDriver {
  readonly #name: string;
  readonly #skf: Skf;
  /** One login a device, by the device's name: some libraries take a second connection for the first one. */
  readonly #logins = new Map<RawName, SkfLogin>();

  constructor(name: string, skf: Skf) {
    this.#name = name;
    this.#skf = skf;
  }

  tokens(): TokenInfo[] {
    const names = deviceNames(this.#skf);
    for (const [name, login] of this.#logins) if (!names.includes(name)) this.#forget(name, login);
    return names.flatMap((name) => this.#tokensOn(name));
  }

  certificates(serial: string): TokenCertificate[] {
    return this.#find(serial, (on, place) =>
      place.application === null
        ? []
        : this.#withApplication(on, place, (application) => certificatesOf(this.#skf, application)),
    );
  }

  login(serial: string, pin: Uint8Array | null, lastTry: boolean): TokenSession {
    try {
      const { name, place } = this.#find(serial, (on, found) => ({ name: on.name, place: found }));
      if (place.application === null) throw new AppError("E_KEY_MISSING", "密钥里没有应用，尚未由证书服务点制作");
      // What an earlier login may still sign ends where the next one begins.
      this.#logins.get(name)?.close();
      const login = this.#openLogin(name, serial);
      this.#logins.set(name, login);
      login.verify(pin, lastTry);
      return {
        sign: async (id, data) => login.sign(id, data),
        open: async (envelope) => login.open(envelope),
        close: async () => login.close(),
      };
    } finally {
      pin?.fill(0);
    }
  }

  close(): void {
    for (const login of this.#logins.values()) login.close();
    this.#logins.clear();
  }

  /** Empty for a device that goes while it is read: then it is not there. */
  #tokensOn(name: RawName): TokenInfo[] {
    try {
      return this.#onDevice(name, (on) =>
        placesOn(this.#skf, on.device).map((place) => tokenInfo(this.#name, place, this.#retries(on, place))),
      );
    } catch (error) {
      if (isGone(error)) return [];
      throw error;
    }
  }

  #retries(on: Connected, place: Place): number | null {
    if (place.application === null) return null;
    return this.#withApplication(on, place, (application) => retriesLeft(this.#skf, application));
  }

  /** @throws AppError E_TOKEN_ABSENT */
  #find<T>(serial: string, use: (on: Connected, place: Place) => T): T {
    for (const name of deviceNames(this.#skf)) {
      const found = this.#onDevice(name, (on) => {
        const place = placesOn(this.#skf, on.device).find((each) => each.serial === serial);
        return place === undefined ? null : { value: use(on, place) };
      });
      if (found !== null) return found.value;
    }
    throw new AppError("E_TOKEN_ABSENT");
  }

  #onDevice<T>(name: RawName, use: (on: Connected) => T): T {
    const login = this.#logins.get(name);
    if (login?.isOpen === true) {
      try {
        return use({ name, device: login.device, login });
      } catch (error) {
        if (!isGone(error)) throw error;
        // It was pulled out and put back: another connection, and no login.
        this.#forget(name, login);
      }
    }
    const handles = new OpenHandles(this.#skf);
    try {
      return use({ name, device: handles.open("SKF_ConnectDev", nameBytes(name)), login: null });
    } finally {
      handles.close();
    }
  }

  #withApplication<T>({ device, login }: Connected, place: Place, use: (application: Handle) => T): T {
    if (login?.serial === place.serial) return use(login.application);
    const handles = new OpenHandles(this.#skf);
    try {
      return use(handles.open("SKF_OpenApplication", device, applicationName(place)));
    } finally {
      handles.close();
    }
  }

  /** Opens what a login holds, and makes sure that it is still the same token. */
  #openLogin(name: RawName, serial: string): SkfLogin {
    const handles = new OpenHandles(this.#skf);
    try {
      const device = handles.open("SKF_ConnectDev", nameBytes(name));
      const place = placesOn(this.#skf, device).find((each) => each.serial === serial);
      if (place === undefined) throw new AppError("E_TOKEN_REMOVED");
      const application = handles.open("SKF_OpenApplication", device, applicationName(place));
      return new SkfLogin(this.#skf, { handles, device, application, serial });
    } catch (error) {
      handles.close();
      throw error;
    }
  }

  #forget(name: RawName, login: SkfLogin): void {
    login.lose();
    this.#logins.delete(name);
  }
}
