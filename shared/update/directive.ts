/**
 * What administrators set on the platform about updates (BD-3), as a terminal is told at its check-in: which ring it is in,
 * whether that ring waits, below which version nobody signs in. It says when, never what: versions come from signed releases
 * alone, and nothing here goes below what a release signs.
 */
import { z } from "zod";
import { releaseVersion } from "../model/build-identity";
import { type Ring, ring } from "../model/policy";
import { instant } from "../schema";
import { type Release, ringOpens } from "./manifest";
import { isOlder } from "./version";

/** Longest delay of a ring, in days. */
export const MOST_DELAY_DAYS = 30;
/** A platform holds no signed version back for longer, counted from its issue. */
export const MOST_HELD_DAYS = 90;

export const updateDirective = z.strictObject({
  /** Null: the ring of the machine's own policy. */
  ring: ring.nullable(),
  /** The ring takes nothing new until then; null when it does. */
  pausedUntil: instant.nullable(),
  /** The ring opens so many days after the release says. */
  delayDays: z.number().int().min(0).max(MOST_DELAY_DAYS),
  /** Below it this person's sign-in is refused; null when only the release's minimum counts. */
  minimum: releaseVersion.nullable(),
});
export type UpdateDirective = z.infer<typeof updateDirective>;

const DAY_MS = 86_400_000;

export interface RingOpening {
  readonly opens: Date;
  /** What holds the ring beyond the release's own time. */
  readonly why: "ring" | "paused";
}

/** When a ring opens here; null for one that the release leaves shut, which no platform opens. */
export function openingOf(
  { rings, issuedAt }: Pick<Release, "rings" | "issuedAt">,
  ring: Ring,
  directive: UpdateDirective | null,
): RingOpening | null {
  const signed = ringOpens(rings, ring);
  if (signed === null || directive === null) return signed === null ? null : { opens: signed, why: "ring" };
  const latest = Math.max(signed.getTime(), Date.parse(issuedAt) + MOST_HELD_DAYS * DAY_MS);
  const delayed = signed.getTime() + directive.delayDays * DAY_MS;
  const paused = directive.pausedUntil === null ? 0 : Date.parse(directive.pausedUntil);
  return { opens: new Date(Math.min(Math.max(delayed, paused), latest)), why: paused > delayed ? "paused" : "ring" };
}

/** The higher of both; a platform's minimum never lowers a signed one. */
export function higherMinimum(signed: string | null, set: string | null): string | null {
  if (signed === null || set === null) return signed ?? set;
  return isOlder(signed, set) ? set : signed;
}
