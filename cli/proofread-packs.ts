/** The packs of a pass from the command line: the built-in ones, the city's settings and the spelling model. */
import { installedSpelling } from "../node/spelling-pack";
import type { Pack } from "../shared/proofreading/packs/pack";
import { packsFor } from "../shared/proofreading/packs/profile-pack";
import { withSpelling } from "../shared/proofreading/packs/spelling-pack";
import { profiles } from "../shared/workflow/profiles/index";

const lists = new Map<string, readonly Pack[]>();

/** One list for a process: the engine keeps what it prepared by the list itself. */
export function packsOf(profile: keyof typeof profiles): readonly Pack[] {
  const known = lists.get(profile) ?? withSpelling(packsFor(profiles[profile]), installedSpelling());
  lists.set(profile, known);
  return known;
}
