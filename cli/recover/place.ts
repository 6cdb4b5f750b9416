/** Finds stores below a folder, and every file of a store that may hold rows: also what was put aside or left behind. */
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { filesIn } from "../../main/copy-folder";
import { readText } from "../../main/durable-file";
import type { FileSystem } from "../../main/journal/filesystem";
import { PLACE_NAME } from "../../main/journal-place";

export interface StoreFiles {
  readonly folder: string;
  /** The name of its folder. A header that says otherwise is told when it is opened. */
  readonly name: string;
  /** Files that may hold frames, each with its path; newest places first. */
  readonly segments: readonly string[];
  /** Where sealed chunks of attachments may lie. */
  readonly chunkFolders: readonly string[];
  /** The journal's folder on another disk, when that cannot be read. */
  readonly away: string | null;
}

const isStore = (names: readonly string[]): boolean =>
  names.some((name) => ["vault.json", "vault.copy.json", "vault.v1.json", "journal"].includes(name));

/** The stores at or below a folder: the folder itself, `stores/*`, or `desk/stores/*`. */
export async function storesAt(fs: FileSystem, folder: string): Promise<readonly string[]> {
  if (isStore(await filesIn(fs, folder))) return [folder];
  for (const place of [folder, join(folder, "stores"), join(folder, "desk", "stores")]) {
    const names = [...(await filesIn(fs, place))].sort();
    const found: string[] = [];
    for (const name of names) if (isStore(await entriesOf(fs, join(place, name)))) found.push(join(place, name));
    if (found.length > 0) return found;
  }
  return [];
}

/** None for a plain file. */
const entriesOf = (fs: FileSystem, path: string): Promise<readonly string[]> => filesIn(fs, path).catch(() => []);

const placeFile = z.object({ folder: z.string().min(1) });

export async function filesOfStore(fs: FileSystem, folder: string): Promise<StoreFiles> {
  const placed = await placedJournal(fs, folder);
  const snapshots = await entriesOf(fs, join(folder, "snapshots"));
  const journals = [
    ...(placed === null ? [] : [placed]),
    join(folder, "journal"),
    ...[...snapshots]
      .sort()
      .reverse()
      .map((name) => join(folder, "snapshots", name, "journal")),
  ];
  const segments: string[] = [];
  for (const journal of new Set(journals)) {
    const names = (await entriesOf(fs, journal)).filter((name) => /^\d{8}\.jrn/.test(name) && !name.endsWith(".tmp"));
    segments.push(...[...names].sort().map((name) => join(journal, name)));
  }
  const isThere = placed === null || segments.some((path) => dirname(path) === placed);
  return {
    folder,
    name: basename(folder),
    segments,
    chunkFolders: [...new Set(journals.map((journal) => join(dirname(journal), "chunks")))],
    away: isThere ? null : placed,
  };
}

async function placedJournal(fs: FileSystem, folder: string): Promise<string | null> {
  const text = await readText(fs, join(folder, PLACE_NAME));
  if (text === null) return null;
  try {
    return placeFile.parse(JSON.parse(text)).folder;
  } catch {
    // The store's own folder is looked through either way; that the note is unreadable shows as a missing journal.
    return join(folder, PLACE_NAME);
  }
}
