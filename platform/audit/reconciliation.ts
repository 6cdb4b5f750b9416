/** Sets a workstation's log beside what the platform did (L11): by device, or by item over every device. */
import { type DeskLine, type DeskPlace, deskLine, followLines } from "../../shared/audit/desk-log";
import { type DoneOperation, reconcileOperations } from "../../shared/audit/reconcile";
import { AppError, check } from "../../shared/failure";
import type { DeskLog, Reconciliation } from "../../shared/http/audit";
import { digest } from "../../shared/schema";
import { receipt } from "../../shared/trust/receipt";
import type { Database, Tables } from "../store/tables";

/** Every log of one workstation, and every operation that those who used it did since the log began. */
export async function reconcileDevice(db: Database, site: string, device: string): Promise<Reconciliation> {
  const logs = await db
    .selectFrom("desk_lines")
    .select("log")
    .distinct()
    .where("site", "=", site)
    .where("device", "=", device)
    .execute();
  if (logs.length === 0) throw new AppError("E_NOT_FOUND", "这台工作站还没有上报过审计记录");
  const read = await Promise.all(logs.map(({ log }) => readLog(db, { site, device, log })));
  const lines = read.flatMap((one) => one.lines);
  const named = lines.flatMap(({ event, details }) => (event === "delivered" ? (details.about ?? []) : []));
  const operations = reconcileOperations(lines, await doneAmong(db, site, named));
  const fault = read.find((one) => one.fault !== null)?.fault ?? null;
  return { logs: read.flatMap(({ log }) => log ?? []).sort(byTime), operations: [...operations], fault };
}

/** Every receipt of the item beside the line that some workstation wrote about it. */
export async function reconcileItem(db: Database, site: string, itemId: string): Promise<Reconciliation> {
  const rows = await db.selectFrom("receipts").select("receipt").where("item_id", "=", itemId).orderBy("seq").execute();
  const done = rows.map((row) => check(receipt, JSON.parse(row.receipt))).filter((one) => one.site === site);
  const told = await db
    .selectFrom("desk_lines")
    .select("line")
    .where("site", "=", site)
    .where("event", "=", "delivered")
    .where("about", "in", ["", ...done.map(({ operationId }) => operationId)])
    .execute();
  const lines = told.map(({ line }) => check(deskLine, JSON.parse(line)));
  return { logs: [], operations: [...reconcileOperations(lines, done)], fault: null };
}

interface LogName {
  readonly site: string;
  readonly device: string;
  readonly log: string;
}

interface ReadLog {
  readonly lines: readonly DeskLine[];
  readonly log: DeskLog | null;
  readonly fault: string | null;
}

async function readLog(db: Database, { site, device, log }: LogName): Promise<ReadLog> {
  const rows = await db
    .selectFrom("desk_lines")
    .selectAll()
    .where("site", "=", site)
    .where("device", "=", device)
    .where("log", "=", log)
    .orderBy("seq")
    .execute();
  const lines = rows.map(({ line }) => check(deskLine, JSON.parse(line)));
  const [first, last] = [lines[0], lines.at(-1)];
  const received = rows.at(-1)?.received_at;
  if (first === undefined || last === undefined || received === undefined) return { lines, log: null, fault: null };
  const about: DeskLog = {
    device,
    log: check(digest, log),
    lines: lines.length,
    head: last.hash,
    firstAt: first.at,
    lastAt: last.at,
    receivedAt: received,
  };
  return { lines, log: about, fault: faultOf(rows, lines) };
}

/** Older lines may have been purged: the first one that is left begins. */
function faultOf(rows: readonly Tables["desk_lines"][], lines: readonly DeskLine[]): string | null {
  const [first] = lines;
  let place: DeskPlace | null =
    first === undefined || first.previous === null ? null : { seq: first.seq - 1, hash: first.previous };
  for (const [index, line] of lines.entries()) {
    const end = followLines(place, [line]);
    const row = rows[index];
    if (end === null || row?.hash !== line.hash || row.seq !== line.seq) return `第 ${index + 1} 行`;
    place = end;
  }
  return null;
}

async function doneAmong(db: Database, site: string, operationIds: readonly string[]): Promise<DoneOperation[]> {
  const rows = await db
    .selectFrom("operations")
    .innerJoin("accounts", "accounts.account_id", "operations.account_id")
    .select(["operation_id", "answer", "at"])
    .where("site", "=", site)
    .where("operation_id", "in", ["", ...operationIds])
    .orderBy("at")
    .execute();
  return rows.map((row) => ({ operationId: row.operation_id, at: row.at, event: eventIn(row.answer) }));
}

/** What the receipt in an answer calls what was done; empty for an answer without one. */
function eventIn(answer: string): string {
  const raw: unknown = JSON.parse(answer);
  if (typeof raw !== "object" || raw === null || !("receipt" in raw)) return "";
  const signed = raw.receipt;
  if (typeof signed !== "object" || signed === null || !("receipt" in signed)) return "";
  const parsed = receipt.safeParse(JSON.parse(String(signed.receipt)));
  return parsed.success ? parsed.data.event : "";
}

const byTime = (a: DeskLog, b: DeskLog): number => a.firstAt.localeCompare(b.firstAt);
