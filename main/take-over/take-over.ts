/**
 * Takes the drafts of another store of the same person over into the open one (D8): both were kept after a restore, and what
 * was begun in the other goes on here. Nothing of the other store changes, nothing of this one is written over, and taking
 * over twice is taking over once.
 */
import { createHash } from "node:crypto";
import { AppError } from "../../shared/failure";
import type { TakenOver } from "../../shared/ipc/vault";
import type { Entry, Position } from "../../shared/store/record";
import type { OperationState } from "../../shared/sync/operation";
import { Shelf } from "../attachments/shelf";
import type { Audit } from "../audit";
import type { KeyProvider } from "../identity/provider";
import type { FileSystem } from "../journal/filesystem";
import { openStore, type Store, type StoreOptions, type Typed } from "../store";
import { vaultNameOf } from "../store-place";
import { asDraft, type Family, familiesOf, hasDraft, isSummary, renamed, standsIn } from "./family";
import { takeFiles } from "./files";

export interface TakeOverParts {
  readonly fs: FileSystem;
  readonly keys: KeyProvider;
  readonly audit: Audit;
  readonly session: { readonly unlockedNow: () => { readonly store: Store } };
  readonly stores: StoreOptions;
  /** Nothing of the attachments is swept away meanwhile. */
  readonly keeping: <T>(work: () => Promise<T>) => Promise<T>;
}

/** Behind the title of a draft whose place is taken. */
const MARK = "（另一存储的稿件）";
const TOGETHER = 200;

export class TakeOver {
  readonly #parts: TakeOverParts;

  constructor(parts: TakeOverParts) {
    this.#parts = parts;
  }

  /** @throws AppError E_LOCKED, E_STATE for a store that is not another one of this person; as opening a store */
  readonly run = async (keyId: string, typed: Typed & { readonly storeId: string }): Promise<TakenOver> => {
    const { keys, session, stores, audit } = this.#parts;
    const here = session.unlockedNow().store;
    if (typed.storeId === here.storeId || vaultNameOf(typed.storeId) !== vaultNameOf(here.storeId))
      throw new AppError("E_STATE", "这不是同一个人的另一个存储");
    const key = await keys.open(keyId, typed);
    const other = await openStore(stores, key, typed).finally(key.close);
    try {
      if (other.storeId !== typed.storeId) throw new AppError("E_STATE", "这把密钥打不开所选的存储");
      const taken = await this.#take(other, here);
      await audit.note("taken-over", { person: here.key.info.fingerprint, about: `${other.storeId} ${taken.drafts}` });
      return taken;
    } finally {
      await other.close();
    }
  };

  async #take(other: Store, here: Store): Promise<TakenOver> {
    const { fs, keeping } = this.#parts;
    // Files first: no draft here ever names one that is not here yet.
    const files = await keeping(() => takeFiles(new Shelf(fs, other), new Shelf(fs, here)));
    const [theirs, ours] = [familiesOf(await rowsOf(other)), familiesOf(await rowsOf(here))];
    let [drafts, copies, same]: [number, number, number] = [0, 0, 0];
    for (const family of theirs.values()) {
      const plan = planOf(family, ours, other.storeId);
      // A row of the secrecy rules was refused when it was written; one that came later must not keep a text from coming over.
      if (plan.write !== null) await here.records.rewrite(plan.write.rows);
      if (!hasDraft(family)) continue;
      if (plan.write === null) same += 1;
      else drafts += 1;
      if (plan.copy && plan.write !== null) copies += 1;
    }
    return { drafts, copies, same, ...files, waiting: await waitingIn(other) };
  }
}

interface Plan {
  /** Null where all of it is here already. */
  readonly write: Family | null;
  /** Under another id, beside a text that is here under its own. */
  readonly copy: boolean;
}

/** Pure: what of a family is written, and under which id. */
function planOf(family: Family, ours: ReadonlyMap<string, Family>, storeId: string): Plan {
  const mine = ours.get(family.itemId);
  if (mine === undefined) return { write: asDraft(family), copy: false };
  if (standsIn(family, mine)) return { write: null, copy: false };
  // Always the same id: a second time it is here.
  const itemId = `t${createHash("sha256")
    .update(`${storeId}|${family.itemId}|${textOf(family)}`)
    .digest("hex")
    .slice(0, 24)}`;
  return { write: ours.has(itemId) ? null : renamed(family, itemId, MARK), copy: true };
}

/** What the other one says now: a text that has changed there since comes over once more. */
const textOf = ({ rows }: Family): string => {
  const said = rows.filter(({ key }) => !isSummary(key)).map((row) => [`${row.table} ${row.key}`, row.value] as const);
  return JSON.stringify(said.sort(([one], [other]) => (one < other ? -1 : 1)));
};

const over: ReadonlySet<unknown> = new Set<OperationState>(["acknowledged", "confirmed", "withdrawn"]);

/** Operations that the platform has not answered: their states stand in the clear. */
async function waitingIn({ records }: Store): Promise<number> {
  const states = records
    .positions()
    .filter(({ table, key, deleted }) => table === "outbox" && key.startsWith("state:") && !deleted);
  return (await records.read(states)).filter(({ index }) => !over.has(index.state)).length;
}

/** Drafts and versions that are there, opened. @throws AppError E_VAULT for one that does not open: nothing is left out in silence */
async function rowsOf({ records }: Store): Promise<Entry[]> {
  const live = records
    .positions()
    .filter(({ table, deleted }) => !deleted && (table === "drafts" || table === "revisions"));
  const rows: Entry[] = [];
  for (let from = 0; from < live.length; from += TOGETHER)
    rows.push(...(await opened(records, live.slice(from, from + TOGETHER))));
  return rows;
}

async function opened(records: Store["records"], keys: readonly Position[]): Promise<Entry[]> {
  const sealed = await records.read(keys);
  const values = records.open(sealed);
  return sealed.map(({ table, key, index }, at) => {
    const value = values[at] ?? null;
    if (value === null) throw new AppError("E_VAULT", `记录 ${table} ${key} 打不开，没有取回任何稿件`);
    return { table, key, index, value };
  });
}
