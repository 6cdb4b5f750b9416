/**
 * The audit 审计: append-only and hash-chained (LG-1), one chain for each city. It names events, accounts, items and codes;
 * never manuscript text, never an SMS code. Rows are linked when their transaction commits (migrations/audit-chains.ts).
 */
import { sql } from "kysely";
import { PLATFORM_CHAIN } from "../shared/audit/chain";
import type { Database, Work } from "./store/tables";

export interface AuditEvent {
  readonly event: string;
  readonly accountId?: string;
  readonly itemId?: string;
  readonly detail?: string;
  /** The city whose chain it goes into; the account's own unless said, the platform's where there is neither. */
  readonly site?: string;
}

export async function audit(work: Work, at: string, event: AuditEvent): Promise<void> {
  const { accountId = "", itemId = "", detail = "", site } = event;
  const chain =
    site ??
    sql<string>`coalesce((select site from accounts where account_id = ${accountId}), cast(${PLATFORM_CHAIN} as text))`;
  await work
    .insertInto("audit_waiting")
    .values({ chain, at, event: event.event, account_id: accountId, item_id: itemId, detail })
    .execute();
}

/** Records what happened outside any other transaction, such as a refusal. */
export function auditAlone(db: Database, at: string, event: AuditEvent): Promise<void> {
  return db.transaction().execute((work) => audit(work, at, event));
}
