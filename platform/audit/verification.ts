/** Whether the chains hold: nothing altered, deleted, moved or put in between, and every checkpoint fits (LG-1, L11). */
import { z } from "zod";
import { EARLIER_CHAIN, FIRST, hashOfRow, PLATFORM_CHAIN } from "../../shared/audit/chain";
import { type Checkpoint, readCheckpoint } from "../../shared/audit/checkpoint";
import { utf8 } from "../../shared/bytes";
import { digestOf } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import { id } from "../../shared/schema";
import type { SignatureCheck } from "../../shared/trust/port";
import type { Sites } from "../services";
import type { Database, Tables } from "../store/tables";

export interface AuditTrust {
  readonly sites: Sites;
  readonly check: SignatureCheck;
}

export interface ChainState {
  readonly chain: string;
  /** The oldest row that is still there, and the newest. */
  readonly first: number;
  readonly last: number;
  readonly head: string;
  readonly checkpoints: number;
  /** The newest row that a checkpoint covers; 0 before the first. */
  readonly covered: number;
}

const PAGE = 2_000;

/** @throws AppError E_AUDIT at the first row or checkpoint of any chain that does not fit */
export async function verifyChains(db: Database, trust: AuditTrust): Promise<readonly ChainState[]> {
  const names = new Set<string>();
  for (const table of ["audit", "audit_chains", "audit_checkpoints"] as const)
    for (const { chain } of await db.selectFrom(table).select("chain").distinct().execute()) names.add(chain);
  const states: ChainState[] = [];
  for (const chain of [...names].sort()) states.push(await verifyChain(db, chain, trust));
  return states;
}

/** Also while rows are being added: what is read first ends before what is read after. @throws AppError E_AUDIT */
export async function verifyChain(db: Database, chain: string, trust: AuditTrust): Promise<ChainState> {
  const checkpoints = await checkpointsOf(db, chain, trust);
  const covered = checkpoints.at(-1)?.seq ?? 0;
  const head = await headOf(db, chain);
  const first = (await firstSeq(db, chain)) ?? head.seq + 1;
  const signed = new Map<number, string>(checkpoints.map(({ seq, hash }) => [seq, hash]));
  const before = first === 1 ? FIRST : signed.get(first - 1);
  if (before === undefined) throw broken(chain, `缺少第 ${first} 条以前的记录`);
  const end = await follow(db, { chain, from: { seq: first - 1, hash: before }, to: head.seq, signed });
  if (end.seq !== head.seq || end.hash !== head.hash || covered > head.seq)
    throw broken(chain, `缺少第 ${end.seq + 1} 条及以后的记录`);
  return { chain, first, last: head.seq, head: head.hash, checkpoints: checkpoints.length, covered };
}

interface Place {
  readonly seq: number;
  readonly hash: string;
}

interface Stretch {
  readonly chain: string;
  /** The place before the first row. */
  readonly from: Place;
  readonly to: number;
  /** Hashes that checkpoints name. */
  readonly signed: ReadonlyMap<number, string>;
}

/** Follows the rows one by one, and answers where they end. @throws AppError E_AUDIT */
export async function follow(db: Database, { chain, from, to, signed }: Stretch): Promise<Place> {
  let place = from;
  for (;;) {
    const rows = await rowsAfter(db, { chain, after: place.seq, to });
    if (rows.length === 0) return place;
    for (const row of rows) {
      const fits = row.seq === place.seq + 1 && row.previous === place.hash && hashOfRow(row) === row.hash;
      if (!fits || (signed.get(row.seq) ?? row.hash) !== row.hash) throw broken(chain, `第 ${place.seq + 1} 条`);
      place = { seq: row.seq, hash: row.hash };
    }
  }
}

async function headOf(db: Database, chain: string): Promise<Place> {
  const row = await db.selectFrom("audit_chains").selectAll().where("chain", "=", chain).executeTakeFirst();
  if (row === undefined) throw broken(chain, "没有链头");
  return row;
}

/** How many rows there are, all chains together. @throws AppError E_AUDIT */
export async function verifyAudit(db: Database, trust: AuditTrust): Promise<number> {
  const states = await verifyChains(db, trust);
  return states.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

/** In their order, each signed and bound to the one before. @throws AppError E_AUDIT */
export async function checkpointsOf(db: Database, chain: string, trust: AuditTrust): Promise<readonly Checkpoint[]> {
  const rows = await db
    .selectFrom("audit_checkpoints")
    .selectAll()
    .where("chain", "=", chain)
    .orderBy("number")
    .execute();
  const read: Checkpoint[] = [];
  let previous: string | null = null;
  for (const row of rows) {
    const one = readSigned(row, trust);
    const fits = one.chain === chain && one.number === read.length + 1 && one.previous === previous;
    if (!fits || one.seq !== row.seq || one.hash !== row.hash) throw broken(chain, `检查点 ${read.length + 1}`);
    if (one.seq <= (read.at(-1)?.seq ?? 0)) throw broken(chain, `检查点 ${one.number}`);
    read.push(one);
    previous = digestOf(utf8(row.document));
  }
  return read;
}

function readSigned(row: Tables["audit_checkpoints"], { sites, check }: AuditTrust): Checkpoint {
  const anchors = sites.get(siteNamedIn(row.document))?.anchors;
  if (anchors === undefined) throw broken(row.chain, "没有检查点所属站点的根证书");
  const read = readCheckpoint(row, { anchors, check });
  if (ofNoCity(row.chain) || read.site === row.chain) return read;
  throw broken(row.chain, "检查点由别的站点签名");
}

/** Whose key to try: nothing is believed for that yet. */
function siteNamedIn(document: string): string {
  try {
    return z.object({ site: id }).parse(JSON.parse(document)).site;
  } catch (cause) {
    throw new AppError("E_AUDIT", "检查点不可读", { cause });
  }
}

const ofNoCity = (chain: string): boolean => chain === PLATFORM_CHAIN || chain === EARLIER_CHAIN;

/** Chains of no city are signed by the first one's key; null for a platform without a city. */
export function signingSite(chain: string, sites: Sites): string | null {
  if (!ofNoCity(chain)) return chain;
  const [first] = sites.keys();
  return first ?? null;
}

async function firstSeq(db: Database, chain: string): Promise<number | null> {
  const row = await db
    .selectFrom("audit")
    .select("seq")
    .where("chain", "=", chain)
    .orderBy("seq")
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? null;
}

interface Slice {
  readonly chain: string;
  readonly after: number;
  readonly to: number;
}

export function rowsAfter(db: Database, { chain, after, to }: Slice): Promise<Tables["audit"][]> {
  return db
    .selectFrom("audit")
    .selectAll()
    .where("chain", "=", chain)
    .where("seq", ">", after)
    .where("seq", "<=", to)
    .orderBy("seq")
    .limit(PAGE)
    .execute();
}

const broken = (chain: string, where: string): AppError => new AppError("E_AUDIT", `${chain} ${where}`);
