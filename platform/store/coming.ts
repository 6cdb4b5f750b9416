/**
 * Answers that are read later than the statement was given. A driver may keep such a statement back and send it with the next
 * one that somebody waits for (pipeline.ts); others run it at once, and nobody can tell the difference.
 */
import type { CompiledQuery } from "kysely";

export class Coming<R> {
  #rows: readonly R[] | null = null;
  #isHeld = false;

  /** The driver says that the rows come later. */
  hold(): void {
    this.#isHeld = true;
  }

  get isHeld(): boolean {
    return this.#isHeld;
  }

  take(rows: readonly R[]): void {
    this.#rows = rows;
  }

  /** @throws Error while no later statement of the transaction was waited for */
  get rows(): readonly R[] {
    if (this.#rows === null) throw new Error("read before a later statement was waited for");
    return this.#rows;
  }
}

const coming = new WeakMap<CompiledQuery, Pick<Coming<unknown>, "hold" | "take">>();

/** To be called before the statement is given to the database. */
export function readLater<R>(query: CompiledQuery<R>): Coming<R> {
  const answer = new Coming<R>();
  coming.set(query, answer);
  return answer;
}

/** Where the rows of a statement go that nobody waits for; undefined for all others. */
export const laterReader = (query: CompiledQuery): Pick<Coming<unknown>, "hold" | "take"> | undefined =>
  coming.get(query);
