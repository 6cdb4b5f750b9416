/** 人员变更报送 (AC-5): what is due to the city's authority, and when it was sent. */
import { AppError } from "../../shared/failure";
import { dayOf } from "../../shared/proofreading/run";
import type { ChangeNotice } from "../../shared/workflow/profile";
import { audit } from "../audit";
import { requireSystem } from "../identity/administration";
import { demandGoverned, governedBy } from "../identity/scope";
import type { Caller, Services } from "../services";
import type { Database, Tables, Work } from "../store/tables";
import { changeIn, noticeEvents, type Row } from "./changes";

export type Notice = Tables["change_notices"];

const DAY_MS = 24 * 3_600_000;
/** Taken over in one go; the rest comes with the next look. */
const AT_ONCE = 500;

/** Due ones first, the oldest of them on top. @throws AppError E_PERM */
export async function listNotices(services: Services, caller: Caller): Promise<readonly Notice[]> {
  requireSystem(caller);
  await takeOver(services, caller);
  return services.store.db
    .selectFrom("change_notices")
    .selectAll()
    .where("site", "=", caller.site.site)
    .where((where) => governedBy(caller.scope, where.ref("unit_id")))
    .orderBy("sent_on", (order) => order.desc().nullsFirst())
    .orderBy("seq")
    .limit(500)
    .execute();
}

/** @throws AppError E_PERM, E_NOT_FOUND */
export async function noticeOf(services: Services, caller: Caller, seq: number): Promise<Notice> {
  requireSystem(caller);
  return foundIn(services.store.db, caller, seq);
}

async function foundIn(db: Database | Work, caller: Caller, seq: number): Promise<Notice> {
  const row = await db
    .selectFrom("change_notices")
    .selectAll()
    .where("site", "=", caller.site.site)
    .where("seq", "=", seq)
    .executeTakeFirst();
  if (row === undefined) throw new AppError("E_NOT_FOUND", "没有这份报送");
  demandGoverned(caller.scope, row.unit_id);
  return row;
}

/** Rows of the audit since the last look become notices; looking again changes nothing. */
async function takeOver({ store }: Services, { site }: Caller): Promise<void> {
  const rule = site.profile.account.changeNotice;
  if (rule === null) return;
  await store.db.transaction().execute(async (work) => {
    await work
      .insertInto("change_notice_marks")
      .values({ site: site.site, seq: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const mark = await work
      .selectFrom("change_notice_marks")
      .select("seq")
      .where("site", "=", site.site)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const rows = await work
      .selectFrom("audit")
      .select(["seq", "at", "event", "account_id", "detail"])
      .where("chain", "=", site.site)
      .where("seq", ">", mark.seq)
      .where("event", "in", [...noticeEvents])
      .orderBy("seq")
      .limit(AT_ONCE)
      .execute();
    for (const row of rows) await keep(work, { site: site.site, row, rule });
    const last = rows.at(-1)?.seq;
    if (last !== undefined)
      await work.updateTable("change_notice_marks").set({ seq: last }).where("site", "=", site.site).execute();
  });
}

interface Kept {
  readonly site: string;
  readonly row: Row;
  readonly rule: ChangeNotice;
}

async function keep(work: Work, { site, row, rule }: Kept): Promise<void> {
  const due = new Date(Date.parse(row.at) + rule.withinDays * DAY_MS).toISOString();
  await work
    .insertInto("change_notices")
    .values({
      ...{ site, seq: row.seq, event: row.event, occurred_at: row.at, ...(await changeIn(work, site, row)) },
      ...{ addressee: rule.to, form: rule.form, due_on: dayOf(due) },
      ...{ sent_on: null, sent_how: "", sent_by: null, recorded_at: null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

interface Sent {
  readonly seq: number;
  readonly sentOn: string;
  /** 公文交换、邮寄 …, with its number. */
  readonly how: string;
}

/** Once; it stands for ever. @throws AppError E_PERM, E_FORM, E_STATE, E_NOT_FOUND */
export function recordSent(services: Services, caller: Caller, { seq, sentOn, how }: Sent): Promise<void> {
  requireSystem(caller);
  const at = services.clock().toISOString();
  return services.store.db.transaction().execute(async (work) => {
    const row = await foundIn(work, caller, seq);
    if (row.sent_on !== null) throw new AppError("E_STATE", "这份报送已经登记过");
    if (sentOn > dayOf(at) || sentOn < dayOf(row.occurred_at))
      throw new AppError("E_FORM", "报送日期须在变更之后，不晚于今天");
    await work
      .updateTable("change_notices")
      .set({ sent_on: sentOn, sent_how: how, sent_by: caller.account.name, recorded_at: at })
      .where("site", "=", caller.site.site)
      .where("seq", "=", seq)
      .execute();
    const about = { event: "notice-sent", site: caller.site.site, accountId: caller.account.accountId };
    await audit(work, at, { ...about, detail: `${seq} ${sentOn} ${how}` });
  });
}

export const isOverdue = ({ sent_on, due_on }: Notice, today: string): boolean => sent_on === null && due_on < today;
