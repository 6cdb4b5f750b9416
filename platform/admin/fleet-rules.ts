/** By what the fleet is judged: the time, and what the release feeds say of each edition. */
import { fromUtf8 } from "../../shared/bytes";
import type { Edition } from "../../shared/model/build-identity";
import { RELEASE_FILE, type Release, release } from "../../shared/update/manifest";
import type { EditionRules, FleetRules } from "../fleet/listing";
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
