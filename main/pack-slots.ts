/**
 * Lexicon packs on this machine: for each id the active file and the one before it. Files are written whole or not at
 * all and verified again at each opening; what is damaged is set aside, and the one before it takes its place.
 */
import { join } from "node:path";
import { AppError, type Failure } from "../shared/failure";
import { type PackContents, type PackTrust, readPackFile } from "../shared/proofreading/packs/pack-file";
import { id } from "../shared/schema";
import { writeDurable } from "./durable-file";
import { type FileSystem, isMissing } from "./journal/filesystem";

export interface StoredPack {
  readonly contents: PackContents;
  readonly bytes: Uint8Array;
}

export interface Slots {
  readonly active: StoredPack;
  readonly previous: StoredPack | null;
}

export interface PackFolder {
  readonly fs: FileSystem;
  readonly folder: string;
  readonly trust: PackTrust;
}

export interface OpenedSlots {
  readonly slots: ReadonlyMap<string, Slots>;
  /** Packs whose file was damaged, with what was done. */
  readonly damaged: readonly { readonly packId: string; readonly failure: Failure }[];
}

const fileOf = (folder: string, packId: string, slot: "active" | "previous"): string =>
  join(folder, `${packId}.${slot}.cblex`);

export async function openSlots(place: PackFolder): Promise<OpenedSlots> {
  const { fs, folder } = place;
  await fs.makeFolder(folder);
  const names = await fs.list(folder);
  const ids = new Set(names.flatMap((name) => /^(.+)\.(?:active|previous)\.cblex$/.exec(name)?.[1] ?? []));
  const slots = new Map<string, Slots>();
  const damaged: { packId: string; failure: Failure }[] = [];
  for (const packId of [...ids].filter((name) => id.safeParse(name).success).sort()) {
    const active = await readSlot(place, packId, "active");
    const previous = await readSlot(place, packId, "previous");
    const [first, second] = [active.pack ?? previous.pack, active.pack === null ? null : previous.pack];
    if (first !== null) slots.set(packId, { active: first, previous: second });
    if (active.pack === null && active.found) {
      const left = first === null ? "没有可用的上一版，已停用" : "已改用上一版";
      damaged.push({ packId, failure: { code: "E_LEXICON", detail: `本机的文件损坏，${left}` } });
    }
  }
  return { slots, damaged };
}

interface ReadSlot {
  readonly pack: StoredPack | null;
  readonly found: boolean;
}

async function readSlot(
  { fs, folder, trust }: PackFolder,
  packId: string,
  slot: "active" | "previous",
): Promise<ReadSlot> {
  const path = fileOf(folder, packId, slot);
  let bytes: Uint8Array;
  try {
    bytes = await fs.read(path);
  } catch (error) {
    if (isMissing(error)) return { pack: null, found: false };
    throw error;
  }
  try {
    const contents = readPackFile(bytes, trust);
    if (contents.manifest.id !== packId) throw new AppError("E_LEXICON", "文件名与词库不符");
    return { pack: { contents, bytes }, found: true };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await fs.rename(path, `${path}.damaged`);
    return { pack: null, found: true };
  }
}

/** Writes both files; a power cut in between leaves one of the two packs in both, never half a pack. */
export async function writeSlots({ fs, folder }: PackFolder, { active, previous }: Slots): Promise<void> {
  const packId = active.contents.manifest.id;
  if (previous !== null) await writeDurable(fs, fileOf(folder, packId, "previous"), previous.bytes);
  await writeDurable(fs, fileOf(folder, packId, "active"), active.bytes);
}
