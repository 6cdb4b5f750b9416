/**
 * A connection to PostgreSQL on which statements whose answers nobody waits for yet go out together with the next one that
 * somebody waits for, at the latest with the commit (docs/adr/0026): one write and one turn of a busy thread in place of one
 * for each. The server runs them one after the other as they were given, and a transaction in which one fails changes nothing.
 * Brief statements outside of transactions go over one connection for all requests (lane.ts).
 */
import { Socket } from "node:net";
import {
  AbortedTransactionError,
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  type QueryResult,
  type TransactionSettings,
} from "kysely";
import pg from "pg";
import { isBrief } from "./brief";
import { laterReader } from "./coming";
import { Lane } from "./lane";

/** A client whose socket can be told to put several writes together; behind TLS they go out one by one. */
export class PipelinedClient extends pg.Client {
  readonly socket: Socket;

  constructor(config: pg.ClientConfig = {}) {
    const socket = new Socket();
    super({ ...config, pipeline: true, stream: () => socket });
    this.socket = socket;
  }
}

/** Its pool must make clients of the kind above. */
export class PipelinedDialect extends PostgresDialect {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    super({ pool: async () => Promise.reject(new Error("the driver below has the pool")) });
    this.#pool = pool;
  }

  override createDriver(): Driver {
    return new PipelinedDriver(this.#pool);
  }
}

class PipelinedDriver implements Driver {
  readonly #pool: pg.Pool;
  readonly #lane: Lane<pg.PoolClient>;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
    this.#lane = new Lane({ connect: () => pool.connect(), send: sendTogether });
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Line> {
    return new Line(this.#pool, this.#lane);
  }

  beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    return lineOf(connection).begin(settings);
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return lineOf(connection).commit();
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return lineOf(connection).rollback();
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    lineOf(connection).release();
  }

  destroy(): Promise<void> {
    return this.#pool.end();
  }
}

function lineOf(connection: DatabaseConnection): Line {
  if (!(connection instanceof Line)) throw new TypeError("a connection of another driver");
  return connection;
}

/** `waiting`: its beginning is not sent yet. */
type TransactionState = "none" | "waiting" | "open";

/** Takes a connection out of the pool when the first statement needs one of its own. */
class Line implements DatabaseConnection {
  readonly #pool: pg.Pool;
  readonly #lane: Lane<pg.PoolClient>;
  #client: pg.PoolClient | null = null;
  #held: CompiledQuery[] = [];
  #transaction: TransactionState = "none";
  #isLost = false;

  constructor(pool: pg.Pool, lane: Lane<pg.PoolClient>) {
    this.#pool = pool;
    this.#lane = lane;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#transaction === "none")
      return resultOf(await (isBrief(query) ? this.#lane.ask(query) : this.#ask(query)));
    const reader = laterReader(query);
    if (reader === undefined) return resultOf(await this.#exchange(query));
    reader.hold();
    this.#held.push(query);
    return { rows: [] };
  }

  streamQuery(): never {
    throw new Error("nothing here reads by cursor");
  }

  async begin({ isolationLevel, accessMode }: TransactionSettings): Promise<void> {
    await this.#own();
    const level = isolationLevel === undefined ? [] : [`isolation level ${isolationLevel}`];
    const words = ["begin", ...level, ...(accessMode === undefined ? [] : [accessMode])];
    this.#held = [CompiledQuery.raw(words.join(" "))];
    this.#transaction = "waiting";
  }

  async commit(): Promise<void> {
    const isEmpty = this.#transaction === "waiting" && this.#held.length === 1;
    if (isEmpty) return this.#end();
    try {
      const { command } = await this.#exchange(CompiledQuery.raw("commit"));
      // PostgreSQL answers so where a statement failed and nobody minded.
      if (command === "ROLLBACK") throw new AbortedTransactionError();
    } finally {
      // Whatever became of it, there is nothing left to roll back.
      this.#end();
    }
  }

  async rollback(): Promise<void> {
    const state = this.#transaction;
    this.#end();
    if (state !== "open") return;
    try {
      await this.#exchange(CompiledQuery.raw("rollback"));
    } catch (error) {
      this.#isLost = true;
      throw error;
    }
  }

  release(): void {
    this.#client?.release(this.#isLost);
  }

  async #own(): Promise<pg.PoolClient> {
    this.#client ??= await this.#pool.connect();
    return this.#client;
  }

  #end(): void {
    this.#held = [];
    this.#transaction = "none";
  }

  /** All that is held, then this. @throws the database's own error of the first that failed */
  async #exchange(query: CompiledQuery): Promise<pg.QueryResult> {
    const held = this.#held;
    if (held.length === 0) return this.#ask(query);
    this.#held = [];
    if (this.#transaction === "waiting") this.#transaction = "open";
    const sent = sendTogether(await this.#own(), [...held, query]);
    const settled = await Promise.allSettled(sent);
    for (const [at, answer] of settled.entries()) {
      if (answer.status === "rejected") throw answer.reason;
      const before = held[at];
      if (before !== undefined) laterReader(before)?.take(answer.value.rows);
    }
    const [last] = await Promise.all(sent.slice(-1));
    if (last === undefined) throw new Error("a statement without an answer");
    return last;
  }

  async #ask(query: CompiledQuery): Promise<pg.QueryResult> {
    return ask(await this.#own(), query);
  }
}

const ask = (client: pg.PoolClient, { sql, parameters }: CompiledQuery): Promise<pg.QueryResult> =>
  client.query(sql, [...parameters]);

function sendTogether(client: pg.PoolClient, queries: readonly CompiledQuery[]): readonly Promise<pg.QueryResult>[] {
  const socket = client instanceof PipelinedClient ? client.socket : null;
  socket?.cork();
  try {
    return queries.map((query) => ask(client, query));
  } finally {
    socket?.uncork();
  }
}

const resultOf = <R>({ command, rowCount, rows }: pg.QueryResult): QueryResult<R> =>
  changing.has(command) ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows };

const changing: ReadonlySet<string> = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);
