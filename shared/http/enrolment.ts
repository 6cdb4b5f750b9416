/** Accounts opened, changed and closed (AC-1, AC-4, AC-6): requested, approved by another, carried out by a third hand. */
import { z } from "zod";
import { account } from "../model/person";
import { contractRecord, staff, staffKinds } from "../model/staff";
import { base64, day, id, instant } from "../schema";

const phone = z.string().regex(/^1\d{10}$/);
const roles = z.array(z.string().trim().min(1).max(30)).min(1).max(20);
const unit = { unitId: id, unitName: z.string().trim().min(1).max(100) };
/** Own certificate first, DER, then its issuers. */
const chain = z.array(base64.min(1).max(20_000)).min(1).max(6);

/** 使用人、联系方式、功能权限 (NY-13), with unit, certificate and kind of employment. */
const particulars = {
  name: account.shape.name,
  phone,
  ...unit,
  roles,
  staff,
  chain,
  /** 保密审查 and 岗前培训 (RP-7), where they are known; the account has no rights before both are. */
  vettedOn: day.nullable().default(null),
  trainedOn: day.nullable().default(null),
};

export const enrolmentForm = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("open"), ...particulars, reason: z.string().trim().min(1).max(500) }),
  /** 转岗 and every other change: the account is afterwards as written here. */
  z.strictObject({
    kind: z.literal("change"),
    accountId: id,
    ...particulars,
    reason: z.string().trim().min(1).max(500),
  }),
]);
export type EnrolmentForm = z.infer<typeof enrolmentForm>;

export const enrolmentDecision = z.strictObject({ approve: z.boolean(), reason: z.string().trim().min(1).max(500) });

export const enrolmentView = z.strictObject({
  enrolmentId: id,
  kind: z.enum(["open", "change"]),
  state: z.enum(["requested", "approved", "refused", "done"]),
  /** The one that is changed, or was opened. */
  accountId: id.nullable(),
  name: z.string(),
  /** Masked (NC-14). */
  phone: z.string(),
  unitName: z.string(),
  roles: z.array(z.string()),
  staff: z.enum(staffKinds),
  /** Null for 在编, and in requests older than the record. */
  contract: contractRecord.nullable(),
  vettedOn: day.nullable(),
  trainedOn: day.nullable(),
  endsAt: instant.nullable(),
  reason: z.string(),
  requestedBy: z.string(),
  requestedAt: instant,
  decidedBy: z.string().nullable(),
  executedBy: z.string().nullable(),
});
export type EnrolmentView = z.infer<typeof enrolmentView>;

/** 上岗条件 (RP-7): both days as they now stand; null takes one back, and the account's rights with it. */
export const clearance = z.strictObject({
  vettedOn: day.nullable(),
  trainedOn: day.nullable(),
  /** 依据: the paper it was taken from. */
  basis: z.string().trim().min(1).max(200),
});
export type Clearance = z.infer<typeof clearance>;

export const departure = z.strictObject({ reason: z.string().trim().min(1).max(500) });
