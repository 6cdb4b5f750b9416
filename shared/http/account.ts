/** Accounts as 系统管理 sees them: which fell dormant, on which terminals they are used. */
import { z } from "zod";
import { id, instant } from "../schema";

export const dormantAccount = z.strictObject({
  accountId: id,
  name: z.string(),
  unitName: z.string(),
  /** Last sign-in, or enrolment where there was none; a decision to keep counts anew. */
  since: instant,
  /** The case 查明原因 that was opened. */
  caseId: id,
  openedAt: instant,
});
export type DormantAccount = z.infer<typeof dormantAccount>;

export const dormancyDecision = z.strictObject({
  /** 保留, 停用, 收回: taking back unbinds the certificate. */
  decision: z.enum(["keep", "disable", "reclaim"]),
  cause: z.string().trim().min(1).max(500),
});

export const accountDevice = z.strictObject({
  device: id,
  firstAt: instant,
  lastAt: instant,
  refusedAt: instant.nullable(),
});
export type AccountDevice = z.infer<typeof accountDevice>;
