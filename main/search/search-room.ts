/**
 * The thread's side of the search: the texts, what was read from the sealed copy, and which line is shown by which row.
 * Nothing in here outlives the thread, and it writes nothing.
 */
import { z } from "zod";
import { Corpus } from "../../shared/search/corpus";
import { documentOf, keyOf } from "../../shared/search/document";
import { type Searchable, searchable } from "../../shared/store/searchable";
import type { FromThread, RowLine, RowText, ToThread } from "./messages";

const file = z.array(z.tuple([z.string(), z.number().int(), searchable.nullable()]));
type File = z.infer<typeof file>;

interface Text {
  readonly seq: number;
  readonly text: Searchable | null;
}

/** So many texts are made ready for searching at a time. */
const SLICE = 200;

export class SearchRoom {
  readonly #corpus = new Corpus();
  /** By row. */
  readonly #texts = new Map<string, Text>();
  /** The newest line of each document, by its key, and the keys by row. */
  readonly #lines = new Map<string, RowLine>();
  readonly #keys = new Map<string, string>();

  /** Null where nothing is to be answered. */
  readonly take = (message: ToThread): FromThread | null => {
    switch (message.say) {
      case "copy":
        this.#copy(message.part);
        return null;
      case "list":
        this.#remove(message.gone);
        return { say: "lacking", id: message.id, lacking: this.#list(message.lines) };
      case "texts":
        this.#put(message.texts);
        return null;
      case "ask":
        return { say: "answer", id: message.id, answer: this.#corpus.ask(message.question, message.limit) };
      case "pack":
        return { say: "packed", id: message.id, part: this.#pack(message.rows) };
    }
  };

  /** Work that can wait for a quiet moment; false when there is none. */
  readonly rest = (): boolean => this.#corpus.prepare(SLICE);

  /** A part that is not of this form, because another version sealed it, is as good as none. */
  #copy(part: Uint8Array<ArrayBuffer>): void {
    try {
      const lines: File = JSON.parse(asBuffer(part).toString("utf8"));
      // Sealed by this program, hence of this form, unless another version wrote it: the first line tells.
      file.parse(lines.slice(0, 1));
      for (const [row, seq, text] of lines) this.#texts.set(row, { seq, text });
    } catch {
      return;
    } finally {
      part.fill(0);
    }
  }

  /** What is new is found by its title at once; what is known stays as it was until its new text is there. */
  #list(lines: readonly RowLine[]): readonly RowLine[] {
    const lacking: RowLine[] = [];
    for (const rowLine of lines) {
      const { line, row, seq } = rowLine;
      const key = keyOf(line);
      const isNew = !this.#lines.has(key);
      this.#lines.set(key, rowLine);
      this.#keys.set(row, key);
      const known = seq === null ? noText : this.#texts.get(row);
      const isCurrent = known !== undefined && known.seq >= (seq ?? 0);
      if (isCurrent || isNew) this.#corpus.put([documentOf(line, isCurrent ? known.text : null)]);
      if (!isCurrent) lacking.push(rowLine);
    }
    return lacking;
  }

  /** Of two readings of a row the newer one counts, whichever arrives last. */
  #put(texts: readonly RowText[]): void {
    for (const { row, seq, text } of texts) {
      if ((this.#texts.get(row)?.seq ?? -1) > seq) continue;
      this.#texts.set(row, { seq, text });
      const key = this.#keys.get(row);
      const listed = key === undefined ? undefined : this.#lines.get(key);
      if (listed !== undefined) this.#corpus.put([documentOf(listed.line, text)]);
    }
  }

  #remove(keys: readonly string[]): void {
    this.#corpus.remove(keys);
    for (const key of keys) {
      const row = this.#lines.get(key)?.row;
      this.#lines.delete(key);
      if (row === undefined) continue;
      this.#keys.delete(row);
      this.#texts.delete(row);
    }
  }

  #pack(rows: readonly (readonly [string, number])[]): Uint8Array<ArrayBuffer> {
    const lines: File = rows.flatMap(([row, seq]) => {
      const known = this.#texts.get(row);
      return known?.seq === seq ? [[row, seq, known.text] satisfies File[number]] : [];
    });
    return new TextEncoder().encode(JSON.stringify(lines));
  }
}

const noText: Text = { seq: 0, text: null };

const asBuffer = (bytes: Uint8Array<ArrayBuffer>): Buffer =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
