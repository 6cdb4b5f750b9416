/** What the window is told of this machine's own log 本机日志 (L11). */
import { z } from "zod";

export const auditVerdict = z.discriminatedUnion("state", [
  z.strictObject({
    state: z.literal("whole"),
    /** Counted from the beginning of the log, those included that went by the retention rule. */
    lines: z.number().int().nonnegative(),
    /** The oldest line that is still here. */
    first: z.number().int().nonnegative(),
    /** How many lines the platform has signed for. */
    covered: z.number().int().nonnegative(),
  }),
  z.strictObject({
    state: z.literal("broken"),
    /** The first line that is not as it was written. */
    at: z.number().int().nonnegative(),
    /** `chain`: changed, removed or moved. `head`: the end is missing or the signed head is not ours. `platform`: other lines than the platform signed. */
    why: z.enum(["chain", "head", "platform"]),
  }),
]);
export type AuditVerdict = z.infer<typeof auditVerdict>;

/** The log now, and logs that were put aside because they did not hold. */
export const auditState = z.strictObject({
  verdict: auditVerdict,
  setAside: z.number().int().nonnegative(),
  /** How long the lines are kept. */
  months: z.number().int().min(6),
  /** How many lines the administrators' backup folder holds. */
  exported: z.number().int().nonnegative(),
  /** How many lines should have gone by now, and are kept because nobody else holds them. */
  overdue: z.number().int().nonnegative(),
});
export type AuditState = z.infer<typeof auditState>;
