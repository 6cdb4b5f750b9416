/**
 * Search 检索 of one unlocked person (D7), the window's side: says to main which drafts and items there are, newest first,
 * and asks. Titles are searchable as soon as they are said; texts stay in main, in a thread that ends with the lock.
 */
import { AppError } from "../../shared/failure";
import { keyOf, type SearchLine } from "../../shared/search/document";
import { type Answer, type DocumentKind, LONGEST_QUESTION, type Question } from "../../shared/search/question";
import type { After } from "../after";
import type { Ask } from "../services";
import { createSignal, type Signal } from "../signal";

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
  readonly after: After;
}

export interface SearchState {
  /** `titles`: texts are still being read. `failed`: main cannot search; lists go on by their titles. */
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
  /** Drops everything; main drops its texts with the lock. */
  readonly forget: () => void;
}

/** Lines in one message. */
const BATCH = 500;
/** While somebody types, a draft is said anew this long after the last save. */
const REST_MS = 800;
/** So many changed drafts are waited for before a question is asked: their newest text is found by it. */
const FEW = 20;

const nothing: Answer = { hits: [], total: 0 };

export function createSearch(parts: SearchParts): Search {
  return new Searching(parts);
}

interface Asked {
  readonly question: Question;
  readonly done: (answer: Answer) => void;
}

class Searching implements Search {
  readonly state = createSignal<SearchState>({ ready: "titles", read: 0, total: 0 });
  readonly #parts: SearchParts;
  /** What main was told, by key. */
  readonly #known = new Map<string, SearchLine>();
  /** Told, and its text not read yet. */
  readonly #waiting = new Map<string, SearchLine>();
  #stops: readonly (() => void)[] = [];
  #cancelRest: (() => void) | null = null;
  #isFailed = false;
  #isGone = false;
  #telling: Promise<unknown> = Promise.resolve();
  #isAsking = false;
  #next: Asked | null = null;

  constructor(parts: SearchParts) {
    this.#parts = parts;
  }

  readonly start = (): void => {
    const { drafts, items } = this.#parts;
    this.#stops = [drafts.subscribe(this.#changed), items.subscribe(this.#changed)];
    this.#tellChanges();
  };

  readonly ask = (question: Question): Promise<Answer> => {
    if (this.#isFailed || this.#isGone) return Promise.resolve(nothing);
    return new Promise((done) => {
      this.#next = { question, done };
      void this.#askNext();
    });
  };

  readonly forget = (): void => {
    this.#isGone = true;
    for (const stop of this.#stops) stop();
    this.#cancelRest?.();
    this.#next = null;
    this.#known.clear();
    this.#waiting.clear();
    this.state.set({ ready: "titles", read: 0, total: 0 });
  };

  /** One question at a time: main answers the newest as soon as it has answered the one before. */
  async #askNext(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    try {
      for (let asked = this.#takeNext(); asked !== null; asked = this.#takeNext()) {
        const found = await this.#answerTo(asked.question);
        // Locked meanwhile, or asked anew: the answer is for nobody.
        if (!this.#isGone && this.#next === null) asked.done(found);
      }
    } finally {
      this.#isAsking = false;
    }
  }

  async #answerTo(question: Question): Promise<Answer> {
    try {
      await this.#tellPending();
      return await this.#parts.ask("desk:search.ask", cut(question));
    } catch (error) {
      this.#fail(error);
      return nothing;
    }
  }

  #takeNext(): Asked | null {
    const asked = this.#next;
    this.#next = null;
    return asked;
  }

  #fail(error: unknown): void {
    const isLocked = error instanceof AppError && error.code === "E_LOCKED";
    if (this.#isGone || isLocked) return;
    this.#isFailed = true;
    for (const stop of this.#stops) stop();
    this.#cancelRest?.();
    this.#next?.done(nothing);
    this.#next = null;
    this.state.set({ ...this.state.get(), ready: "failed" });
  }

  readonly #changed = (): void => {
    this.#cancelRest?.();
    this.#cancelRest = this.#parts.after(REST_MS, this.#tellChanges);
  };

  /** What was saved a moment ago is found by its new text. */
  async #tellPending(): Promise<void> {
    if (this.#cancelRest !== null) this.#tellChanges();
    if (this.#waiting.size <= FEW) await this.#telling;
  }

  /** Compares the lists with what main was told. */
  readonly #tellChanges = (): void => {
    this.#cancelRest?.();
    this.#cancelRest = null;
    const { drafts, items } = this.#parts;
    const now = [...linesOf("draft", drafts), ...linesOf("item", items)];
    const keys = new Set(now.map(keyOf));
    const gone = [...this.#known.keys()].filter((key) => !keys.has(key));
    for (const key of gone) {
      this.#known.delete(key);
      this.#waiting.delete(key);
    }
    const changed = now.filter((line) => !isSame(this.#known.get(keyOf(line)), line));
    for (const line of changed) {
      this.#known.set(keyOf(line), line);
      this.#waiting.set(keyOf(line), line);
    }
    this.#show();
    const told = Array.from({ length: Math.ceil(Math.max(changed.length, gone.length) / BATCH) }, (_, at) => {
      const part = at * BATCH;
      return this.#tell(changed.slice(part, part + BATCH), gone.slice(part, part + BATCH));
    });
    this.#telling = Promise.all(told);
  };

  async #tell(lines: readonly SearchLine[], gone: readonly string[]): Promise<void> {
    try {
      await this.#parts.ask("desk:search.list", { lines: [...lines], gone: [...gone] });
    } catch (error) {
      this.#fail(error);
      return;
    }
    if (this.#isGone) return;
    // What was changed or removed meanwhile waits for its own turn, or is gone.
    for (const line of lines) if (this.#waiting.get(keyOf(line)) === line) this.#waiting.delete(keyOf(line));
    this.#show();
  }

  #show(): void {
    if (this.#isFailed) return;
    const total = this.#known.size;
    const read = total - this.#waiting.size;
    this.state.set({ ready: read === total ? "full" : "titles", read, total });
  }
}

const linesOf = (kind: DocumentKind, source: Source): SearchLine[] =>
  source.list().map(({ itemId, title, columnId = "", updatedAt }) => ({ kind, itemId, title, columnId, updatedAt }));

const isSame = (known: SearchLine | undefined, now: SearchLine): boolean =>
  known !== undefined && known.updatedAt === now.updatedAt && known.title === now.title;

const cut = ({ text, columnId, writer, from, to }: Question): Question => ({
  text: text.slice(0, LONGEST_QUESTION),
  columnId,
  writer: writer.slice(0, LONGEST_QUESTION),
  from,
  to,
});
