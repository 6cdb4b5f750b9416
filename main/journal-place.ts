/**
 * Where a store's journal lies: in the store, or by the machine's policy on another disk. A file in the store remembers
 * it, so that a disk that is not there is told instead of an empty journal being begun in its stead.
 */
import { dirname, join } from "node:path";
import { z } from "zod";
import { AppError } from "../shared/failure";
import { copyFolder, filesIn } from "./copy-folder";
import { readText, writeDurable } from "./durable-file";
import type { FileSystem } from "./journal/filesystem";
import { segmentNumber } from "./journal/segment";

const placeFile = z.strictObject({ format: z.literal("caibian-journal-place/1"), folder: z.string().min(1) });
export const PLACE_NAME = "journal-place.json";
/** Lies in the place of a journal that is only being made there, and says where it comes from. */
const MOVING = "moving.json";

export interface JournalPlace {
  readonly fs: FileSystem;
  /** The store's own folder. */
  readonly folder: string;
  readonly storeId: string;
  /** Of the machine's policy; null where it names none. */
  readonly wanted: string | null;
}

/** Moves the journal where the policy wants it; the old files stay where they are. @throws AppError E_JOURNAL_AWAY, E_DISK */
export async function placeJournal({ fs, folder, storeId, wanted }: JournalPlace): Promise<string> {
  const own = join(folder, "journal");
  const known = await knownPlace(fs, folder);
  if (known !== null) await demandJournal(fs, known);
  const now = known ?? own;
  const next = wanted === null ? now : join(wanted, storeId, "journal");
  if (next === now) return now;
  // Where no journal lies yet, none of it is awaited there either: its first file is made after the place is noted.
  if (await holdsJournal(fs, now)) await move(fs, now, next);
  else await begin(fs, next, next);
  await writeDurable(fs, join(folder, PLACE_NAME), placeText(next));
  await endMove(fs, next);
  return next;
}

/** Beside a journal that is in use nothing must say that it is only being made. */
async function endMove(fs: FileSystem, folder: string): Promise<boolean> {
  if (!(await holdsJournal(fs, folder))) return false;
  if ((await filesIn(fs, folder)).includes(MOVING)) await fs.remove(join(folder, MOVING));
  return true;
}

/** @throws AppError E_JOURNAL_AWAY where it should lie and does not */
async function demandJournal(fs: FileSystem, known: string): Promise<void> {
  if (await endMove(fs, known)) return;
  if ((await readText(fs, join(known, MOVING))) !== placeText(known)) throw new AppError("E_JOURNAL_AWAY", known);
}

/** Makes the folder, and notes in it where its journal comes from: from another one, or from itself where it begins. */
async function begin(fs: FileSystem, folder: string, from: string): Promise<void> {
  await fs.makeFolder(folder);
  await writeDurable(fs, join(folder, MOVING), placeText(from));
}

const placeText = (folder: string): string => `${JSON.stringify({ format: "caibian-journal-place/1", folder })}\n`;

/** Where the journal of a store lies now, whatever a policy wants. */
export const journalFolderOf = async (fs: FileSystem, folder: string): Promise<string> =>
  (await knownPlace(fs, folder)) ?? join(folder, "journal");

async function knownPlace(fs: FileSystem, folder: string): Promise<string | null> {
  const text = await readText(fs, join(folder, PLACE_NAME));
  if (text === null) return null;
  try {
    return placeFile.parse(JSON.parse(text)).folder;
  } catch (cause) {
    throw new AppError("E_JOURNAL_AWAY", "记录日志位置的文件已损坏", { cause });
  }
}

const holdsJournal = async (fs: FileSystem, folder: string): Promise<boolean> =>
  (await filesIn(fs, folder)).some((name) => segmentNumber(name) !== null);

const isMoved = (name: string): boolean => name.includes(".jrn") && !name.endsWith(".tmp");

/**
 * Segments, what was put aside as damaged, and the chunks beside them; each read back. A move that was cut off left its name
 * there: nobody has written into that copy, and it begins anew.
 */
async function move(fs: FileSystem, from: string, to: string): Promise<void> {
  const isOwnCopy = (await readText(fs, join(to, MOVING))) === placeText(from);
  if (!isOwnCopy && (await holdsJournal(fs, to)))
    throw new AppError("E_JOURNAL_AWAY", "策略指定的位置已有另一份日志，两份都没有改动");
  await begin(fs, to, from);
  for (const name of (await filesIn(fs, to)).filter(isMoved)) await fs.remove(join(to, name));
  const chunks = { from: join(dirname(from), "chunks"), to: join(dirname(to), "chunks") };
  await copyFolder({ fs, ...chunks, isWanted: (name) => /^[0-9a-f]{64}$/.test(name) });
  await copyFolder({ fs, from, to, isWanted: isMoved });
}
