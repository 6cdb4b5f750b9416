/** Puts blobs into a folder, three at a time, and prints each number once it is stored. */
import { writeSync } from "node:fs";
import { once } from "../../platform/blobs/blob-store";
import { diskBlobs } from "../../platform/blobs/disk";
import { utf8 } from "../../shared/bytes";
import { textOf } from "../ledger/numbered";
import { blobName } from "./blobs";

const [folder = "", first = "0"] = process.argv.slice(2);
const blobs = await diskBlobs(folder);
let next = Number(first);

async function work(): Promise<void> {
  for (;;) {
    const number = next;
    next += 1;
    await blobs.put(blobName(number), once(utf8(textOf(number))));
    writeSync(1, `${number}\n`);
  }
}

await Promise.all([work(), work(), work()]);
