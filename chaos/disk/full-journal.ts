/** D5: the disk is filled to the last byte while the journal is written to, and it is opened again on a full disk. */
import { join } from "node:path";
import { seeded } from "../../e2e/random";
import { nodeFileSystem } from "../../main/journal/filesystem";
import { type Journal, openJournal } from "../../main/journal/journal";
import { utf8 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import type { Campaign, CampaignOptions } from "../campaign";
import { type Holding, keyOf, NumberedLedger, textOf } from "../ledger/numbered";
import { readJournal } from "../power/journal";
import { MB } from "../power/victim";
import { LoopDisk, missingForDisk } from "./loop-disk";

const limits = { warn: 0, readOnly: 0, ballast: 0 };
const segmentBytes = 256 * 1024;

export const fullJournal: Campaign = {
  name: "disk-journal",
  title: "磁盘写满到最后一个字节：本机日志（D5）",
  run: async (options) => {
    const lacks = missingForDisk();
    if (lacks !== null) return options.say(`  跳过：${lacks}`);
    const disk = new LoopDisk(options.folder, "journal", 24 * MB);
    try {
      for (let run = 1; run <= options.count; run += 1) await fillOnce(disk, run, options);
      options.say(`  写入时写满、写满后打开：各 ${options.count} 次`);
    } finally {
      await disk.remove();
    }
  },
};

const opened = (folder: string): Promise<Journal> => openJournal({ fs: nodeFileSystem, folder, limits, segmentBytes });

async function append(journal: Journal, ledger: NumberedLedger, number: number): Promise<void> {
  await journal.append([
    { table: "drafts", key: keyOf(number), index: {}, seal: () => utf8(textOf(number)) },
    { table: "outbox", key: keyOf(number), index: {}, seal: () => utf8(String(number)) },
  ]);
  ledger.told(number);
}

async function fillOnce(disk: LoopDisk, run: number, options: CampaignOptions): Promise<void> {
  const random = seeded(options.seed + run);
  await disk.unmount();
  disk.format();
  disk.mount();
  const folder = join(disk.root, "journal");
  const ledger = new NumberedLedger();
  const journal = await opened(folder);
  const wrong = new Set<string>();
  let number = 0;
  const some = async (target: Journal, count: number) => {
    for (const end = number + count; number < end; number += 1)
      await append(target, ledger, number).catch((error: unknown) => wrong.add(codeOf(error)));
  };
  await some(journal, 20 + random.below(300));
  disk.fill();
  // On into the room that was made ready, and over its end.
  await some(journal, 400);
  await journal.close();
  const said = [...wrong].filter((code) => code !== "E_DISK");
  const whenFull = await readJournal(folder);
  judge("写入时写满，仍满时读回", { ledger, holding: whenFull, said, run }, options);
  // Opened for writing while it is full: what was saved is there, what is written is refused by name.
  const again = await opened(folder);
  await some(again, 50);
  disk.empty();
  wrong.clear();
  await some(again, 50);
  await again.close();
  const after = [...wrong].map((code) => `腾出空间后仍${code}`);
  judge("写满时打开，腾出空间后继续", { ledger, holding: await readJournal(folder), said: after, run }, options);
}

const codeOf = (error: unknown): string => (error instanceof AppError ? error.code : String(error));

interface Run {
  readonly ledger: NumberedLedger;
  readonly holding: Holding;
  /** What else it said than that the disk is full. */
  readonly said: readonly string[];
  readonly run: number;
}

function judge(name: string, { ledger, holding, said, run }: Run, { note, seed }: CampaignOptions): void {
  const lost = ledger.missing(holding);
  const faults = lost.length + said.length + holding.foreign.length > 0;
  note({
    case: name,
    runs: 1,
    acknowledged: ledger.size(),
    // A message that does not name the full disk counts like a loss: the person would not know.
    lost: lost.length + said.length,
    doubled: holding.foreign.length,
    ...(faults ? { note: `种子 ${seed} 第 ${run} 次：丢失 ${lost.length} 条；${said.join("、")}` } : {}),
  });
}
