/** What a workstation says of itself, so that administrators see which are behind: numbers and versions, no name of an item. */
import { z } from "zod";
import { edition, releaseVersion } from "../model/build-identity";
import { ring } from "../model/policy";
import { digest, instant } from "../schema";
import { updateDirective } from "../update/directive";

const DAY_S = 86_400;

/** What the window knows: how much waits to be sent, and since when. */
export const unsyncedCounts = z.strictObject({
  unsynced: z.number().int().nonnegative().max(1_000_000),
  oldest: instant.nullable(),
});
export type UnsyncedCounts = z.infer<typeof unsyncedCounts>;

export const fleetState = z.strictObject({
  version: releaseVersion,
  edition,
  /** False: a development build, which takes unsigned policies of the demo city. */
  locked: z.boolean(),
  /** Of the policy in force there, and its serial where it is signed. */
  policyHash: digest.nullable(),
  policySerial: z.number().int().nonnegative().max(2_000_000_000).nullable(),
  ...unsyncedCounts.shape,
  /** Platform clock minus the workstation's, in seconds; a clock in 1970 is told as it is. */
  clockOffset: z
    .number()
    .int()
    .min(-24_000 * DAY_S)
    .max(24_000 * DAY_S)
    .nullable(),
  /**
   * The ring of its own policy; null without updates. Absent from versions that do not know the answer's `updates` yet:
   * they are not sent any.
   */
  ring: ring.nullable().exactOptional(),
});
export type FleetState = z.infer<typeof fleetState>;

export const checkedIn = z.strictObject({ serverTime: instant, updates: updateDirective.exactOptional() });
export type CheckedIn = z.infer<typeof checkedIn>;
