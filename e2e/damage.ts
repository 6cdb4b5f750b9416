/** What a bad disk does: damage to the journal's files and to rows of the browser's database, while nothing runs. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Random } from "./random";

/** Every file below a folder. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

const journalFiles = (data: string): string[] => filesBelow(data).filter((file) => /\/\d{8}\.jrn$/.test(file));
export const damagedFiles = (data: string): string[] => filesBelow(data).filter((file) => file.endsWith(".damaged"));

/** Length of what a journal file holds; the rest of the segment is zeros. */
function usedLength(bytes: Uint8Array): number {
  let at = bytes.length;
  while (at > 0 && bytes[at - 1] === 0) at -= 1;
  return at;
}

/** The segment being written: the last one that holds something. */
function activeSegment(data: string): { readonly file: string; readonly bytes: Buffer; readonly used: number } {
  for (const file of journalFiles(data).sort().reverse()) {
    const bytes = readFileSync(file);
    const used = usedLength(bytes);
    if (used > 0) return { file, bytes, used };
  }
  throw new Error("本机日志还是空的");
}

export const journalLength = (data: string): number => activeSegment(data).used;

/** Flips a bit in every 64th byte of a stretch of the journal. */
export function damageJournal(data: string, from: number, to: number): void {
  const { file, bytes } = activeSegment(data);
  for (let at = from; at < to; at += 64) bytes.writeUInt8(bytes.readUInt8(at) ^ 0x10, at);
  writeFileSync(file, bytes);
}

/** Flips one bit at a random place in every `stride` bytes between two lengths of the journal. */
export function flipBits(
  data: string,
  range: { readonly from: number; readonly to: number; readonly stride: number },
  random: Random,
): void {
  const { file, bytes } = activeSegment(data);
  for (let start = range.from; start + range.stride <= range.to; start += range.stride) {
    const at = start + random.below(range.stride);
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random.below(8)), at);
  }
  writeFileSync(file, bytes);
}

/** Cuts the file off inside its last frame. */
export function truncateJournal(data: string, bytesLost: number): void {
  const { file, bytes, used } = activeSegment(data);
  writeFileSync(file, bytes.subarray(0, used - bytesLost));
}

export interface RowDamage {
  /** Rows whose key ends so. */
  readonly keyEnd: string;
  /** `garble` changes the ciphertext; `delete` takes the row away. */
  readonly how: "garble" | "delete";
}

/** Damages rows of the drafts table in every database of the window's origin. Answers how many. */
export function damageIndex(page: Page, damage: RowDamage): Promise<number> {
  return page.evaluate(async ({ keyEnd, how }) => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    let touched = 0;
    for (const { name = "" } of await indexedDB.databases()) {
      const db = await settled(indexedDB.open(name));
      const store = db.transaction("drafts", "readwrite").objectStore("drafts");
      for (const row of await settled<{ key: string; sealed: string | null }[]>(store.getAll())) {
        if (!row.key.endsWith(keyEnd) || row.sealed === null) continue;
        touched += 1;
        if (how === "delete") await settled(store.delete(row.key));
        else await settled(store.put({ ...row, sealed: [...row.sealed].reverse().join("").replace(/^=+/, "") }));
      }
      db.close();
    }
    return touched;
  }, damage);
}

/** Overwrites the head of every file of the browser's databases below a profile folder. Answers how many. */
export function damageDatabaseFiles(profile: string): number {
  const files = filesBelow(profile).filter((file) =>
    /IndexedDB.*\.leveldb\/(MANIFEST|CURRENT|\d+\.(log|ldb))/.test(file),
  );
  for (const file of files) {
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0x5a, 0, Math.min(bytes.length, 4_096)));
  }
  return files.length;
}
