/**
 * Search 检索 of one unlocked person (D7): titles are searchable as soon as the window is, texts follow in the order of
 * the lists, newest first. Main opens the rows; the words live in a worker that ends with the lock.
 */
import type { Searchable, SearchedTable } from "../../shared/store/searchable";
import type { After } from "../proof/after";
import type { Ask } from "../services";
import { createSignal, type Signal } from "../signal";
import { bodyKey } from "../store/draft-record";
import {
  type Answer,
  type DocumentKind,
  type FromWorker,
  keyOf,
  type Question,
  type SearchDocument,
  type ToWorker,
} from "./question";

export interface SearchWorker {
  readonly send: (message: ToWorker) => void;
  readonly stop: () => void;
}

export interface SearchWorkerEvents {
  readonly onAnswer: (answer: FromWorker) => void;
  readonly onError: () => void;
}

/** A line of a list: what is known without opening a body. */
export interface Listed {
  readonly itemId: string;
  readonly title: string;
  readonly columnId?: string;
  readonly updatedAt: string;
}

export interface Source {
  readonly list: () => readonly Listed[];
  readonly subscribe: (onChange: () => void) => () => void;
}

export interface SearchParts {
  readonly ask: Ask;
  readonly drafts: Source;
  readonly items: Source;
  readonly spawn: (events: SearchWorkerEvents) => SearchWorker;
  readonly after: After;
}

export interface SearchState {
  /** `titles`: texts are still being read. `failed`: the worker ended; lists go on by their titles. */
  readonly ready: "titles" | "full" | "failed";
  /** Texts read, of so many. */
  readonly read: number;
  readonly total: number;
}

export interface Search {
  readonly state: Signal<SearchState>;
  readonly start: () => void;
  /** A newer question takes the place of an older one, which is then never answered. */
  readonly ask: (question: Question) => Promise<Answer>;
  /** Ends the worker and drops everything. */
  readonly forget: () => void;
}

/** Small enough that main and the window have time for the person between two. */
const BATCH = 200;
/** Main reads one batch while the window takes another. */
const AT_ONCE = 3;
/** While somebody types, a text is read again this long after the last save. */
const REST_MS = 800;
const LIMIT = 100;

export const browserSearchWorker: SearchParts["spawn"] = ({ onAnswer, onError }) => {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  worker.addEventListener("message", (event: MessageEvent<FromWorker>) => onAnswer(event.data));
  worker.addEventListener("error", onError);
  worker.addEventListener("messageerror", onError);
  return { send: (message) => worker.postMessage(message), stop: () => worker.terminate() };
};

interface Wanted {
  readonly kind: DocumentKind;
  readonly listed: Listed;
}

const tableOf: Readonly<Record<DocumentKind, SearchedTable>> = { draft: "drafts", item: "items" };
const rowKey = ({ kind, listed }: Wanted): string => (kind === "draft" ? bodyKey(listed.itemId) : listed.itemId);
const nameOf = ({ kind, listed }: Wanted): string => keyOf({ kind, itemId: listed.itemId });

export function createSearch(parts: SearchParts): Search {
  return new Searching(parts);
}

class Searching implements Search {
  readonly state = createSignal<SearchState>({ ready: "titles", read: 0, total: 0 });
  readonly #parts: SearchParts;
  /** What the worker has, by key, as it was listed then. */
  readonly #known = new Map<string, Listed>();
  #waiting = new Map<string, Wanted>();
  /** Of the waiting ones: those that main is reading. */
  readonly #asked = new Set<Wanted>();
  #worker: SearchWorker | null = null;
  #stops: readonly (() => void)[] = [];
  #cancelRest: () => void = () => undefined;
  #reading = false;
  #gone = false;
  #seq = 0;
  #open: { readonly seq: number; readonly done: (answer: Answer) => void } | null = null;

  constructor(parts: SearchParts) {
    this.#parts = parts;
  }

  readonly start = (): void => {
    const { drafts, items, spawn } = this.#parts;
    try {
      this.#worker = spawn({ onAnswer: this.#answered, onError: this.#fail });
    } catch {
      // Without a worker the lists still search their titles; the window says so.
      this.#fail();
      return;
    }
    this.#stops = [drafts.subscribe(this.#changed), items.subscribe(this.#changed)];
    this.#take();
    void this.#readWaiting();
  };

  readonly ask = (question: Question): Promise<Answer> => {
    const worker = this.#worker;
    if (worker === null) return Promise.resolve({ hits: [], total: 0 });
    this.#seq += 1;
    const seq = this.#seq;
    return new Promise((done) => {
      this.#open = { seq, done };
      worker.send({ say: "ask", seq, question, limit: LIMIT });
    });
  };

