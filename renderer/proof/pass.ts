/** One machine pass as the worker answers it. The platform repeats it with the same packs. */
import { toFailure } from "../../shared/failure";
import { builtinPacks } from "../../shared/proofreading/packs/index";
import type { Pack } from "../../shared/proofreading/packs/pack";
import { packsFor } from "../../shared/proofreading/packs/profile-pack";
import { dayOf, proofread } from "../../shared/proofreading/run";
import type { Profile } from "../../shared/workflow/profile";
import type { PassAnswer, PassRequest } from "./protocol";

/** The engine keeps what it prepared by the list itself, so equal lists are made once. */
const lists = new Map<string, readonly Pack[]>();

function packsOf(profile: Profile | null): readonly Pack[] {
  if (profile === null) return builtinPacks;
  const fresh = packsFor(profile);
  const name = fresh.map(({ hash }) => hash).join(" ");
  const list = lists.get(name) ?? fresh;
  lists.set(name, list);
  return list;
}

export function pass({ seq, content, at, profile }: PassRequest): PassAnswer {
  try {
    return { seq, ok: true, report: proofread(content, { today: dayOf(at), at, packs: packsOf(profile) }) };
  } catch (error) {
    return { seq, ok: false, failure: toFailure(error) };
  }
}
