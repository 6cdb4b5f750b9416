/**
 * One machine pass as the worker answers it. The platform repeats it with the same packs. The worker keeps one session:
 * while one item is edited under one profile, a pass looks only at what changed.
 */
import { toFailure } from "../../shared/failure";
import { builtinPacks } from "../../shared/proofreading/packs/index";
import { loadPack, type PackData } from "../../shared/proofreading/packs/load-pack";
import type { Pack } from "../../shared/proofreading/packs/pack";
import { inOrder, packsFor } from "../../shared/proofreading/packs/profile-pack";
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
/** The city's lexicon packs, as main verified them. */
let city: readonly PackData[] = [];

export function takePacks(packs: readonly PackData[]): void {
  city = packs;
}

interface Wanted {
  readonly profile: Profile | null;
  /** The day of the pass: packs grow old. */
  readonly today: string;
  readonly spelling: Pack | null;
}

function openFor({ profile, today, spelling }: Wanted): Open {
  const cityPacks = inOrder(city.map((one) => loadPack(one, today)));
  const base = profile === null ? [...builtinPacks, ...cityPacks] : packsFor(profile, cityPacks);
  const packs = spelling === null ? base : withSpelling(base, spelling);
  const name = packs.map(({ id, version, hash, age = "" }) => `${id} ${version} ${hash} ${age}`).join("\n");
  if (open?.name !== name) open = { name, packs, session: createSession({ packs }) };
  return open;
}

/** `spelling` is null where a pass is wanted without it. */
export function pass({ seq, content, attachments, at, profile }: PassRequest, spelling: Pack | null): PassAnswer {
  try {
    const today = dayOf(at);
    const { packs, session } = openFor({ profile, today, spelling });
    return { seq, ok: true, report: proofread(content, { today, at, packs, session, attachments }) };
  } catch (error) {
    // Whatever went wrong must not go on in the next pass.
    open = null;
    return { seq, ok: false, failure: toFailure(error) };
  }
}
