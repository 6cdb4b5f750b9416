/**
 * The audit 审计: append-only and hash-chained (LG-1). It names events, accounts, items and codes; never manuscript
 * text, never an SMS code.
 */
import { digestOfJson } from "../shared/digest";
import { AppError } from "../shared/failure";
import { next } from "./counter";
import type { Database, Work } from "./store/tables";

export interface AuditEvent {
  readonly event: string;
  readonly accountId?: string;
  readonly itemId?: string;
  readonly detail?: string;
}

const FIRST = "sha-256:0000000000000000000000000000000000000000000000000000000000000000";

export async function audit(work: Work, at: string, event: AuditEvent): Promise<void> {
  const seq = await next(work, "audit");
  const last = await work
    .selectFrom("audit")
    .select("hash")
    .where("seq", "=", seq - 1)
    .executeTakeFirst();
  const row = {
    seq,
    at,
    event: event.event,
    account_id: event.accountId ?? "",
    item_id: event.itemId ?? "",
    detail: event.detail ?? "",
    previous: last?.hash ?? FIRST,
  };
  await work
    .insertInto("audit")
    .values({ ...row, hash: digestOfJson(row) })
    .execute();
}

/** Records what happened outside any other transaction, such as a refusal. */
export function auditAlone(db: Database, at: string, event: AuditEvent): Promise<void> {
  return db.transaction().execute((work) => audit(work, at, event));
}

/** @throws AppError E_AUDIT at the first row that does not follow from the one before it. */
export async function verifyAudit(db: Database): Promise<number> {
  const rows = await db.selectFrom("audit").selectAll().orderBy("seq").execute();
  let previous = FIRST;
  for (const [index, { hash, ...row }] of rows.entries()) {
    if (row.seq !== index + 1 || row.previous !== previous || digestOfJson(row) !== hash)
      throw new AppError("E_AUDIT", `第 ${index + 1} 条`);
    previous = hash;
  }
  return rows.length;
}
