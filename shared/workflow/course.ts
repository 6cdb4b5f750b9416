/** The course of an item: its state plus what only decisions need to know. `trace` in replay.ts computes it. */
import type { Digest } from "../schema";
import type { Profile, Step, StepId } from "./profile";
import type { ItemState } from "./state";

/** What of the content the workflow looks at. */
export interface Facts {
  readonly itemType: string;
  readonly important: boolean;
}

/** The latest machine pass on the current content. */
export interface Pass {
  readonly ledgerHash: Digest;
  readonly undecided: { readonly block: number; readonly error: number; readonly warning: number };
  readonly ignoredBlocks: number;
}

export interface Course extends ItemState {
  readonly facts: Facts;
  readonly pass: Pass | null;
  /** Permitted changes by reviewers since the last author text: who changed at which step. */
  readonly corrections: readonly { readonly step: StepId; readonly personId: string }[];
  /** False while a returned text lies there unchanged (W4: every return is answered). */
  readonly answered: boolean;
}

export function stepOf(profile: Profile, id: StepId | null): Step | null {
  return profile.review.steps.find((step) => step.id === id) ?? null;
}

/** The place of a step in the profile's order; -1 when the profile has no such step. */
export function placeOf(profile: Profile, id: StepId): number {
  return profile.review.steps.findIndex((step) => step.id === id);
}
