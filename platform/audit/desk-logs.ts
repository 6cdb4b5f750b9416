/**
 * Workstations' own logs at the platform (LG-1, L11): lines are taken once, each following from the one before, and the
 * platform signs how far it holds them. What does not follow is refused and is an event of its own.
 */
import { type DeskCheckpoint, deskLine, followLines, lineHash } from "../../shared/audit/desk-log";
import { fromUtf8, toBase64 } from "../../shared/bytes";
import { canonicalBytes } from "../../shared/canonical";
import { AppError, check } from "../../shared/failure";
import type { Body } from "../../shared/http/routes";
import { type Digest, digest } from "../../shared/schema";
import { signDetached } from "../../shared/trust/cms";
import type { SignedDocument } from "../../shared/trust/receipt";
import { audit, auditAlone } from "../audit";
import { lockItem } from "../items/record";
import type { Caller, Services } from "../services";
import type { Database, Work } from "../store/tables";

interface LogPlace {
  readonly site: string;
  readonly device: string;
  readonly log: string;
}

/** The line of a log that is missing here. */
export async function nextLine({ store }: Services, caller: Caller, log: string): Promise<number> {
  const place = await placeOf(store.db, caller, log);
  return ((await lastLine(store.db, place))?.seq ?? -1) + 1;
}

/** @throws AppError E_AUDIT for lines that do not follow from what is here */
export async function takeLines(
  services: Services,
  caller: Caller,
  { log, lines }: Body<"audit.lines">,
): Promise<SignedDocument> {
  const { db } = services.store;
  const at = services.clock().toISOString();
  const place = await placeOf(db, caller, log);
  const end = await db.transaction().execute((work) => keepLines(work, { place, lines, caller, at }));
  if (end === null) {
    const detail = `${place.device} ${lines[0]?.seq ?? 0}`;
    await auditAlone(db, at, { event: "desk-log-broken", accountId: caller.account.accountId, detail });
    throw new AppError("E_AUDIT", "本机审计记录与平台留存的不一致");
  }
  return signPlace(services, { ...place, ...end, at });
}

type Place = { readonly seq: number; readonly hash: Digest };

interface Taking {
  readonly place: LogPlace;
  readonly lines: Body<"audit.lines">["lines"];
  readonly caller: Caller;
  readonly at: string;
}

/** Null when the lines do not fit; what came before is then kept as it is. */
async function keepLines(work: Work, { place, lines, caller, at }: Taking): Promise<Place | null> {
  await lockItem(work, `desk-log ${place.site} ${place.device} ${place.log}`);
  const last = await lastLine(work, place);
  const fresh = lines.filter(({ seq }) => seq > (last?.seq ?? -1));
  if (lines.some((line) => lineHash(line) !== line.hash)) return null;
  if (!(await sameAsKept(work, place, lines.slice(0, lines.length - fresh.length)))) return null;
  const [first] = fresh;
  if (first === undefined) return last;
  if (first.seq === 0 && first.hash !== place.log) return null;
  const end = followLines(last, fresh);
  if (end === null) return null;
  const accountId = caller.account.accountId;
  await work
    .insertInto("desk_lines")
    .values(
      fresh.map((line) => ({
        ...place,
        seq: line.seq,
        at: line.at,
        event: line.event,
        about: line.details.about ?? "",
        line: JSON.stringify(line),
        hash: line.hash,
        account_id: accountId,
        received_at: at,
      })),
    )
    .execute();
  await audit(work, at, { event: "desk-log", accountId, detail: `${place.device} ${end.seq} ${end.hash}` });
  return end;
}

/** Lines sent once more must be those that are here. */
async function sameAsKept(work: Work, place: LogPlace, again: Body<"audit.lines">["lines"]): Promise<boolean> {
  if (again.length === 0) return true;
  const rows = await work
    .selectFrom("desk_lines")
    .select(["seq", "hash"])
    .where("site", "=", place.site)
    .where("device", "=", place.device)
    .where("log", "=", place.log)
    .where("seq", "in", [...again.map(({ seq }) => seq)])
    .execute();
  const kept = new Map(rows.map(({ seq, hash }) => [seq, hash]));
  return again.every(({ seq, hash }) => kept.get(seq) === hash);
}

async function signPlace(
  services: Services,
  { site, device, log, seq, hash, at }: LogPlace & Place & { readonly at: string },
): Promise<SignedDocument> {
  const said: DeskCheckpoint = {
    type: "caibian-desk-checkpoint/1",
    ...{ site, device, log: check(digest, log), seq, hash, at },
  };
  const bytes = canonicalBytes(said);
  const signature = toBase64(await signDetached(bytes, services.receiptSigner(site), at));
  const signed = { document: fromUtf8(bytes), signature };
  await services.store.db
    .insertInto("desk_checkpoints")
    .values({ site, device, log, seq, ...signed, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return signed;
}

/** The terminal is the session's own: nobody writes another one's log. */
async function placeOf(db: Database, { family, site }: Caller, log: string): Promise<LogPlace> {
  const row = await db
    .selectFrom("session_families")
    .select("device")
    .where("family", "=", family)
    .executeTakeFirstOrThrow();
  return { site: site.site, device: row.device, log };
}

async function lastLine(db: Database | Work, { site, device, log }: LogPlace): Promise<Place | null> {
  const row = await db
    .selectFrom("desk_lines")
    .select("line")
    .where("site", "=", site)
    .where("device", "=", device)
    .where("log", "=", log)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : check(deskLine, JSON.parse(row.line));
}
