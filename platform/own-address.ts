/** Which addresses are this platform's own: a proof or a login made for another one is worth nothing here. */
import { isLoopback } from "./network-floor";

export interface OwnAddress {
  /** The public address, e.g. `https://cms.example.gov.cn`; may have a path where a gateway gives it one. */
  readonly audience: string;
  /** The demo city is reached through loopback ports that are not known beforehand. */
  readonly demo: boolean;
}

/** Whether `url` is where a caller reaches the route at `path`. */
export function isOwnAddress(url: URL, path: string, { audience, demo }: OwnAddress): boolean {
  if (demo && url.protocol === "http:" && isLoopbackName(url.hostname)) return url.pathname === path;
  return `${url.origin}${url.pathname}` === `${audience}${path}`;
}

export const isLoopbackName = (name: string): boolean =>
  name === "localhost" || isLoopback(name.replace(/^\[(.*)\]$/, "$1"));
