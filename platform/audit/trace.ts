/** 办理轨迹: the audit rows of one item with the way of each to a signed checkpoint (LG-1, TN-18). */
import { entryHash } from "../../shared/audit/chain";
import { readCheckpoint } from "../../shared/audit/checkpoint";
import type { Trace, TraceLink, TraceRun } from "../../shared/audit/trace";
import { fromUtf8, toBase64 } from "../../shared/bytes";
import { canonicalBytes } from "../../shared/canonical";
import { AppError, check } from "../../shared/failure";
import { digest } from "../../shared/schema";
import { signDetached } from "../../shared/trust/cms";
import { receipt, type SignedDocument } from "../../shared/trust/receipt";
import { requireAdministrative, requireCity } from "../identity/administration";
import { see } from "../items/reading";
import { itemOf } from "../items/record";
import type { Caller, Services } from "../services";
import type { Database, Tables } from "../store/tables";
import { checkpointNow } from "./checkpoints";
import { rowsAfter } from "./verification";

/** Signed as a whole by the city's receipt key. @throws AppError E_NOT_FOUND, E_PERM, E_AUDIT */
export async function traceOf(services: Services, caller: Caller, itemId: string): Promise<SignedDocument> {
  const { item } = await see(services, caller, itemId);
  return signedTrace(services, item.site, itemId);
}

/** For administrators and auditors: it names no content. @throws AppError E_PERM, E_NOT_FOUND, E_AUDIT */
export async function itemTraceFor(services: Services, caller: Caller, itemId: string): Promise<SignedDocument> {
  requireAdministrative(caller);
  requireCity(caller);
  const { site } = await itemOf(services.store.db, itemId);
  if (site !== caller.site.site) throw new AppError("E_NOT_FOUND", "没有这份稿件");
  return signedTrace(services, site, itemId);
}

async function signedTrace(services: Services, site: string, itemId: string): Promise<SignedDocument> {
  await checkpointNow(services, site);
  const { db } = services.store;
  const runs = await runsOf(services, { chain: site, itemId, tells: () => true });
  const at = services.clock().toISOString();
  const said: Trace = {
    type: "caibian-trace/1",
    site,
    itemId,
    createdAt: at,
    accounts: await accountsOf(db, runs),
    runs,
  };
  const bytes = canonicalBytes(said);
  const signature = toBase64(await signDetached(bytes, services.receiptSigner(site), at));
  return { document: fromUtf8(bytes), signature };
}

/**
 * For an evidence pack 证据包: the rows that receipts stand for, which tell nothing that the pack does not tell anyway. What else
 * the audit knows of the item, refusals and files, stays a hash there: packs travel further than traces.
 * Null when an operation was committed meanwhile: the caller asks again. @throws AppError E_AUDIT
 */
export async function receiptRunsOf(
  services: Services,
  { site, itemId }: { readonly site: string; readonly itemId: string },
): Promise<readonly TraceRun[] | null> {
  await checkpointNow(services, site);
  const wanted = { chain: site, itemId, tells: (event: string) => receiptEvents.has(event) };
  const own = await rowsToTell(services.store.db, wanted);
  const runs = await runsOf(services, wanted);
  const told = runs.reduce((sum, { links }) => sum + links.filter((one) => "entry" in one).length, 0);
  return told === own.length ? runs : null;
}

const receiptEvents: ReadonlySet<string> = new Set(receipt.options.flatMap(({ shape }) => shape.event.options));

interface Wanted {
  readonly chain: string;
  readonly itemId: string;
  /** Which of the item's rows are spelled out. */
  readonly tells: (event: string) => boolean;
}

async function rowsToTell(
  db: Database,
  { chain, itemId, tells }: Wanted,
): Promise<readonly { readonly seq: number }[]> {
  const own = await db
    .selectFrom("audit")
    .select(["seq", "event"])
    .where("item_id", "=", itemId)
    .where("chain", "=", chain)
    .orderBy("seq")
    .execute();
  return own.filter(({ event }) => tells(event));
}

/** One run for each checkpoint that has such rows before it. */
async function runsOf(services: Services, wanted: Wanted): Promise<TraceRun[]> {
  const { db } = services.store;
  const runs: TraceRun[] = [];
  let done = 0;
  for (const { seq } of await rowsToTell(db, wanted)) {
    if (seq <= done) continue;
    const signed = await db
      .selectFrom("audit_checkpoints")
      .selectAll()
      .where("chain", "=", wanted.chain)
      .where("seq", ">=", seq)
      .orderBy("seq")
      .limit(1)
      .executeTakeFirst();
    // A row that came after the checkpoint of this call belongs to the next export.
    if (signed === undefined) break;
    runs.push(await runTo(services, { signed, from: seq, wanted }));
    done = signed.seq;
  }
  return runs;
}

interface Span {
  readonly signed: Tables["audit_checkpoints"];
  readonly from: number;
  readonly wanted: Wanted;
}

async function runTo({ store, sites, check: holds }: Services, { signed, from, wanted }: Span): Promise<TraceRun> {
  const { chain, document, signature } = signed;
  const anchors = sites.get(chain)?.anchors;
  if (anchors === undefined) throw new AppError("E_AUDIT", chain);
  readCheckpoint(signed, { anchors, check: holds });
  const links: TraceLink[] = [];
  let before: string | null = null;
  for (let after = from - 1; after < signed.seq; ) {
    const rows = await rowsAfter(store.db, { chain, after, to: signed.seq });
    const last = rows.at(-1);
    if (last === undefined) throw new AppError("E_AUDIT", `${chain} 第 ${after + 1} 条`);
    before ??= rows[0]?.previous ?? null;
    links.push(...rows.map((row) => linkOf(row, wanted)));
    after = last.seq;
  }
  const hash = check(digest, before);
  return { chain, after: { seq: from - 1, hash }, links, checkpoint: { document, signature } };
}

function linkOf(row: Tables["audit"], { itemId, tells }: Wanted): TraceLink {
  const { at, event, account_id, item_id, detail } = row;
  if (item_id !== itemId || !tells(event)) return { hash: entryHash(row) };
  return { entry: { at, event, account_id, item_id, detail } };
}

async function accountsOf(db: Database, runs: readonly TraceRun[]): Promise<Trace["accounts"]> {
  const ids = new Set(
    runs.flatMap(({ links }) => links.flatMap((one) => ("entry" in one ? one.entry.account_id : []))),
  );
  const rows = await db
    .selectFrom("accounts")
    .select(["account_id", "name", "unit_name"])
    .where("account_id", "in", ["", ...ids])
    .orderBy("account_id")
    .execute();
  return rows.map((row) => ({ accountId: row.account_id, name: row.name, unitName: row.unit_name }));
}
