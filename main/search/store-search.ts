/**
 * Search 检索 in one open store (D7): a thread holds the texts, the window says which drafts and items there are and asks
 * questions. Rows are opened here, where the key is; from the sealed copy where it has the very row (docs/adr/0024).
 */
import { AppError } from "../../shared/failure";
import { rowOf, type SearchLine } from "../../shared/search/document";
import { type Answer, MOST_HITS, type Question } from "../../shared/search/question";
import { searchedTables } from "../../shared/store/searchable";
import type { Journal } from "../journal/journal";
import type { Records } from "../journal/records";
import { rowName } from "../journal/row";
import type { Timers } from "../timers";
import type { FromThread, RowLine, ToThread } from "./messages";
import { PARTS, partOf, type SealedCopy } from "./sealed-copy";
import type { SearchThread, StartSearchThread } from "./thread";

export interface StoreSearchParts {
  readonly journal: Pick<Journal, "seqOf" | "positions">;
  readonly records: Pick<Records, "texts">;
  readonly copy: SealedCopy;
  readonly timers: Timers;
  readonly startThread: StartSearchThread;
}

/** Main answers other calls between two batches of opened rows. */
const BATCH = 100;
/** So many newly opened rows are worth writing parts anew. */
const WORTH_WRITING = 200;
/** Reading has ended when no list came for so long. */
const QUIET_MS = 5_000;

interface Waiting {
  readonly done: (answer: FromThread) => void;
  readonly failed: (error: AppError) => void;
}

interface Running {
  readonly thread: SearchThread;
  /** Resolves when the thread has what the copy holds. */
  readonly copied: Promise<void>;
}

export class StoreSearch {
  readonly #parts: StoreSearchParts;
  #running: Running | null = null;
  #state: "open" | "ended" | "closed" = "open";
  readonly #waiting = new Map<number, Waiting>();
  #id = 0;
  /** Rows opened since the copy was written. */
  #fresh = new Set<string>();
  #reading: Promise<void> = Promise.resolve();
  #writing: Promise<void> = Promise.resolve();
  #cancelQuiet: () => void = () => undefined;

  constructor(parts: StoreSearchParts) {
    this.#parts = parts;
  }

  /** Starts the thread and gives it the copy, ahead of the first list. @throws AppError E_LOCKED, E_INTERNAL */
  readonly begin = (): void => {
    this.#start();
  };

  /** New and changed lines, and keys of what is gone; resolves when every text is there. @throws AppError as `begin` */
  readonly list = async (lines: readonly SearchLine[], gone: readonly string[]): Promise<void> => {
    const { copied } = this.#start();
    await copied;
    const rows = lines.map(this.#rowLine);
    const answer = await this.#call((id) => ({ say: "list", id, lines: rows, gone }));
    const lacking = answer.say === "lacking" ? answer.lacking : rows;
    if (lacking.length === 0) return;
    // One list after the other: many at once would leave main no time for the person.
    const mine = this.#reading.then(() => this.#readTexts(lacking));
    this.#reading = mine.catch(() => undefined);
    await mine;
    this.#writeWhenQuiet();
  };

  /** @throws AppError as `begin` */
  readonly ask = async (question: Question): Promise<Answer> => {
    await this.#start().copied;
    const answered = await this.#call((id) => ({ say: "ask", id, question, limit: MOST_HITS }));
    if (answered.say !== "answer") throw new Error("the search's thread answered another question");
    return answered.answer;
  };

  /** Ends the thread; resolves when nothing is written any more. */
  readonly close = async (): Promise<void> => {
    const thread = this.#end("closed");
    await thread?.stop();
    await this.#writing;
  };

  #start(): Running {
    if (this.#state === "closed") throw new AppError("E_LOCKED");
    if (this.#state === "ended") throw new AppError("E_INTERNAL", "检索线程已停止");
    if (this.#running !== null) return this.#running;
    const { startThread, copy } = this.#parts;
    const thread = startThread({ onAnswer: this.#answered, onEnd: () => void this.#end("ended") });
    const copied = copy.read((part) => {
      const own = ownBytes(part);
      thread.send({ say: "copy", part: own }, own.buffer);
    });
    this.#running = { thread, copied };
    return this.#running;
  }

  #end(state: "ended" | "closed"): SearchThread | null {
    const thread = this.#running?.thread ?? null;
    this.#running = null;
    if (this.#state !== "closed") this.#state = state;
    this.#cancelQuiet();
    this.#fresh = new Set();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    const error = state === "closed" ? new AppError("E_LOCKED") : new AppError("E_INTERNAL", "检索线程已停止");
    for (const { failed } of waiting) failed(error);
    return thread;
  }

  readonly #answered = (answer: FromThread): void => {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    waiting?.done(answer);
  };

  #call(asked: (id: number) => ToThread): Promise<FromThread> {
    const { thread } = this.#start();
    this.#id += 1;
    const id = this.#id;
    return new Promise((done, failed) => {
      this.#waiting.set(id, { done, failed });
      thread.send(asked(id));
    });
  }

  readonly #rowLine = (line: SearchLine): RowLine => {
    const row = rowName(rowOf(line));
    return { line, row, seq: this.#parts.journal.seqOf(row) };
  };

  async #readTexts(lacking: readonly RowLine[]): Promise<void> {
    for (let at = 0; at < lacking.length; at += BATCH) {
      const texts = await this.#parts.records.texts(lacking.slice(at, at + BATCH).map(({ line }) => rowOf(line)));
      this.#start().thread.send({ say: "texts", texts });
      for (const { row } of texts) this.#fresh.add(row);
    }
  }

  #writeWhenQuiet(): void {
    this.#cancelQuiet();
    this.#cancelQuiet = this.#parts.timers.after(QUIET_MS, () => {
      this.#writing = this.#writing.then(() => this.#write());
    });
  }

  async #write(): Promise<void> {
    const fresh = this.#fresh;
    if (fresh.size < WORTH_WRITING) return;
    this.#fresh = new Set();
    try {
      if (!(await this.#parts.copy.hasRoom())) return;
      const rows = this.#rowsByPart();
      // One after the other: main answers other calls in between.
      for (const at of new Set([...fresh].map(partOf))) {
        const packed = await this.#call((id) => ({ say: "pack", id, rows: rows[at] ?? [] }));
        if (packed.say === "packed") await this.#parts.copy.write(at, packed.part).finally(() => packed.part.fill(0));
      }
    } catch {
      // Locked in between, or no room: the next unlocking opens the rows themselves.
    }
  }

  /** Live rows that may hold a manuscript: what is gone from the store leaves the copy too. */
  #rowsByPart(): readonly (readonly (readonly [string, number])[])[] {
    const parts = Array.from({ length: PARTS }, (): (readonly [string, number])[] => []);
    for (const position of this.#parts.journal.positions()) {
      if (position.deleted || !isSearched(position.table)) continue;
      const name = rowName(position);
      parts[partOf(name)]?.push([name, position.seq]);
    }
    return parts;
  }
}

const tables: ReadonlySet<string> = new Set(searchedTables);
const isSearched = (table: string): boolean => tables.has(table);

/** Bytes in a buffer of their own, which can be handed over. */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength) return new Uint8Array(buffer);
  const own = new Uint8Array(bytes);
  bytes.fill(0);
  return own;
}
