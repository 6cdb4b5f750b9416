/** Staff 人员性质 (RP-6): who is 在职在编, and what must be on record of everybody else (NC-33, LA-45, TN-6, TN-37). */
import { z } from "zod";
import { day, instant } from "../schema";

export const staffKinds = ["permanent", "hired", "contractor"] as const;
export type StaffKind = (typeof staffKinds)[number];

export const staffNames: Readonly<Record<StaffKind, string>> = {
  permanent: "在职在编",
  hired: "聘用",
  contractor: "外包",
};

/** What is missing is told in words by contractFaults, not refused as a form nobody understands. */
export const contractRecord = z.strictObject({
  /** 外包单位; empty for 聘用. */
  firm: z.string().trim().max(100),
  number: z.string().trim().max(60),
  from: day.nullable(),
  /** The account ends with this day. */
  until: day.nullable(),
  /** 承担事项 (TN-6). */
  duties: z.string().trim().max(300),
  /** 保密协议, 授权管理书 (NC-33), 保密培训 (TN-37): the days of each. */
  confidentialityOn: day.nullable(),
  authorisationOn: day.nullable(),
  secrecyTrainingOn: day.nullable(),
  /** 资质证明 of the firm (LA-45): number, and the day it is good until. */
  qualification: z.string().trim().max(100),
  qualificationUntil: day.nullable(),
});
export type ContractRecord = z.infer<typeof contractRecord>;

export const staff = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("permanent") }),
  z.strictObject({ kind: z.enum(["hired", "contractor"]), contract: contractRecord }),
  /** As requests were written before the record: shown as they were, no longer accepted. */
  z.strictObject({ kind: z.literal("contract"), endsAt: instant, agreements: z.boolean() }),
]);
export type Staff = z.infer<typeof staff>;

/** A contract ends with the end of its day in China. */
export const endOfDay = (text: string): string => new Date(`${text}T23:59:59.000+08:00`).toISOString();

/** When the account ends by itself (AC-6); null for 在编. */
export function endOf(of: Staff): string | null {
  if (of.kind === "permanent") return null;
  if (of.kind === "contract") return of.endsAt;
  return of.contract.until === null ? null : endOfDay(of.contract.until);
}

export const staffName = ({ kind }: Staff): string => (kind === "contract" ? "外聘" : staffNames[kind]);
