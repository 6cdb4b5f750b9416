/**
 * The full check 完整核验, asked for by the person: every row of both stores is read from disk and opened under its name,
 * the two are compared, every version's hash and chain is computed anew, and files are left to their own check.
 */
import { contentHash, contentOf } from "../../shared/model/content";
import { type Position, type SealedRecord, type TableName, tables } from "../../shared/store/record";
import type { Ask, Version } from "../services";
import type { Index } from "./database";
import { versionValue } from "./draft-record";
import { openRecords } from "./records";
import { brokenLink, inChainOrder } from "./version-chain";

export interface IntegrityReport {
  readonly rows: number;
  readonly versions: number;
  /** Null where the index is not in use. */
  readonly indexed: number | null;
  /** One Chinese line for each thing that is wrong; empty when all is well. */
  readonly faults: readonly string[];
}

export interface IntegrityParts {
  readonly ask: Ask;
  readonly index: Index | null;
  /** Called between batches; the check ends early when it answers false. */
  readonly progress: (done: number, total: number) => boolean;
}

const BATCH = 100;
/** Shown to the person; the rest is counted. */
const NAMED = 20;

/** Null when it was stopped. Changes nothing: what is damaged is mended when it is opened, or at the next start. */
export async function checkStores({ ask, index, progress }: IntegrityParts): Promise<IntegrityReport | null> {
  const positions = await ask("desk:journal.positions", null);
  const live = positions.filter(({ deleted }) => !deleted);
  const indexed = index === null ? null : new Map((await index.positions()).map((at) => [nameOf(at), at]));
  const faults = indexed === null ? [] : differences(positions, indexed);
  const chains = new Map<string, Version[]>();
  for (let from = 0; from < live.length; from += BATCH) {
    if (!progress(from, live.length)) return null;
    const keys = live.slice(from, from + BATCH).map(({ table, key }) => ({ table, key }));
    const { missing, damaged } = await ask("desk:journal.verify", { keys });
    for (const name of missing) faults.push(`日志中缺少 ${name}`);
    for (const name of damaged) faults.push(`日志中打不开 ${name}`);
    faults.push(...(await indexFaults({ ask, index }, keys)));
    for (const version of await versionsAmong(ask, keys)) {
      chains.set(version.itemId, [...(chains.get(version.itemId) ?? []), version]);
    }
  }
  progress(live.length, live.length);
  faults.push(...chainFaults(chains));
  const versions = [...chains.values()].reduce((sum, chain) => sum + chain.length, 0);
  return { rows: live.length, versions, indexed: indexed?.size ?? null, faults: cut(faults) };
}

type RowKey = Pick<Position, "table" | "key">;
const nameOf = ({ table, key }: RowKey): string => `${table} ${key}`;

/** A save may come in between: what the index has not got yet is a fault only when it is behind for good. */
function differences(journal: readonly Position[], index: ReadonlyMap<string, Position>): string[] {
  const known = new Set(journal.map(nameOf));
  const behind = journal.filter((at) => !at.deleted && index.get(nameOf(at))?.seq !== at.seq);
  const alone = [...index.values()].filter((at) => !at.deleted && !known.has(nameOf(at)));
  return [
    ...behind.map((at) => `索引中缺少或落后：${nameOf(at)}`),
    ...alone.map((at) => `只在索引中有：${nameOf(at)}`),
  ];
}

async function indexFaults(
  { ask, index }: Pick<IntegrityParts, "ask" | "index">,
  keys: readonly RowKey[],
): Promise<string[]> {
  if (index === null) return [];
  const rows: SealedRecord[] = [];
  for (const table of tables) {
    const own = keysOf(keys, table);
    if (own.length > 0) rows.push(...(await index.get(table, own)));
  }
  const values = await openRecords(ask, rows);
  return rows.flatMap((row, at) =>
    row.sealed !== null && (values[at] ?? null) === null ? [`索引中打不开 ${nameOf(row)}`] : [],
  );
}

async function versionsAmong(ask: Ask, keys: readonly RowKey[]): Promise<Version[]> {
  const wanted = keys.filter(({ table }) => table === "revisions");
  if (wanted.length === 0) return [];
  const rows = await ask("desk:journal.read", { keys: [...wanted] });
  return (await openRecords(ask, rows)).flatMap((value) => versionValue.safeParse(value).data ?? []);
}

function chainFaults(chains: ReadonlyMap<string, readonly Version[]>): string[] {
  return [...chains].flatMap(([itemId, versions]) => {
    const broken = brokenLink(inChainOrder(versions)) === null ? [] : [`版本链不连续：${itemId}`];
    const changed = versions.filter(
      ({ document, metadata, contentHash: said }) => contentHash(contentOf(document, metadata)) !== said,
    );
    return [...broken, ...changed.map(({ versionId }) => `版本内容与其摘要不符：${itemId} ${versionId}`)];
  });
}

const keysOf = (keys: readonly RowKey[], table: TableName): string[] =>
  keys.filter((each) => each.table === table).map(({ key }) => key);

const cut = (faults: readonly string[]): readonly string[] =>
  faults.length <= NAMED ? faults : [...faults.slice(0, NAMED), `另有 ${faults.length - NAMED} 处，请联系技术支持`];
