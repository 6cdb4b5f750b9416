/**
 * Limits on people who are not 在职在编 (RP-6): judged when rights are granted and again at each action, since a profile or
 * an account may have changed in between.
 */
import type { ContractRecord, Staff, StaffKind } from "../model/staff";
import { type Refusal, refuse } from "./decision";
import { auditRoles, systemRoles } from "./duty";
import type { Profile, Step } from "./profile";

export interface Holder {
  readonly kind: StaffKind;
  readonly roles: readonly string[];
  readonly profile: Profile;
}

const rolesAt = ({ roles, rolesByType }: Step): readonly string[] => [...roles, ...Object.values(rolesByType).flat()];

const holds = (roles: readonly string[], wanted: readonly string[]): boolean =>
  wanted.some((role) => roles.includes(role));

/** 管理人员须在职在编 (NC-33). */
export function managerLimit({ kind, roles }: Pick<Holder, "kind" | "roles">): Refusal | null {
  return kind !== "permanent" && holds(roles, [...systemRoles, ...auditRoles])
    ? refuse("E_PERM", "系统管理和审计须由在职在编人员担任")
    : null;
}

/** 不得将账号全部权限交给非在编人员 (LAM-5, LAM-32.2): who drafts, reviews and publishes on one account holds all of it. */
export function wholeAccountLimit({ kind, roles, profile }: Holder): Refusal | null {
  if (kind === "permanent") return null;
  const [first, ...later] = profile.review.steps;
  const drafts = first !== undefined && holds(roles, rolesAt(first));
  const reviews = later.some((step) => step.kind !== "proof" && holds(roles, rolesAt(step)));
  return drafts && reviews && holds(roles, profile.review.publisherRoles)
    ? refuse("E_SOD", "非在编人员的一个账号不得兼有采编、审核、发布全部权限")
    : null;
}

export const staffLimit = (holder: Holder): Refusal | null => managerLimit(holder) ?? wholeAccountLimit(holder);

/** Agreements and training lie behind: a day to come is a promise. */
const behind = (day: string | null, today: string): boolean => day !== null && day <= today;

/** What the record of a contract lacks, in words; empty when it is whole. */
export function contractFaults(record: ContractRecord, holder: Holder & { readonly today: string }): readonly string[] {
  const { kind, today } = holder;
  const { from, until } = record;
  const outside = kind === "contractor";
  const publishes = holds(holder.roles, holder.profile.review.publisherRoles);
  const rules: readonly (readonly [holds: boolean, otherwise: string])[] = [
    [!outside || record.firm !== "", "外包单位"],
    [record.number !== "", "合同编号"],
    [from !== null, "合同起始日"],
    [until !== null, "合同到期日"],
    [until === null || until > today, "合同到期日须晚于今天"],
    [from === null || until === null || from < until, "合同到期日须晚于起始日"],
    [record.duties !== "", "承担事项"],
    [behind(record.confidentialityOn, today), "保密协议签订日期"],
    [behind(record.authorisationOn, today), "授权管理书签订日期"],
    [behind(record.secrecyTrainingOn, today), "保密培训日期"],
    // 承担发布的第三方须有资质 (LA-45, LAM-5).
    [!outside || !publishes || record.qualification !== "", "发布岗位须有资质证明"],
    [!outside || !publishes || (record.qualificationUntil ?? "") > today, "资质证明须在有效期内"],
  ];
  return rules.filter(([fine]) => !fine).map(([, otherwise]) => otherwise);
}

/** @see Staff of older requests, which had a tick where there is a record now */
export const kindOf = ({ kind }: Staff): StaffKind => (kind === "contract" ? "contractor" : kind);
