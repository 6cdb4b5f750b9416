/** By what the fleet is judged: the time, and what the release feeds say of each edition. */
import { fromUtf8 } from "../../shared/bytes";
import { type Edition, edition as editions } from "../../shared/model/build-identity";
import { RELEASE_FILE, type Release, release } from "../../shared/update/manifest";
import { compareVersions } from "../../shared/update/version";
import type { EditionRules, FleetRules } from "../fleet/listing";
import type { MinimumBounds } from "../updates/settings";
import type { Visit } from "./section";

/** What lies in the feed's folder, as it says of itself; null where it is none. Workstations verify it, this page shows it. */
export async function releaseOf({ feed }: Pick<Visit, "feed">, edition: Edition): Promise<Release | null> {
  const file = (await feed?.file(edition, RELEASE_FILE)) ?? null;
  if (file === null || file.bytes === null) return null;
  try {
    return release.parse(JSON.parse(fromUtf8(file.bytes)));
  } catch {
    return null;
  }
}

export async function fleetRules(visit: Pick<Visit, "feed" | "services">): Promise<FleetRules> {
  const rulesOf = async (edition: Edition): Promise<EditionRules> => ({
    published: (await releaseOf(visit, edition))?.version ?? null,
    minimum: (await visit.feed?.minimum(edition)) ?? null,
  });
  const editions = { electron: await rulesOf("electron"), browser: await rulesOf("browser") };
  return { now: visit.services.clock(), editions };
}

/**
 * Between what a set minimum may lie: not below what every release signs, not above what each edition in use can get. Where
 * the platform serves no release that it can verify, the newest version that runs in the city counts as had.
 */
export async function minimumBounds({ services, caller, feed }: Visit): Promise<MinimumBounds> {
  const running = await services.store.db
    .selectFrom("fleet")
    .select(["edition", "version"])
    .distinct()
    .where("site", "=", caller.site.site)
    .execute();
  const reachable: string[] = [];
  const signed: string[] = [];
  for (const each of editions.options) {
    const offered = (await feed?.offered(each)) ?? null;
    const own = running.filter(({ edition }) => edition === each).map(({ version }) => version);
    if (offered !== null) signed.push(offered.minimum);
    const newest = offered?.version ?? own.toSorted(compareVersions).at(-1);
    if (newest !== undefined && (own.length > 0 || running.length === 0)) reachable.push(newest);
  }
  const lowest = (versions: readonly string[]) => versions.toSorted(compareVersions)[0] ?? null;
  return { signed: lowest(signed), reachable: lowest(reachable) };
}
