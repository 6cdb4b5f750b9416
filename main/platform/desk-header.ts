/** Every request says which workstation asks, so that the platform can refuse one that is too old (BD-3). */
import { type DeskVersion, deskHeader, deskHeaderOf } from "../../shared/http/desk-version";
import type { Fetch } from "./client";

export function sayingVersion(fetch: Fetch, desk: DeskVersion): Fetch {
  return (url, init) => fetch(url, { ...init, headers: { ...plain(init.headers), [deskHeader]: deskHeaderOf(desk) } });
}

const plain = (headers: RequestInit["headers"]): Record<string, string> => Object.fromEntries(new Headers(headers));
