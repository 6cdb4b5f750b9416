/** Appends to a journal as fast as it can and prints each number once it is saved, until it is killed. */
import { writeSync } from "node:fs";
import { utf8 } from "../../../shared/bytes";
import { nodeFileSystem } from "../filesystem";
import { openJournal } from "../journal";
import { killText } from "./kill-text";

const folder = process.argv[2] ?? "";
const limits = { warn: 0, readOnly: 0, ballast: 0 };
const journal = await openJournal({ fs: nodeFileSystem, folder, limits, segmentBytes: 256 * 1024 });
let next = journal.positions().length;
writeSync(1, "ready\n");

async function one(): Promise<void> {
  for (;;) {
    const number = next;
    next += 1;
    await journal.append([{ table: "drafts", key: `k${number}`, index: {}, seal: () => utf8(killText(number)) }]);
    writeSync(1, `${number}\n`);
    if (number % 40 === 39) void journal.compact();
  }
}
await Promise.all([one(), one(), one()]);
