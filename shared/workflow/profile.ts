/**
 * The city profile 城市配置: the stage machine, level names, roles, gates, checklists and limits as data.
 * A profile is JSON, signed by the city, and may only tighten the hard floors of requirements §3.2.
 */
import { z } from "zod";
import { day, id } from "../schema";
import { proofreading } from "./proofreading";

/** Step ids are fixed; their names, order and presence come from the profile. */
export const stepIds = ["review-1", "review-2", "review-3", "secrecy", "proof-1", "proof-2", "proof-3"] as const;
export const stepId = z.enum(stepIds);
export type StepId = z.infer<typeof stepId>;

const clause = z.string().max(60);
const check = z.strictObject({ id, text: z.string().min(1).max(120), clause });

export const step = z.strictObject({
  id: stepId,
  kind: z.enum(["review", "secrecy", "proof"]),
  /** 初审, 一审, 保密审查, 一校 … */
  name: z.string().min(1).max(20),
  /** Roles that may act at this step. */
  roles: z.array(z.string().min(1)).min(1),
  /** Which roles may act instead when the item is of such a type or flagged 重要重大 (key `important`). */
  rolesByType: z.record(z.string(), z.array(z.string().min(1)).min(1)),
  /** The author may act here (floor: only review-1, and proof-1 where the profile says so). */
  authorMayAct: z.boolean(),
  /** This reviewer may change the text; the own signature then covers the change (WF-7). */
  mayEdit: z.boolean(),
  /** A machine pass on the current hash with every finding decided must exist before signing. */
  machinePass: z.boolean(),
  /** Each gate of `gates` must be ticked in the statement. */
  gates: z.boolean(),
  /** 社会效应 note required (TN-15c). */
  noteRequired: z.boolean(),
  /** The signature covers layoutHash too (proofs on the sample page). */
  layout: z.boolean(),
  checklist: z.array(check),
  clause,
});
export type Step = z.infer<typeof step>;

export const refusal = z.strictObject({ code: id, text: z.string().min(1).max(60), clause });

/** FM-09 业务申请表, FM-10 账号申请, FM-11 联络人员信息表; elsewhere a plain filing 备案. */
export const noticeForm = z.enum(["FM-09", "FM-10", "FM-11", "filing"]);
export type NoticeForm = z.infer<typeof noticeForm>;

export const changeNotice = z.strictObject({
  to: z.string().min(2).max(40),
  form: noticeForm,
  withinDays: z.number().int().min(1).max(60),
});
export type ChangeNotice = z.infer<typeof changeNotice>;

export const profile = z.strictObject({
  id,
  version: z.number().int().positive(),
  /** 六安市, 潼南区 … */
  name: z.string().min(1),
  siteName: z.string().min(1),
  meta: z.strictObject({
    documentNumber: z.string().nullable(),
    effectiveFrom: day.nullable(),
    authority: z.string().nullable(),
    operator: z.string().nullable(),
  }),
  review: z.strictObject({
    /** In order; the last one approves the item. */
    steps: z.array(step).min(3),
    /** Pairs of steps that one person may both sign, e.g. review-2 and proof-3 (TN-15). */
    samePersonPairs: z.array(z.tuple([stepId, stepId])),
    /** 政治 法律 政策 保密 … */
    gates: z.array(z.string().min(1)).min(1),
    /** 退回类别 (TN-16). */
    refusals: z.array(refusal).min(1),
    /** Roles that may put an approved item into the repository and publish it. */
    publisherRoles: z.array(z.string().min(1)).min(1),
  }),
  metadata: z.strictObject({
    required: z.array(z.string()),
    indexPattern: z.string().nullable(),
  }),
  privacy: z.strictObject({
    exemptions: z.array(z.string()),
    /** Masked forms by kind, e.g. `{ mobile: { keepStart: 3, keepEnd: 4 } }`. */
    masks: z.record(z.string(), z.strictObject({ keepStart: z.number().int(), keepEnd: z.number().int() })),
  }),
  checks: z.strictObject({
    sourceRequired: z.boolean(),
    /** What an outside link does: block, reason, warn. */
    outsideLink: z.enum(["block", "reason", "warn"]),
  }),
  /** Severities of single proofreading rules, level by level; profiles signed before it was there have none. */
  proofreading: proofreading.default({ levels: [] }),
  deadlines: z.strictObject({
    /** 主动公开 within n working days of formation (TN-12). */
    disclosureWorkingDays: z.number().int().positive().nullable(),
    reprintHours: z.number().positive().nullable(),
    takedownMinutes: z.number().positive().nullable(),
  }),
  password: z.strictObject({
    minLength: z.number().int(),
    classes: z.number().int(),
    rotationMonths: z.number().nullable(),
  }),
  /** Older profiles leave both to the base. */
  account: z
    .strictObject({
      /** 3 个月未登录 (NC-34): when an unused account is looked into. */
      dormancyMonths: z.number().int().positive().max(12),
      /** 不用时退出 (LAM-32.1): after how long an untouched workstation locks itself. */
      idleLockMinutes: z.number().int().positive().max(60).default(10),
      /** 至少每年培训 (TN-38): after so many months the administrators are reminded; null where no rule says so. */
      trainingMonths: z.number().int().positive().max(24).nullable().default(null),
      /** 人员变更报送 (TN-36, XY-10, LA-34): whom each change of accounts and responsible persons is told, and by when. */
      changeNotice: changeNotice.nullable().default(null),
    })
    .default({ dormancyMonths: 3, idleLockMinutes: 10, trainingMonths: null, changeNotice: null }),
  /** Extranet address ranges in CIDR form; the demo city also allows loopback, and says so. */
  extranet: z.array(z.string()).min(1),
  /** dotted parameter → clause that sets it, e.g. `{ "review.gates": "TN-15" }`. */
  sources: z.record(z.string(), z.string()),
});
export type Profile = z.infer<typeof profile>;
