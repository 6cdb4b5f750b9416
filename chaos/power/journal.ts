/** The desk's journal (D4): rows of two tables in one append, small segments, so that rolling and compaction are cut too. */
import { join, resolve } from "node:path";
import { nodeFileSystem } from "../../main/journal/filesystem";
import { openJournal } from "../../main/journal/journal";
import { fromUtf8 } from "../../shared/bytes";
import { type Holding, holdingOf } from "../ledger/numbered";
import { startChild } from "./child";
import { MB, type Victim } from "./victim";

export const journalLimits = { warn: 0, readOnly: 0, ballast: 0 };
export const journalSegment = 256 * 1024;

export const journalVictim: Victim = {
  case: "工作站本机日志",
  missing: () => null,
  diskBytes: 96 * MB,
  write: async (disk, next, told) =>
    startChild({
      script: resolve(import.meta.dirname, "child-journal.ts"),
      args: [join(disk, "journal"), String(next)],
      told,
    }),
  read: (disk) => readJournal(join(disk, "journal")),
};

/** @throws Error when a row of one append is there without the other */
export async function readJournal(folder: string): Promise<Holding> {
  const journal = await openJournal({
    fs: nodeFileSystem,
    folder,
    limits: journalLimits,
    segmentBytes: journalSegment,
  });
  try {
    const rows = await journal.read(journal.positions());
    const texts = (table: string) =>
      new Map(
        rows.flatMap((row) => (row.table === table && row.sealed !== null ? [[row.key, fromUtf8(row.sealed)]] : [])),
      );
    const [drafts, outbox] = [texts("drafts"), texts("outbox")];
    for (const [key, text] of drafts) {
      if (!text.startsWith(`第 ${outbox.get(key)} 条`)) throw new Error(`one append was torn at ${key}`);
    }
    return holdingOf(drafts);
  } finally {
    await journal.close();
  }
}
