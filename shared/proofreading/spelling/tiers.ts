/**
 * How sure a slip must be to be shown, and how. The odds are the verifier's; the thresholds were set by
 * cross-validation on official writing (docs/spelling.md): precision first, then as few false alarms as possible.
 */
import type { Severity } from "../finding";

export type Tier = "certain" | "probable" | "hidden";

/** From these odds on a slip is shown as an error, and from those as a suspicion. */
export const CERTAIN = 2.75;
export const PROBABLE = 0.35;

/**
 * From these odds of their own judge on a word, or a run that is none, is told to stand in the place of another: on part
 * `tune` less than one in 100,000 characters of each was wrong.
 */
export const SWAPPED_WORD = 3.5;
export const SWAPPED_RUN = 2;

export function tierOf(odds: number): Tier {
  if (odds >= CERTAIN) return "certain";
  return odds >= PROBABLE ? "probable" : "hidden";
}

export const severityOf = (tier: Exclude<Tier, "hidden">): Severity => (tier === "certain" ? "error" : "warning");
