/** Which class a link's host belongs to (NC-22): government, official media, named as bad, or any other. */
import type { Lexicon } from "./rule";

export type HostClass = "own" | "government" | "media" | "bad" | "address" | "other";

/** The host of a link as a person writes it, lower case; empty for links within the site or to a mailbox. */
export function hostOf(link: string): string {
  const rest = link.trim().replace(/^[a-z][a-z0-9+.-]*:(?=\/\/)/i, "");
  if (/^(mailto|tel|javascript|data):/i.test(rest)) return "";
  if (!rest.startsWith("//") && (rest.startsWith("/") || rest.startsWith("#") || rest.startsWith("?") || rest === "")) {
    return "";
  }
  const authority = rest.replace(/^\/\//, "").split(/[/?#\\]/)[0] ?? "";
  // What stands before an @ is a user name, whatever it looks like: https://www.gov.cn@example.com
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  return host.replace(/:\d+$/, "").replace(/\.$/, "").toLowerCase();
}

export function hostClass(link: string, lexicon: Lexicon): HostClass {
  const host = hostOf(link);
  if (host === "") return "own";
  if (lexicon.badHosts.some((known) => isUnder(host, known))) return "bad";
  if (lexicon.governmentHosts.some((known) => isUnder(host, known))) return "government";
  if (lexicon.officialMediaHosts.some((known) => isUnder(host, known))) return "media";
  if (host === "localhost" || /^\d{1,3}(\.\d{1,3}){3}$/.test(host) || host.startsWith("[")) return "address";
  return "other";
}

function isUnder(host: string, known: string): boolean {
  return host === known || host.endsWith(`.${known}`);
}
