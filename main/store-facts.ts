/**
 * What can be told of a store without opening it (D8): how many drafts, and when one was last changed. Read from the
 * clear heads of the journal's rows, and nothing is repaired or written; asked only where somebody has to tell two stores apart.
 */
import { join } from "node:path";
import type { StoreFacts } from "../shared/ipc/vault";
import { instant } from "../shared/schema";
import { filesIn } from "./copy-folder";
import type { FileSystem } from "./journal/filesystem";
import { FRAME_HEAD, scanFrames } from "./journal/frame";
import { decodeRows, type Row } from "./journal/row";
import { segmentNumber } from "./journal/segment";
import { journalFolderOf } from "./journal-place";

const SUMMARY = "summary:";

export async function storeFacts(fs: FileSystem, folder: string): Promise<StoreFacts> {
  const journal = await journalFolderOf(fs, folder);
  const newest = new Map<string, Row>();
  const names = (await filesIn(fs, journal)).filter((name) => segmentNumber(name) !== null);
  for (const name of names) {
    for (const row of rowsIn(await fs.read(join(journal, name))))
      if (isSummary(row) && (newest.get(row.key)?.seq ?? -1) < row.seq)
        newest.set(row.key, { ...row, sealed: row.sealed && new Uint8Array() });
  }
  const drafts = [...newest.values()].filter(({ sealed }) => sealed !== null);
  const times = drafts.flatMap(({ index }) => instant.safeParse(index.updatedAt).data ?? []);
  return { drafts: drafts.length, changedAt: times.sort().at(-1) ?? null };
}

const isSummary = ({ table, key }: Row): boolean => table === "drafts" && key.startsWith(SUMMARY);

function rowsIn(bytes: Uint8Array): Row[] {
  const { frames } = scanFrames(bytes);
  return frames.flatMap(({ start, end }) => decodeRows(bytes.subarray(start + FRAME_HEAD, end)) ?? []);
}
