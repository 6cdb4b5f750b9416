/** The cookie of the administrators' pages: no script reads it, no other site sends it, it ends with the browser. */
import type { Connection } from "../network-floor";

/** Over TLS only this host can set it (RFC 6265bis §4.1.3.2); plain is the demo city on loopback alone. */
const SAFE = "__Host-caibian-admin";
const PLAIN = "caibian-admin";

const nameFor = ({ encrypted }: Connection): string => (encrypted ? SAFE : PLAIN);
const attributes = ({ encrypted }: Connection): string =>
  `; Path=/; HttpOnly; SameSite=Strict${encrypted ? "; Secure" : ""}`;

export const newCookie = (token: string, connection: Connection): string =>
  `${nameFor(connection)}=${token}${attributes(connection)}`;

export const clearedCookie = (connection: Connection): string =>
  `${nameFor(connection)}=; Max-Age=0${attributes(connection)}`;

export function tokenIn(header: string | undefined): string | null {
  const pairs = (header ?? "").split(";").map((pair) => pair.trim().split("="));
  const named = (wanted: string) => pairs.find(([name]) => name === wanted)?.[1];
  const token = named(SAFE) ?? named(PLAIN) ?? "";
  return token === "" ? null : token;
}
