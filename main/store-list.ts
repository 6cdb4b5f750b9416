/** The stores 存储 of this machine: one folder each, named after a certificate; its header tells whose it is. */
import { basename, join } from "node:path";
import { AppError } from "../shared/failure";
import { id } from "../shared/schema";
import { type FileSystem, isMissing } from "./journal/filesystem";
import { vaultNameOf } from "./store-place";
import { type Header, readHeader } from "./vault/header";

/** Names a person's store after the certificate: no name of a person appears in a path. */
export const storeIdOf = (fingerprint: string): string => `s-${fingerprint.slice(-64, -32)}`;

/** Every header that can be read; a damaged one is told of when its store is opened. */
export async function storeHeaders(fs: FileSystem, folder: string): Promise<readonly Header[]> {
  const names = (await namesIn(fs, folder)).filter((name) => id.safeParse(name).success);
  const read = await Promise.all(names.map((name) => headerOf(fs, join(folder, name))));
  return read.flat().sort((a, b) => a.storeId.localeCompare(b.storeId));
}

async function headerOf(fs: FileSystem, folder: string): Promise<Header[]> {
  try {
    const stored = await readHeader({ fs, folder });
    return stored.kind === "header" ? [named(stored.header, basename(folder))] : [];
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}

/** A store that lies beside another one goes by its folder: both have one name inside. */
const named = (header: Header, place: string): Header =>
  vaultNameOf(place) === header.storeId ? { ...header, storeId: place } : header;

async function namesIn(fs: FileSystem, folder: string): Promise<readonly string[]> {
  try {
    return await fs.list(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/**
 * The store a certificate opens: the one that lists it, else the one named after it, which may not exist yet. With a
 * recovered store beside a newer one, the one that was asked for.
 */
export function storeFor(headers: readonly Header[], fingerprint: string, wanted: string | null): string {
  const own = storeIdOf(fingerprint);
  const listed = headers.filter(({ certificates }) => certificates.some((each) => each === fingerprint));
  const chosen = listed.find(({ storeId }) => storeId === wanted);
  if (chosen !== undefined) return chosen.storeId;
  return (listed.find(({ storeId }) => storeId === own) ?? listed[0])?.storeId ?? own;
}
