/** Records between window and journal: scanned for secrecy marks, sealed under their name, opened again while unlocked. */
import { z } from "zod";
import { fromBase64, utf8 } from "../../shared/bytes";
import { AppError } from "../../shared/failure";
import { base64 } from "../../shared/schema";
import type { Entry, Position, SealedRecord } from "../../shared/store/record";
import { type Searchable, type SearchedTable, searchableOf } from "../../shared/store/searchable";
import { refuseSecretFile } from "../files/attachment-text";
import type { RowText } from "../search/messages";
import { refuseSecret } from "../secrecy";
import type { Vault } from "../vault/vault";
import type { Health, Journal, Wanted } from "./journal";
import { type Row, rowName } from "./row";

export interface RecordParts {
  readonly vault: Vault;
  readonly journal: Journal;
  readonly clock: () => Date;
}

export interface Appended {
  readonly savedAt: string;
  readonly records: SealedRecord[];
}

/** A piece of a file. One of several is no whole archive and passes; the whole is scanned again before it is sent. */
const fileBytes = z.object({ bytes: base64 });

type Named = Pick<SealedRecord, "table" | "key" | "seq">;
type Value = z.infer<ReturnType<typeof z.json>> | null;

export class Records {
  readonly #parts: RecordParts;

  constructor(parts: RecordParts) {
    this.#parts = parts;
  }

  /** Everything or nothing, on disk when it resolves. @throws AppError E_SECRET before a byte is written, E_JOURNAL, E_DISK */
  readonly append = async (entries: readonly Entry[]): Promise<Appended> => {
    for (const entry of entries) {
      refuseSecret([entry.value, entry.index]);
      const bytes = entry.table === "files" ? fileBytes.safeParse(entry.value) : null;
      if (bytes?.success === true) refuseSecretFile(fromBase64(bytes.data.bytes));
    }
    return this.#append(entries);
  };

  /** For values that lie in the store already, in another form: a rule that came later must not keep them out. */
  readonly rewrite = async (entries: readonly Entry[]): Promise<void> => {
    await this.#append(entries);
  };

  async #append(entries: readonly Entry[]): Promise<Appended> {
    const rows = await this.#parts.journal.append(
      entries.map(({ table, key, index, value }) => ({
        table,
        key,
        index,
        seal: value === null ? null : (seq: number) => this.#seal({ table, key, seq }, value),
      })),
    );
    return { savedAt: this.#parts.clock().toISOString(), records: rows.map(recordOf) };
  }

  /** The values, in order. Null for a deletion, and for a row that was changed or moved under another name. */
  readonly open = (records: readonly SealedRecord[]): Value[] => records.map((record) => this.#open(record));

  /** What of each row is searched (D7), as it is now; null where it is gone, damaged or no manuscript. Unknown rows are left out. */
  readonly texts = async (
    rows: readonly { readonly table: SearchedTable; readonly key: string }[],
  ): Promise<RowText[]> =>
    (await this.#parts.journal.read(rows)).map((row) => ({
      row: rowName(row),
      seq: row.seq,
      text: this.#searchable(row),
    }));

  /** The journal's half of the full check: every row read from disk and opened. Names are table and key. */
  readonly verify = async (keys: readonly Wanted[]): Promise<{ missing: string[]; damaged: string[] }> => {
    const rows = new Map((await this.#parts.journal.read(keys)).map((row) => [rowName(row), row]));
    const names = keys.map(rowName);
    return {
      missing: names.filter((name) => !rows.has(name)),
      damaged: [...rows].flatMap(([name, row]) => (this.opens(row) ? [] : [name])),
    };
  };

  /** Whether a row opens under its own name. A deletion always does. @throws AppError E_LOCKED */
  readonly opens = (row: Row): boolean => row.sealed === null || this.#text(row, row.sealed) !== null;

  readonly positions = (): Position[] => [...this.#parts.journal.positions()];

  readonly read = async (keys: readonly Wanted[]): Promise<SealedRecord[]> =>
    (await this.#parts.journal.read(keys)).map(recordOf);

  /**
   * Takes back rows that only the index has: each must open under its name, then it is sealed anew under a new number.
   * A row the journal knows better is answered as the journal has it; one that does not open is left where it is.
   */
  readonly restore = async (records: readonly SealedRecord[]): Promise<Appended> => {
    const { journal } = this.#parts;
    const known = new Map(journal.positions().map((position) => [rowName(position), position.seq]));
    const newer = records.filter((record) => (known.get(rowName(record)) ?? -1) < record.seq);
    for (const { seq } of newer) journal.raise(seq);
    const opened = newer.map((record) => ({ record, value: this.#open(record) }));
    const sound = opened.filter(({ record, value }) => record.sealed === null || value !== null);
    const entries = sound.map(({ record: { table, key, index }, value }) => ({ table, key, index, value }));
    // Scanned when it was first stored; a rule that came later must not keep it from coming back.
    const taken = await this.#append(entries);
    const older = await this.read(records.filter((record) => !newer.includes(record)));
    return { savedAt: taken.savedAt, records: [...taken.records, ...older] };
  };

  readonly health = (): Promise<Health> => this.#parts.journal.health();

  #searchable(row: Row): Searchable | null {
    const text = row.sealed === null ? null : this.#text(row, row.sealed);
    return text === null ? null : searchableOf(JSON.parse(text));
  }

  #seal(named: Named, value: Value): Uint8Array {
    return this.#parts.vault.seal(this.#name(named), utf8(JSON.stringify(value)));
  }

  #open(record: SealedRecord): Value {
    if (record.sealed === null) return null;
    const text = this.#text(record, record.sealed);
    return text === null ? null : parsed(text);
  }

  /** The sealed text; null for a row that was changed or moved under another name. */
  #text(named: Named, sealed: Uint8Array | string): string | null {
    try {
      // Node's own conversions, several times as fast: what is not base64 or was not UTF-8 does not open under its seal.
      const bytes = typeof sealed === "string" ? Buffer.from(sealed, "base64") : sealed;
      return asBuffer(this.#parts.vault.open(this.#name(named), bytes)).toString("utf8");
    } catch (error) {
      if (error instanceof AppError && error.code === "E_LOCKED") throw error;
      // One damaged row must not keep the rest closed: the window looks for its twin in the other store.
      return null;
    }
  }

  /** Store, table, key and number are bound to the ciphertext: a row cannot stand for another, nor an old one for a new. */
  #name({ table, key, seq }: Named) {
    const scope = rowName({ table, key });
    return { scope, name: `${this.#parts.vault.storeId}|${scope}|${seq}` };
  }
}

/** What main itself has sealed is JSON; looking it over with a schema would say nothing new, ten thousand times. */
function parsed(text: string): Value {
  const value: Value = JSON.parse(text);
  return value;
}

function recordOf({ sealed, ...row }: Row): SealedRecord {
  return { ...row, sealed: sealed === null ? null : asBuffer(sealed).toString("base64") };
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
