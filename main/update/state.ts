/** What the desk knows of updates at one moment: pure, and what the window and the decision are told of it. */
import type { Failure } from "../../shared/failure";
import { type UpdateView, updateView } from "../../shared/ipc/update";
import type { BuildIdentity } from "../../shared/model/build-identity";
import type { Ring, UpdatePolicy } from "../../shared/model/policy";
import {
  DEFAULT_DEFERRAL_DAYS,
  type Decision,
  isTooOld,
  type Machine,
  type UpdateInput,
  type Work,
} from "../../shared/update/decide";
import { type ArtifactKind, isWithdrawn } from "../../shared/update/manifest";
import type { Fallback } from "../../shared/update/starts";
import { thisMachine } from "./machine";
import type { UpdateMemory } from "./memory";
import type { Offer } from "./take-in";

export interface UpdateState {
  readonly memory: UpdateMemory;
  readonly bad: readonly string[];
  readonly fallbacks: readonly Fallback[];
  readonly offer: Offer | null;
  readonly decision: Decision | null;
  readonly failure: Failure | null;
  readonly progress: number | null;
  readonly busy: boolean;
  readonly restartAt: Date | null;
  readonly work: Pick<Work, "composing" | "signing">;
  /** Of the oldest store on this machine; null when there is none. */
  readonly storeSchema: number | null;
}

export interface Standing {
  readonly identity: Pick<BuildIdentity, "edition" | "version">;
  /** Undefined: the policy names no feed. */
  readonly policy: UpdatePolicy | undefined;
  /** A launcher started this desk, and the build pins keys. */
  readonly managed: boolean;
  /** What can be put in here, the preferred first. */
  readonly kinds: readonly ArtifactKind[];
}

const DAY_MS = 86_400_000;
/** A version that did not come up is tried again by itself after so long. */
const AGAIN_MS = 7 * DAY_MS;

type Moment = { readonly now: Date; readonly offsetMinutes: number; readonly wanted: boolean };

/** What a decision needs besides the feed. */
export function inputOf(
  { memory, bad, work, storeSchema }: UpdateState,
  { identity, policy, kinds }: Standing,
  moment: Moment,
): Omit<UpdateInput, "feed" | "seen" | "staged"> {
  const { tried, deferredUntil, unsynced, directive, turnedAway } = memory;
  const isFresh = tried !== null && moment.now.getTime() - Date.parse(tried.at) < AGAIN_MS;
  const failed = isFresh && tried.version !== identity.version ? [tried.version] : [];
  const { ring = "general", window, deferralDays } = policy ?? {};
  return {
    ...moment,
    ...{ directive, turnedAway },
    machine: machineOf(identity, kinds, storeSchema),
    policy: {
      ring,
      ...(window === undefined ? {} : { window }),
      ...(deferralDays === undefined ? {} : { deferralDays }),
    },
    bad: [...bad, ...failed],
    deferredUntil: deferredUntil === null ? null : new Date(deferredUntil),
    work: { ...work, unsynced },
  };
}

const machineOf = (
  identity: Standing["identity"],
  kinds: Standing["kinds"],
  storeSchema: UpdateState["storeSchema"],
): Machine => ({ ...identity, os: thisMachine.os, arch: thisMachine.arch ?? "x64", kinds, storeSchema });

/** The platform's word before the policy's own; null where the policy names no feed. */
const ringOf = ({ directive }: Pick<UpdateMemory, "directive">, policy: UpdatePolicy | undefined): Ring | null =>
  policy === undefined ? null : (directive?.ring ?? policy.ring);

export function viewOf(state: UpdateState, standing: Standing): UpdateView {
  const { memory, decision, failure, fallbacks, restartAt } = state;
  const offer = offerOf(state, standing);
  return updateView.parse({
    version: standing.identity.version,
    ring: ringOf(memory, standing.policy),
    phase: phaseOf(state, standing, offer?.ready === true),
    checkedAt: memory.checkedAt,
    failure,
    offer,
    waiting: decision?.kind === "wait" ? { why: decision.why, until: decision.until?.toISOString() ?? null } : null,
    deferrableUntil: deferrableUntil(state, standing)?.toISOString() ?? null,
    restartAt: restartAt?.toISOString() ?? null,
    fallbacks,
  });
}

function phaseOf({ busy }: UpdateState, { managed, policy }: Standing, isReady: boolean): UpdateView["phase"] {
  if (!managed) return "unmanaged";
  if (busy) return "busy";
  if (isReady) return "ready";
  return policy === undefined ? "none" : "quiet";
}

function offerOf(state: UpdateState, { identity, kinds }: Standing): UpdateView["offer"] {
  const { offer, decision, progress, memory, storeSchema } = state;
  const own = identity.version;
  if (offer === null || offer.reading.release.version === own) return null;
  if (decision === null || decision.kind === "none" || decision.kind === "refuse") return null;
  const { release, rollback } = offer.reading;
  const isBack = rollback !== null && isWithdrawn(rollback, own);
  return {
    version: release.version,
    notes: [...release.notes],
    direction: isBack ? "back" : "forward",
    urgent: isBack || isTooOld(release, { ...memory, machine: machineOf(identity, kinds, storeSchema) }),
    progress,
    ready: isStaged(decision),
  };
}

/** What waits for its ring or for the clock has not been fetched yet. */
const isStaged = (decision: Decision): boolean =>
  decision.kind === "install" ||
  (decision.kind === "wait" && decision.why !== "ring" && decision.why !== "paused" && decision.why !== "clock");

function deferrableUntil({ decision, memory }: UpdateState, { policy }: Standing): Date | null {
  if (decision?.kind === "install") return decision.deferrableUntil;
  if (decision?.kind !== "wait" || decision.overdue || !isStaged(decision) || memory.staged === null) return null;
  const days = policy?.deferralDays ?? DEFAULT_DEFERRAL_DAYS;
  return new Date(Date.parse(memory.staged.at) + days * DAY_MS);
}
