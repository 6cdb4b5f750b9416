/** The managed policy as the window sees it: words, locks and sources, and the values that the window itself goes by. */
import { z } from "zod";
import { failure } from "../failure";
import { accessibilityMinima, leakPolicy, policy } from "../model/policy";
import { policyLevels } from "../policy/key-row";

const source = z.strictObject({
  level: z.enum(policyLevels),
  /** `机器策略`, `单位策略` … */
  name: z.string(),
  /** File, registry key, or that it came from the platform; never its address (BD-4). */
  place: z.string(),
});
export type PolicyLineSource = z.infer<typeof source>;

export const policyLine = z.strictObject({
  key: z.string(),
  title: z.string(),
  does: z.string(),
  value: z.string(),
  /** Null: the program's own default. */
  source: source.nullable(),
  /** A person may not choose freely. */
  locked: z.boolean(),
  effect: z.enum(["live", "restart"]),
  /** What will hold after a restart, where that is something else. */
  pending: z.string().nullable(),
});
export type PolicyLine = z.infer<typeof policyLine>;

export const policyView = z.strictObject({
  /** A locked build takes signed policies only. */
  lockedBuild: z.boolean(),
  lines: z.array(policyLine),
  /** Attempts to loosen, and keys of a level that may not set them. */
  ignored: z.array(z.strictObject({ title: z.string(), source, words: z.string() })),
  /** For the administrator; what holds is not touched by them. */
  troubles: z.array(failure),
  applied: z.strictObject({
    idleLockMinutes: policy.shape.idleLockMinutes.unwrap().nullable(),
    leaks: leakPolicy,
    accessibility: accessibilityMinima,
  }),
});
export type PolicyView = z.infer<typeof policyView>;
