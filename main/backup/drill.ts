/**
 * The drill 恢复演练 (D8): a generation is restored into a folder of its own, opened, and compared with the store that is
 * open, row by row. What it cannot try is the administrator's approval; it checks that the slot for it is the store's own.
 */
import { join } from "node:path";
import { fromBase64, fromUtf8 } from "../../shared/bytes";
import { digestOfJson } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import { openJournal } from "../journal/journal";
import { Records } from "../journal/records";
import type { Row } from "../journal/row";
import type { Store } from "../store";
import { readHeader } from "../vault/header";
import { CHUNKS, namesIn, readManifest } from "./manifest";
import { ownGenerations } from "./origin";
import { restoreBackup } from "./restore";
import { sealNameOf } from "./seal-name";
import type { BackupPlace } from "./write";

export interface DrillTask extends BackupPlace {
  readonly store: Store;
  /** Emptied before and after. */
  readonly scratch: string;
  readonly clock: () => Date;
}

export interface DrillReport {
  readonly generation: string;
  readonly rows: number;
  /** Rows that the open store still has unchanged: equal byte for byte. */
  readonly equal: number;
  readonly chunks: number;
}

/** @throws AppError E_NOT_FOUND without a backup, E_BACKUP when it would not bring everything back */
export async function drillBackup(task: DrillTask): Promise<DrillReport> {
  const { fs, store, scratch } = task;
  const { storeId } = store;
  const from = join(task.folder, storeId);
  const [generation] = await ownGenerations(fs, from, store);
  if (generation === undefined) throw new AppError("E_NOT_FOUND", "还没有备份");
  await demandSeal(task, from, generation);
  const journalFolder = () => join(scratch, storeId, "journal");
  await empty(task);
  try {
    const body = await restoreBackup({ fs, folder: task.folder, storeId, generation, stores: scratch, journalFolder });
    await demandSlot(task);
    const journal = await openJournal({
      fs,
      folder: journalFolder(),
      limits: { warn: 0, readOnly: 0, ballast: 0 },
      segmentBytes: 4_096,
    });
    try {
      const rows = await journal.read(journal.positions());
      if (rows.length !== body.rows) throw new AppError("E_BACKUP", "备份中的记录不齐");
      return { generation, rows: rows.length, equal: await compared(task, rows), chunks: body.chunks.length };
    } finally {
      await journal.close();
    }
  } finally {
    await empty(task);
  }
}

/** Only who holds the data key could have made this manifest, and no file has been taken out of it since. */
async function demandSeal({ fs, store }: DrillTask, from: string, generation: string): Promise<void> {
  const { digest, seal } = await readManifest(fs, from, generation);
  const sealed = store.vault.open(sealNameOf(store.storeId, generation), fromBase64(seal));
  if (fromUtf8(sealed) !== digest) throw new AppError("E_BACKUP", "备份清单不是由这个存储写成的");
}

async function demandSlot({ fs, store, scratch }: DrillTask): Promise<void> {
  const restored = await readHeader({ fs, folder: join(scratch, store.storeId) });
  const own = store.vault.book.header().slots.find(({ kind }) => kind === "recovery");
  const theirs = restored.kind === "header" ? restored.header.slots : [];
  const isTheSame = theirs.length === 1 && own !== undefined && digestOfJson(theirs[0]) === digestOfJson(own);
  // A city that has changed its recovery key makes a new slot; older backups then open by the older key.
  if (!isTheSame) throw new AppError("E_BACKUP", "备份的恢复方式与存储现有的不同，请立即备份一次");
}

const TOGETHER = 200;

/** Every row opens; those the open store has under the same number are the same bytes. */
async function compared({ store, clock }: DrillTask, rows: readonly Row[]): Promise<number> {
  const seqs = new Map(store.journal.positions().map(({ table, key, seq }) => [`${table} ${key}`, seq]));
  const reader = new Records({ vault: store.vault, journal: store.journal, clock });
  let equal = 0;
  for (let at = 0; at < rows.length; at += TOGETHER) {
    const part = rows.slice(at, at + TOGETHER);
    const same = part.filter(({ table, key, seq }) => seqs.get(`${table} ${key}`) === seq);
    const now = new Map((await store.journal.read(same)).map((row) => [`${row.table} ${row.key}`, row]));
    for (const row of part) {
      if (!reader.opens(row)) throw new AppError("E_BACKUP", "备份中有打不开的记录");
      const twin = now.get(`${row.table} ${row.key}`);
      if (twin === undefined || twin.seq !== row.seq) continue;
      if (!isEqual(twin.sealed, row.sealed)) throw new AppError("E_BACKUP", "备份中的记录与本机不一致");
      equal += 1;
    }
  }
  return equal;
}

const isEqual = (a: Uint8Array | null, b: Uint8Array | null): boolean =>
  a === null || b === null ? a === b : Buffer.from(a).equals(b);

/** Files first, then nothing is left that could be taken for a store; the folders themselves may stay. */
async function empty({ fs, store, scratch }: DrillTask): Promise<void> {
  const root = join(scratch, store.storeId);
  for (const folder of [join(root, "journal"), join(root, CHUNKS), root]) {
    const names = (await namesIn(fs, folder)).filter(
      (name) => name.includes(".") || /^([0-9a-f]{64}|ballast)$/.test(name),
    );
    for (const name of names) await fs.remove(join(folder, name));
  }
}
