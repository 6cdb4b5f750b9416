/**
 * 工作移交 (AC-8, TN-35, LAM-32.1). Rights end at once when somebody leaves or changes posts (AC-4); what is left is a list of four:
 * work handed to whom, secrecy pledge signed, passwords and keys changed, equipment returned. A departure counts as closed
 * 已离岗 only with all four. Opened in the transaction that ends the rights, so that none can be left out.
 */
import { z } from "zod";
import { AppError, check } from "../../shared/failure";
import { dayOf } from "../../shared/proofreading/run";
import { audit } from "../audit";
import type { Caller, Services } from "../services";
import type { StoredAccount, Tables, Work } from "../store/tables";
import { requireSystem } from "./administration";
import { demandGoverned, governedBy } from "./scope";
import { newSecret } from "./secret";

export type HandOver = Tables["hand_overs"];

/** 在办稿件 when the rights ended: title and where it stood; other people of the unit go on with it. */
const task = z.object({ itemId: z.string(), title: z.string(), phase: z.string() });
export type OpenTask = z.infer<typeof task>;

export const tasksOf = ({ tasks }: HandOver): readonly OpenTask[] => check(z.array(task), JSON.parse(tasks));

interface Leaving {
  readonly kind: HandOver["kind"];
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

/** The account as it was before. */
export async function openHandOver(
  work: Work,
  account: StoredAccount,
  { kind, reason, by, at }: Leaving,
): Promise<void> {
  const tasks = await work
    .selectFrom("item_persons")
    .innerJoin("items", "items.item_id", "item_persons.item_id")
    .select(["items.item_id as itemId", "items.title", "items.phase"])
    .where("item_persons.person_id", "=", account.person_id)
    .where("items.site", "=", account.site)
    .where("items.phase", "in", ["draft", "in-review", "returned", "approved", "in-repository"])
    .orderBy("items.updated_at", "desc")
    .limit(500)
    .execute();
  const handoverId = `h${newSecret().slice(0, 16)}`;
  const { account_id, person_id, name, unit_id, unit_name, site } = account;
  const whose = { site, account_id, person_id, name, unit_id, unit_name };
  const nothing = { successor: "", handed_on: null, pledged_on: null, keys_on: null, keys_what: "", equipment: "" };
  await work
    .insertInto("hand_overs")
    .values({
      ...{ handover_id: handoverId, ...whose, kind, reason, opened_by: by, opened_at: at },
      ...{ tasks: JSON.stringify(tasks), ...nothing, returned_on: null, closed_by: null, closed_at: null },
    })
    .execute();
  await audit(work, at, { event: "handover-opened", accountId: account_id, detail: `${handoverId} ${kind}` });
}

/** Open ones first, then the newest. @throws AppError E_PERM */
export function listHandOvers({ store }: Services, caller: Caller): Promise<readonly HandOver[]> {
  requireSystem(caller);
  return store.db
    .selectFrom("hand_overs")
    .selectAll()
    .where("site", "=", caller.site.site)
    .where((where) => governedBy(caller.scope, where.ref("unit_id")))
    .orderBy("closed_at", (order) => order.desc().nullsFirst())
    .orderBy("opened_at", "desc")
    .limit(500)
    .execute();
}

/** @throws AppError E_PERM, E_NOT_FOUND, E_SOD for one's own */
export async function handOverOf(services: Services, caller: Caller, handoverId: string): Promise<HandOver> {
  requireSystem(caller);
  return foundIn(services.store.db, caller, handoverId);
}

async function foundIn(db: Services["store"]["db"] | Work, caller: Caller, handoverId: string): Promise<HandOver> {
  const row = await db
    .selectFrom("hand_overs")
    .selectAll()
    .where("handover_id", "=", handoverId)
    .where("site", "=", caller.site.site)
    .executeTakeFirst();
  if (row === undefined) throw new AppError("E_NOT_FOUND", "没有这份移交单");
  // By the unit that was left: a transferred account belongs to other administrators by now.
  demandGoverned(caller.scope, row.unit_id);
  if (row.person_id === caller.account.personId) throw new AppError("E_SOD", "本人的移交由另一位系统管理人员登记");
  return row;
}

export interface HandOverNotes {
  /** 接手人. */
  readonly successor: string;
  readonly handedOn: string | null;
  readonly pledgedOn: string | null;
  readonly keysOn: string | null;
  /** Which: 共用口令、证书介质 … */
  readonly keysWhat: string;
  /** Of what was lent; 无 where nothing was. */
  readonly equipment: string;
  readonly returnedOn: string | null;
}

/** Entered as it comes in, any number of times until it is closed. @throws AppError E_PERM, E_FORM, E_STATE, E_NOT_FOUND, E_SOD */
export function noteHandOver(
  services: Services,
  caller: Caller,
  { handoverId, ...notes }: HandOverNotes & { readonly handoverId: string },
): Promise<void> {
  return changing({ services, caller, handoverId }, async (work, row, at) => {
    refuseFuture(notes, dayOf(at));
    if (notes.successor === row.name) throw new AppError("E_FORM", "工作不能移交给本人");
    await work.updateTable("hand_overs").set(columnsOf(notes)).where("handover_id", "=", handoverId).execute();
    return { event: "handover-noted", about: missingIn({ ...row, ...columnsOf(notes) }).length };
  });
}

const columnsOf = (notes: HandOverNotes) => ({
  ...{ successor: notes.successor, handed_on: notes.handedOn, pledged_on: notes.pledgedOn },
  ...{ keys_on: notes.keysOn, keys_what: notes.keysWhat, equipment: notes.equipment, returned_on: notes.returnedOn },
});

/** 已离岗, or the transfer done. @throws AppError E_FORM that names what is missing; E_STATE, E_PERM, E_NOT_FOUND, E_SOD */
export function closeHandOver(services: Services, caller: Caller, handoverId: string): Promise<void> {
  return changing({ services, caller, handoverId }, async (work, row, at) => {
    const missing = missingIn(row);
    if (missing.length > 0) throw new AppError("E_FORM", `移交还没有办完，缺：${missing.join("、")}`);
    await work
      .updateTable("hand_overs")
      .set({ closed_by: caller.account.name, closed_at: at })
      .where("handover_id", "=", handoverId)
      .execute();
    return { event: "handover-closed", about: 0 };
  });
}

/** In the words of the list. */
export function missingIn(row: HandOver): readonly string[] {
  return [
    ...(row.successor === "" || row.handed_on === null ? ["工作移交"] : []),
    ...(row.pledged_on === null ? ["保密承诺"] : []),
    ...(row.keys_on === null ? ["口令和证书更换"] : []),
    ...(row.equipment === "" || (row.equipment !== "无" && row.returned_on === null) ? ["设备交还"] : []),
  ];
}

function refuseFuture({ handedOn, pledgedOn, keysOn, returnedOn }: HandOverNotes, today: string): void {
  if ([handedOn, pledgedOn, keysOn, returnedOn].some((day) => day !== null && day > today))
    throw new AppError("E_FORM", "日期不能晚于今天");
}

interface Changed {
  readonly event: string;
  /** How many of the list are open. */
  readonly about: number;
}

interface Changing {
  readonly services: Services;
  readonly caller: Caller;
  readonly handoverId: string;
}

function changing(
  { services, caller, handoverId }: Changing,
  work: (work: Work, row: HandOver, at: string) => Promise<Changed>,
): Promise<void> {
  requireSystem(caller);
  const at = services.clock().toISOString();
  return services.store.db.transaction().execute(async (open) => {
    const row = await foundIn(open, caller, handoverId);
    if (row.closed_at !== null) throw new AppError("E_STATE", "这份移交单已经办结");
    const { event, about } = await work(open, row, at);
    const detail = `${handoverId} ${caller.account.accountId} ${about}`;
    await audit(open, at, { event, accountId: row.account_id, detail });
  });
}
