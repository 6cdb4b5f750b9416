/**
 * The audit 审计: append-only and hash-chained (LG-1), one chain for each city. It names events, accounts, items and codes;
 * never manuscript text, never an SMS code. Rows are linked when their transaction commits (migrations/audit-chains.ts).
 */
import { sql } from "kysely";
import { PLATFORM_CHAIN } from "../shared/audit/chain";
import { preparedAhead } from "./store/prepared";
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
  const row = { at, event: event.event, accountId, itemId, detail };
  await (site === undefined ? addByAccount(work, row) : addToChain(work, { ...row, chain: site }));
}

type Row = Readonly<Record<"at" | "event" | "accountId" | "itemId" | "detail", string>>;

const addToChain = preparedAhead((on, row: Row & { readonly chain: string }) =>
  on
    .insertInto("audit_waiting")
    .values({ chain: row.chain, ...columnsOf(row) })
    .compile(),
);

const addByAccount = preparedAhead((on, row: Row) => {
  const chain = sql<string>`coalesce((select site from accounts where account_id = ${row.accountId}),
    cast(${PLATFORM_CHAIN} as text))`;
  return on
    .insertInto("audit_waiting")
    .values({ chain, ...columnsOf(row) })
    .compile();
});

const columnsOf = ({ at, event, accountId, itemId, detail }: Row) => ({
  at,
  event,
  account_id: accountId,
  item_id: itemId,
  detail,
});

/** Records what happened outside any other transaction, such as a refusal. */
export function auditAlone(db: Database, at: string, event: AuditEvent): Promise<void> {
  return db.transaction().execute((work) => audit(work, at, event));
}
