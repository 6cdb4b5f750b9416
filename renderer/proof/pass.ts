/**
 * One machine pass as the worker answers it. The platform repeats it with the same packs. The worker keeps one session:
 * while one item is edited under one profile, a pass looks only at what changed.
 */
import { toFailure } from "../../shared/failure";
import { builtinPacks } from "../../shared/proofreading/packs/index";
import type { Pack } from "../../shared/proofreading/packs/pack";
import { packsFor } from "../../shared/proofreading/packs/profile-pack";
import { withSpelling } from "../../shared/proofreading/packs/spelling-pack";
import { dayOf, proofread } from "../../shared/proofreading/run";
import { createSession, type Session } from "../../shared/proofreading/session";
import type { Profile } from "../../shared/workflow/profile";
import type { PassAnswer, PassRequest } from "./protocol";

interface Open {
  /** The hashes of the packs it goes by. */
  readonly name: string;
  readonly packs: readonly Pack[];
  readonly session: Session;
}

let open: Open | null = null;

function openFor(profile: Profile | null, spelling: Pack): Open {
  const packs = withSpelling(profile === null ? builtinPacks : packsFor(profile), spelling);
  const name = packs.map(({ id, version, hash }) => `${id} ${version} ${hash}`).join("\n");
  if (open?.name !== name) open = { name, packs, session: createSession({ packs }) };
  return open;
}

export function pass({ seq, content, attachments, at, profile }: PassRequest, spelling: Pack): PassAnswer {
  try {
    const { packs, session } = openFor(profile, spelling);
    return { seq, ok: true, report: proofread(content, { today: dayOf(at), at, packs, session, attachments }) };
  } catch (error) {
    // Whatever went wrong must not go on in the next pass.
    open = null;
    return { seq, ok: false, failure: toFailure(error) };
  }
}
