/**
 * Whose backup a generation is. Two machines on which one certificate has a store write into one folder: each keeps, drills and
 * prunes its own generations alone, and offers the other's.
 */
import { join } from "node:path";
import { fromBase64 } from "../../shared/bytes";
import { digestOfJson } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import { readText } from "../durable-file";
import type { FileSystem } from "../journal/filesystem";
import type { Store } from "../store";
import { type Header, headerIn } from "../vault/header";
import { generationsIn, readManifest } from "./manifest";
import { NoAnswer } from "./patient-folder";
import { sealNameOf } from "./seal-name";

/** Generations of this very store, newest first. One whose manifest is damaged counts as its own: a drill must tell of it. */
export async function ownGenerations(fs: FileSystem, folder: string, store: Store): Promise<readonly string[]> {
  const own: string[] = [];
  for (const generation of await generationsIn(fs, folder))
    if (!(await isOfAnother(fs, folder, { store, generation }))) own.push(generation);
  return own;
}

interface Asked {
  readonly store: Store;
  readonly generation: string;
}

/** Sealed by another data key, or by a version that this one does not know and that is not on this machine. */
async function isOfAnother(fs: FileSystem, folder: string, { store, generation }: Asked): Promise<boolean> {
  try {
    const { seal } = await readManifest(fs, folder, generation);
    store.vault.open(sealNameOf(store.storeId, generation), fromBase64(seal));
    return false;
  } catch (error) {
    if (!(error instanceof AppError) || error instanceof NoAnswer || error.code === "E_LOCKED") throw error;
    return error.code === "E_VAULT" || error.code === "E_STORE_NEWER";
  }
}

/** The header that a generation brings; null when it cannot be read. */
export async function headerOf(fs: FileSystem, folder: string, generation: string): Promise<Header | null> {
  const [header] = headerIn((await readText(fs, join(folder, `${generation}.vault.json`))) ?? "");
  return header ?? null;
}

/**
 * Whether a backup is certainly of another store than those here: each data key has a recovery slot of its own. Made for
 * another recovery key than theirs it might be an older backup of one of them, and is not offered.
 */
export function isForeign(header: Header, here: readonly Header[]): boolean {
  const [slot] = recoverySlots(header);
  const own = here.flatMap(recoverySlots);
  const isSameCity = own.some(({ to }) => to === slot?.to);
  return slot !== undefined && isSameCity && own.every((each) => digestOfJson(each) !== digestOfJson(slot));
}

const recoverySlots = ({ slots }: Header) => slots.flatMap((slot) => (slot.kind === "recovery" ? [slot] : []));
