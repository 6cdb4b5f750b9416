/** Accounts opened, changed and closed (AC-1, AC-4, AC-6): requested, approved by another, carried out by a third hand. */
import { z } from "zod";
import { account } from "../model/person";
import { base64, id, instant } from "../schema";

const phone = z.string().regex(/^1\d{10}$/);
const roles = z.array(z.string().trim().min(1).max(30)).min(1).max(20);
const unit = { unitId: id, unitName: z.string().trim().min(1).max(100) };
/** Own certificate first, DER, then its issuers. */
const chain = z.array(base64.min(1).max(20_000)).min(1).max(6);

/** 在编, or 外聘 by contract: then with its end, the 保密协议 and the 授权管理书 (NC-33). */
const staff = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("permanent") }),
  z.strictObject({
    kind: z.literal("contract"),
    endsAt: instant,
    /** Both are signed and filed. */
    agreements: z.boolean(),
  }),
]);

/** 使用人、联系方式、功能权限 (NY-13), with unit, certificate and kind of employment. */
const particulars = {
  name: account.shape.name,
  phone,
  ...unit,
  roles,
  staff,
  chain,
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
  endsAt: instant.nullable(),
  reason: z.string(),
  requestedBy: z.string(),
  requestedAt: instant,
  decidedBy: z.string().nullable(),
  executedBy: z.string().nullable(),
});
export type EnrolmentView = z.infer<typeof enrolmentView>;

export const departure = z.strictObject({ reason: z.string().trim().min(1).max(500) });
