/**
 * One machine pass as the worker answers it. The platform repeats it with the same packs. The worker keeps one session:
 * while one item is edited under one profile, a pass looks only at what changed.
 */
import { toFailure } from "../../shared/failure";
import { builtinPacks } from "../../shared/proofreading/packs/index";
import type { Pack } from "../../shared/proofreading/packs/pack";
import { packsFor } from "../../shared/proofreading/packs/profile-pack";
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

function openFor(profile: Profile | null): Open {
  const packs = profile === null ? builtinPacks : packsFor(profile);
  const name = packs.map(({ id, version, hash }) => `${id} ${version} ${hash}`).join("\n");
  if (open?.name !== name) open = { name, packs, session: createSession({ packs }) };
  return open;
}

export function pass({ seq, content, attachments, at, profile }: PassRequest): PassAnswer {
  try {
    const { packs, session } = openFor(profile);
    return { seq, ok: true, report: proofread(content, { today: dayOf(at), at, packs, session, attachments }) };
  } catch (error) {
    // Whatever went wrong must not go on in the next pass.
    open = null;
    return { seq, ok: false, failure: toFailure(error) };
  }
}
