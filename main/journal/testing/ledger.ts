/** What the journal's tests share: a small journal in memory, rows of text, and the ledger of what was promised. */
import { fromUtf8, utf8 } from "../../../shared/bytes";
import { type Journal, openJournal } from "../journal";
import type { Row, RowDraft } from "../row";
import type { MemoryFileSystem } from "./memory-filesystem";

export const folder = "/journal";
export const limits = { warn: 0, readOnly: 0, ballast: 0 };
export const segmentBytes = 4_096;
export const open = (fs: MemoryFileSystem) => openJournal({ fs, folder, limits, segmentBytes });

export const draft = (key: string, text: string | null): RowDraft => ({
  table: "drafts",
  key,
  index: { n: key },
  seal: text === null ? null : () => utf8(text),
});
const text = (row: Row | undefined): string | null | undefined =>
  row === undefined ? undefined : row.sealed === null ? null : fromUtf8(row.sealed);

export async function contents(journal: Journal): Promise<Map<string, string | null | undefined>> {
  const rows = await journal.read(journal.positions());
  return new Map(rows.map((row) => [row.key, text(row)]));
}

/** What a run has tried to save and what it was told is saved, by key, in order. */
export class Ledger {
  readonly tried = new Map<string, (string | null)[]>();
  readonly acknowledged = new Map<string, number>();

  readonly append = async (journal: Journal, drafts: readonly (readonly [string, string | null])[]): Promise<void> => {
    const places = drafts.map(([key, value]) => {
      const all = this.tried.get(key) ?? [];
      this.tried.set(key, [...all, value]);
      return [key, all.length] as const;
    });
    await journal.append(drafts.map(([key, value]) => draft(key, value)));
    for (const [key, at] of places) this.acknowledged.set(key, Math.max(at, this.acknowledged.get(key) ?? -1));
  };

  readonly forget = (key: string): void => {
    this.tried.delete(key);
    this.acknowledged.delete(key);
  };

  /** Each key stands at its last acknowledged value or at a later one that was tried; nothing else exists. */
  readonly check = async (journal: Journal): Promise<void> => {
    const found = await contents(journal);
    for (const [key, at] of this.acknowledged) {
      const allowed: readonly (string | null | undefined)[] = (this.tried.get(key) ?? []).slice(at);
      if (!allowed.includes(found.get(key))) throw new Error(`what was saved under ${key} is lost`);
    }
    for (const [key, value] of found) {
      const tried: readonly (string | null | undefined)[] = this.tried.get(key) ?? [];
      if (!tried.includes(value)) throw new Error(`${key} holds what nobody saved`);
    }
  };
}
