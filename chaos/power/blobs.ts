/** The platform's blob store on disk: every name is written once, in folders that are new as often as not. */
import { join, resolve } from "node:path";
import { filesBelow } from "../../e2e/damage";
import { collected } from "../../platform/blobs/blob-store";
import { diskBlobs } from "../../platform/blobs/disk";
import { fromUtf8 } from "../../shared/bytes";
import { type Holding, textOf } from "../ledger/numbered";
import { startChild } from "./child";
import { MB, type Victim } from "./victim";

export const blobName = (number: number): string => `files/${(number % 97).toString(16).padStart(2, "0")}/n${number}`;

export const blobVictim: Victim = {
  case: "平台附件库（文件夹）",
  missing: () => null,
  diskBytes: 128 * MB,
  atMost: 1_500,
  write: async (disk, next, told) =>
    startChild({
      script: resolve(import.meta.dirname, "child-blobs.ts"),
      args: [join(disk, "blobs"), String(next)],
      told,
    }),
  read: (disk) => readBlobs(join(disk, "blobs")),
};

async function readBlobs(folder: string): Promise<Holding> {
  const blobs = await diskBlobs(folder);
  const whole = new Set<number>();
  const foreign: string[] = [];
  for (const file of filesBelow(join(folder, "files"))) {
    const number = Number(/\/n(\d+)$/.exec(file)?.[1] ?? Number.NaN);
    const text = Number.isNaN(number) ? "" : fromUtf8(await collected(await blobs.read(blobName(number))));
    if (text === textOf(number)) whole.add(number);
    else foreign.push(file);
  }
  return { has: (number) => whole.has(number), foreign };
}
