/** What a city profile 城市配置 sets for proofreading, as a pack: so that the report names it and the platform repeats it. */
import type { Profile } from "../../workflow/profile";
import { columnSettings, resolveSettings } from "../../workflow/proofreading";
import { builtinPacks } from "./index";
import { type Pack, packOf } from "./pack";

/** The packs of a pass under a profile: the built-in ones, then the city's own settings. */
export function packsFor(
  profile: Pick<Profile, "id" | "version" | "checks" | "privacy" | "proofreading" | "metadata" | "deadlines">,
): readonly Pack[] {
  return [
    ...builtinPacks,
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
