/** Many keys in one list: by issuer, then by name as a Chinese index sorts them. Pure. */
import type { KeyInfo } from "../../../shared/ipc/key";

const byName = new Intl.Collator("zh-CN").compare;

/** Keys whose name, unit, issuer or serial number has the words that were typed. */
export function keysMatching(keys: readonly KeyInfo[], query: string): readonly KeyInfo[] {
  const words = query.trim().toLowerCase().split(/\s+/);
  return keys.filter(({ name, organisation, issuer, serial }) => {
    const text = [name, organisation, issuer, serial].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export function keysByIssuer(keys: readonly KeyInfo[]): readonly (readonly [string, readonly KeyInfo[]])[] {
  const issuers = [...new Set(keys.map(({ issuer }) => issuer))].sort(byName);
  return issuers.map((issuer) => [
    issuer,
    keys.filter((key) => key.issuer === issuer).sort((a, b) => byName(a.name, b.name)),
  ]);
}
