/** What a city profile 城市配置 sets for proofreading, as a pack: so that the report names it and the platform repeats it. */
import type { Profile } from "../../workflow/profile";
import { columnSettings, resolveSettings } from "../../workflow/proofreading";
import { builtinPacks } from "./index";
import { type Pack, packOf } from "./pack";

/**
 * The packs of a pass under a profile: the built-in ones, the city's signed lexicon packs by their ids, then the city's
 * own settings. The order counts: desk and platform must have the same.
 */
export function packsFor(
  profile: Pick<Profile, "id" | "version" | "checks" | "privacy" | "proofreading" | "metadata" | "deadlines">,
  cityPacks: readonly Pack[] = [],
): readonly Pack[] {
  return [
    ...builtinPacks,
    ...inOrder(cityPacks),
    packOf(`profile-${profile.id}`, String(profile.version), {
      outsideLink: profile.checks.outsideLink,
      sourceRequired: profile.checks.sourceRequired,
      masks: profile.privacy.masks,
      panel: {
        required: profile.metadata.required,
        indexPattern: profile.metadata.indexPattern,
        disclosureWorkingDays: profile.deadlines.disclosureWorkingDays,
      },
      settings: resolveSettings(profile.proofreading),
      columnSettings: columnSettings(profile.proofreading),
    }),
  ];
}

/** By id, code unit by code unit: the same on every machine. */
export const inOrder = (packs: readonly Pack[]): readonly Pack[] =>
  [...packs].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