  readonly forget = (): void => {
    this.#gone = true;
    for (const stop of this.#stops) stop();
    this.#cancelRest();
    this.#worker?.stop();
    this.#worker = null;
    this.#open = null;
    this.#known.clear();
    this.#waiting.clear();
    this.state.set({ ready: "titles", read: 0, total: 0 });
  };

  readonly #answered = ({ seq, answer }: FromWorker): void => {
    if (this.#open?.seq !== seq) return;
    this.#open.done(answer);
    this.#open = null;
  };

  readonly #fail = (): void => {
    if (this.#gone) return;
    this.#worker?.stop();
    this.#worker = null;
    this.#open?.done({ hits: [], total: 0 });
    this.#open = null;
    this.state.set({ ...this.state.get(), ready: "failed" });
  };

  readonly #changed = (): void => {
    this.#cancelRest();
    this.#cancelRest = this.#parts.after(REST_MS, () => {
      this.#take();
      void this.#readWaiting();
    });
  };

  /** Compares the lists with what the worker has: titles go at once, texts are put in line. */
  #take(): void {
    const { drafts, items } = this.#parts;
    const now: readonly Wanted[] = [
      ...drafts.list().map((listed) => ({ kind: "draft" as const, listed })),
      ...items.list().map((listed) => ({ kind: "item" as const, listed })),
    ];
    const names = new Set(now.map(nameOf));
    const gone = [...this.#known.keys()].filter((key) => !names.has(key));
    for (const key of gone) {
      this.#known.delete(key);
      this.#waiting.delete(key);
    }
    if (gone.length > 0) this.#worker?.send({ say: "remove", keys: gone });
    const changed = now.filter((each) => !isSame(this.#known.get(nameOf(each)), each.listed));
    const fresh = changed.filter((each) => !this.#known.has(nameOf(each)));
    if (fresh.length > 0) this.#worker?.send({ say: "put", documents: fresh.map((each) => documentOf(each, null)) });
    for (const each of changed) {
      this.#known.set(nameOf(each), each.listed);
      this.#waiting.set(nameOf(each), each);
    }
    this.#tell();
  }

  /** One batch after another; main answers other calls in between. */
  async #readWaiting(): Promise<void> {
    if (this.#reading) return;
    this.#reading = true;
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, () => this.#readOn()));
    } catch {
      // Locked in between, or main is gone: what was read stays, the rest is tried with the next change.
    } finally {
      this.#reading = false;
    }
  }

  async #readOn(): Promise<void> {
    for (let batch = this.#nextBatch(); batch.length > 0 && !this.#gone; batch = this.#nextBatch()) {
      try {
        await this.#read(batch);
      } finally {
        for (const each of batch) this.#asked.delete(each);
      }
      this.#tell();
    }
  }

  #nextBatch(): readonly Wanted[] {
    const batch: Wanted[] = [];
    for (const each of this.#waiting.values()) {
      if (this.#asked.has(each)) continue;
      if (each.kind === (batch[0] ?? each).kind) batch.push(each);
      if (batch.length === BATCH) break;
    }
    for (const each of batch) this.#asked.add(each);
    return batch;
  }

  async #read(batch: readonly Wanted[]): Promise<void> {
    const [first] = batch;
    if (first === undefined) return;
    const texts = await this.#parts.ask("desk:search.texts", { table: tableOf[first.kind], keys: batch.map(rowKey) });
    if (this.#gone) return;
    // What was changed or removed meanwhile waits for its turn, or is gone.
    const still = batch.flatMap((each, at) =>
      this.#waiting.get(nameOf(each)) === each ? [{ each, text: texts[at] ?? null }] : [],
    );
    for (const { each } of still) this.#waiting.delete(nameOf(each));
    this.#worker?.send({ say: "put", documents: still.map(({ each, text }) => documentOf(each, text)) });
  }

  #tell(): void {
    if (this.#worker === null) return;
    const total = this.#known.size;
    const read = total - this.#waiting.size;
    this.state.set({ ready: read === total ? "full" : "titles", read, total });
  }
}

const isSame = (known: Listed | undefined, now: Listed): boolean =>
  known !== undefined && known.updatedAt === now.updatedAt && known.title === now.title;

function documentOf({ kind, listed }: Wanted, text: Searchable | null): SearchDocument {
  const { itemId, title, updatedAt } = listed;
  return {
    kind,
    itemId,
    title,
    updatedAt,
    body: text?.body ?? "",
    facts: text?.facts ?? "",
    columnId: listed.columnId ?? text?.columnId ?? "",
    writer: text?.writer ?? "",
  };
}
