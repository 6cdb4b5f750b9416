/** What a version is called: the hash of what it says and of its parent, a chain that shows any later change (E13). */
import { digestOfJson } from "../digest";

export interface NamedVersion {
  readonly itemId: string;
  readonly at: string;
  readonly author: string;
  readonly device: string;
  readonly reason: string;
  readonly contentHash: string;
  readonly parentVersion: string | null;
}

export function versionIdOf(version: NamedVersion): string {
  const { itemId, at, author, device, reason, contentHash, parentVersion } = version;
  const hash = digestOfJson({ itemId, at, author, device, reason, contentHash, parentVersion });
  return `v${hash.slice(hash.indexOf(":") + 1)}`;
}
