/** Every request says which workstation asks, so that the platform can refuse one that is too old (BD-3). */
import { type DeskVersion, deskHeader, deskHeaderOf } from "../../shared/http/desk-version";
import type { Fetch } from "./client";

/** E_VERSION, and nothing else of the platform's. */
const UPGRADE_REQUIRED = 426;

/** Told when the platform turns this version away. */
export class VersionDoor {
  #listener: () => void = () => undefined;

  readonly listen = (listener: () => void): void => {
    this.#listener = listener;
  };

  readonly saying =
    (fetch: Fetch, desk: DeskVersion): Fetch =>
    async (url, init) => {
      const headers = { ...plain(init.headers), [deskHeader]: deskHeaderOf(desk) };
      const response = await fetch(url, { ...init, headers });
      if (response.status === UPGRADE_REQUIRED) this.#listener();
      return response;
    };
}

const plain = (headers: RequestInit["headers"]): Record<string, string> => Object.fromEntries(new Headers(headers));
