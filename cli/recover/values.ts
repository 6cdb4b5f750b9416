/** Opens the newest readable state of every key with the store's data key. */
import type { FileSystem } from "../../main/journal/filesystem";
import { unseal } from "../../main/vault/sealing";
import { fromUtf8 } from "../../shared/bytes";
import type { Found } from "./rows";

/** What became of one key. */
export type Outcome =
  | { readonly kind: "value"; readonly row: Found; readonly value: unknown; readonly isOlder: boolean }
  | { readonly kind: "deleted"; readonly row: Found }
  /** Rows are there and none opens; the newest first. */
  | { readonly kind: "closed"; readonly rows: readonly Found[] };

export interface OpenParts {
  readonly fs: Pick<FileSystem, "read">;
  readonly storeId: string;
  readonly dataKey: Uint8Array;
}

/** All rows of one key, the highest number first; copies that compaction or a snapshot made follow one another. */
export function rowsByKey(rows: readonly Found[]): ReadonlyMap<string, readonly Found[]> {
  const byKey = new Map<string, Found[]>();
  for (const row of rows) {
    const name = `${row.table} ${row.key}`;
    const known = byKey.get(name);
    if (known === undefined) byKey.set(name, [row]);
    else known.push(row);
  }
  for (const known of byKey.values()) known.sort((a, b) => b.seq - a.seq);
  return byKey;
}

/** One key at a time, in the order of the files, so that few of them lie in memory. */
export async function* openAll(rows: readonly Found[], parts: OpenParts): AsyncGenerator<Outcome> {
  const files = new RecentFiles(parts.fs);
  const keys = [...rowsByKey(rows).values()].sort((a, b) => placeOf(a).localeCompare(placeOf(b)));
  for (const candidates of keys) yield await newestOf(candidates, parts, files);
}

const placeOf = ([newest]: readonly Found[]): string => `${newest?.path} ${String(newest?.start).padStart(12, "0")}`;

async function newestOf(candidates: readonly Found[], parts: OpenParts, files: RecentFiles): Promise<Outcome> {
  const [top] = candidates;
  if (top?.isDeletion === true) return { kind: "deleted", row: top };
  for (const row of candidates) {
    // Behind a newer state that will not open, an older one is better than nothing, a deletion is not.
    if (row.isDeletion) continue;
    const value = opened(await files.bytes(row), row, parts);
    if (value !== undefined) return { kind: "value", row, value, isOlder: row.seq !== top?.seq };
  }
  return { kind: "closed", rows: candidates };
}

/** Undefined for bytes that are not what this row was sealed as. */
function opened(sealed: Uint8Array, { table, key, seq }: Found, { storeId, dataKey }: OpenParts): unknown {
  const scope = `${table} ${key}`;
  try {
    return JSON.parse(fromUtf8(unseal(dataKey, { scope, name: `${storeId}|${scope}|${seq}` }, sealed)));
  } catch {
    // Changed, of another store, or sealed by a later version: told as closed, with its place.
    return undefined;
  }
}

/** The last few files that were read: rows of one key lie in few of them. */
class RecentFiles {
  readonly #fs: Pick<FileSystem, "read">;
  readonly #kept = new Map<string, Uint8Array>();

  constructor(fs: Pick<FileSystem, "read">) {
    this.#fs = fs;
  }

  readonly bytes = async ({ path, start, length }: Found): Promise<Uint8Array> => {
    const known = this.#kept.get(path) ?? (await this.#fs.read(path));
    this.#kept.delete(path);
    this.#kept.set(path, known);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > 4 && oldest !== undefined) this.#kept.delete(oldest);
    return known.subarray(start, start + length);
  };
}
