/**
 * One connection for the brief statements of all requests (docs/adr/0026): what a turn of the thread brings is sent in one
 * write, and answered in as few. Each is a transaction by itself: one that fails is no other's trouble.
 */
import type { CompiledQuery } from "kysely";
import type pg from "pg";

/** What a pool gives out, and takes back. */
type Lent = Pick<pg.PoolClient, "release">;

export interface LaneParts<C extends Lent> {
  readonly connect: () => Promise<C>;
  /** Sends statements in one write; their answers, in the same order. */
  readonly send: (client: C, queries: readonly CompiledQuery[]) => readonly Promise<pg.QueryResult>[];
}

interface Asked {
  readonly query: CompiledQuery;
  readonly resolve: (answer: pg.QueryResult) => void;
  readonly reject: (error: unknown) => void;
}

/** `none`: the connection is the pool's. `coming`: it was asked for. */
type Place<C> = "none" | "coming" | { readonly client: C };

export class Lane<C extends Lent> {
  readonly #parts: LaneParts<C>;
  #place: Place<C> = "none";
  #waiting: Asked[] = [];
  #isDue = false;
  /** Sent and not answered. */
  #open = 0;

  constructor(parts: LaneParts<C>) {
    this.#parts = parts;
  }

  /** @throws the database's own error of this statement, or the pool's where no connection was to be had */
  ask(query: CompiledQuery): Promise<pg.QueryResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ query, resolve, reject });
      if (this.#place === "none") void this.#connect();
      else if (this.#place !== "coming") this.#sendSoon(this.#place.client);
    });
  }

  async #connect(): Promise<void> {
    this.#place = "coming";
    try {
      const client = await this.#parts.connect();
      this.#place = { client };
      this.#sendSoon(client);
    } catch (error) {
      this.#place = "none";
      for (const { reject } of this.#taken()) reject(error);
    }
  }

  /** After all that came in with this turn of the thread. */
  #sendSoon(client: C): void {
    if (this.#isDue) return;
    this.#isDue = true;
    setImmediate(() => {
      this.#isDue = false;
      const taken = this.#taken();
      this.#open += taken.length;
      const answers = this.#parts.send(
        client,
        taken.map(({ query }) => query),
      );
      for (const [at, answer] of answers.entries()) {
        const asked = taken[at];
        const settled = (): void => this.#settled(client);
        if (asked !== undefined) answer.then(asked.resolve, asked.reject).then(settled, settled);
      }
    });
  }

  /** A connection that nobody needs any more is the pool's again: it drops one that was lost, and may end. */
  #settled(client: C): void {
    this.#open -= 1;
    if (this.#open > 0 || this.#waiting.length > 0) return;
    this.#place = "none";
    client.release();
  }

  #taken(): readonly Asked[] {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }
}
