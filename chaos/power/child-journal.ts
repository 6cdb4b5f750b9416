/** Appends to a journal as fast as it can, three at a time, and prints each number once it is saved. */
import { writeSync } from "node:fs";
import { nodeFileSystem } from "../../main/journal/filesystem";
import { openJournal } from "../../main/journal/journal";
import { utf8 } from "../../shared/bytes";
import { keyOf, textOf } from "../ledger/numbered";
import { journalLimits, journalSegment } from "./journal";

const [folder = "", first = "0"] = process.argv.slice(2);
const journal = await openJournal({
  fs: nodeFileSystem,
  folder,
  limits: journalLimits,
  segmentBytes: journalSegment,
});
let next = Number(first);

async function work(): Promise<void> {
  for (;;) {
    const number = next;
    next += 1;
    await journal.append([
      { table: "drafts", key: keyOf(number), index: {}, seal: () => utf8(textOf(number)) },
      { table: "outbox", key: keyOf(number), index: {}, seal: () => utf8(String(number)) },
    ]);
    writeSync(1, `${number}\n`);
    if (number % 150 === 149) void journal.tidy();
  }
}

await Promise.all([work(), work(), work()]);
