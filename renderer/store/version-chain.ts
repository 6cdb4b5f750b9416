/** The versions of one draft: each names the one before it. */
import { versionIdOf } from "../../shared/store/version-id";
import type { Version } from "../services";

/** Oldest first by the chain itself, since clocks go backwards; what hangs on no link follows by time. */
export function inChainOrder(versions: readonly Version[]): Version[] {
  const children = new Map(versions.map((version) => [version.parentVersion, version]));
  const ordered: Version[] = [];
  for (let next = children.get(null); next !== undefined; next = children.get(next.versionId)) {
    children.delete(next.parentVersion);
    ordered.push(next);
  }
  return [...ordered, ...versions.filter((version) => !ordered.includes(version))];
}

/** The first version whose id or parent does not fit, else null. */
export function brokenLink(chain: readonly Version[]): Version | null {
  return (
    chain.find(
      (version, at) =>
        versionIdOf(version) !== version.versionId || version.parentVersion !== (chain[at - 1]?.versionId ?? null),
    ) ?? null
  );
}
