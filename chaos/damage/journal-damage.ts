/** E12: files of the journal deleted, cut short or changed, while the index is whole. */
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { type Random, seeded } from "../../e2e/random";
import type { Records } from "../../renderer/store/records";
import type { Campaign, CampaignOptions } from "../campaign";
import { openStores, type Reading, readAll, type Window, writeAll } from "./drafts";
import { doHarm, type Harm, harmNames, harms } from "./harm";
import { journalFolder, openMain, storeId } from "./main-side";

export const journalDamage: Campaign = {
  name: "damage-journal",
  title: "本机日志的文件被删除、截断、改动（E12）",
  run: async (options) => {
    const random = seeded(options.seed);
    for (const harm of harms) {
      for (let run = 1; run <= options.count; run += 1) await harmOnce(harm, run, random, options);
      options.say(`  日志${harmNames[harm]}：${options.count} 次`);
    }
  },
};

/** A window whose database lives on while main's files are harmed. */
function freshWindow(): Window {
  const memory = new Map<string, string>();
  return {
    indexedDB: new IDBFactory(),
    IDBKeyRange,
    get: (name) => memory.get(name) ?? null,
    set: (name, value) => memory.set(name, value),
  };
}

async function harmOnce(harm: Harm, run: number, random: Random, { folder, seed, note }: CampaignOptions) {
  const store = join(folder, "store");
  rmSync(store, { recursive: true, force: true });
  mkdirSync(store, { recursive: true });
  const window = freshWindow();
  await inStores(store, window, writeAll);
  const files = readdirSync(journalFolder(store)).filter((name) => name.endsWith(".jrn"));
  const done = doHarm(
    harm,
    files.map((name) => join(journalFolder(store), name)),
    random,
  );
  const first = await inStores(store, window, readAll);
  // What was mended must have reached the disk: the journal alone has it all the next time.
  const second = await inStores(store, freshWindow(), readAll);
  tellReading(note, { case: `日志${harmNames[harm]}，索引完好`, readings: [first, second], seed, run, done });
}

async function inStores<T>(store: string, window: Window, work: (records: Records) => Promise<T>): Promise<T> {
  const main = await openMain(store);
  try {
    const records = await openStores(storeId, main.bridge, window);
    try {
      return await work(records);
    } finally {
      await records.settled();
      records.close();
    }
  } finally {
    await main.close();
  }
}

interface Told {
  readonly case: string;
  readonly readings: readonly Reading[];
  readonly seed: number;
  readonly run: number;
  readonly done: string;
}

export function tellReading(note: CampaignOptions["note"], { case: name, readings, seed, run, done }: Told): void {
  const lost = readings.flatMap((reading) => reading.lost);
  const risen = readings.flatMap((reading) => reading.risen);
  const why = `种子 ${seed} 第 ${run} 次（${done}）：丢失 ${lost.join("、")}；复活 ${risen.join("、")}`;
  note({
    case: name,
    runs: 1,
    acknowledged: readings[0]?.saved ?? 0,
    lost: lost.length,
    doubled: risen.length,
    ...(lost.length + risen.length === 0 ? {} : { note: why }),
  });
}
