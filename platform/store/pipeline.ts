/**
 * A connection to PostgreSQL on which statements whose answers nobody waits for yet go out together with the next one that
 * somebody waits for, at the latest with the commit (docs/adr/0026): one write and one turn of a busy thread in place of one
 * for each. The server runs them one after the other as they were given, and a transaction in which one fails changes nothing.
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
import { laterReader } from "./coming";

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
  readonly #lines = new WeakMap<pg.PoolClient, Line>();

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Line> {
    const client = await this.#pool.connect();
    const line = this.#lines.get(client) ?? new Line(client);
    this.#lines.set(client, line);
    return line;
  }

  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    lineOf(connection).begin(settings);
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

class Line implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  #held: CompiledQuery[] = [];
  #transaction: TransactionState = "none";
  #isLost = false;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const reader = this.#transaction === "none" ? undefined : laterReader(query);
    if (reader === undefined) return this.#send(query);
    reader.hold();
    this.#held.push(query);
    return { rows: [] };
  }

  streamQuery(): never {
    throw new Error("nothing here reads by cursor");
  }

  begin({ isolationLevel, accessMode }: TransactionSettings): void {
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
    this.#client.release(this.#isLost);
  }

  #end(): void {
    this.#held = [];
    this.#transaction = "none";
  }

  async #send<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { command, rowCount, rows } = await this.#exchange(query);
    return changing.has(command) ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows };
  }

  /** All that is held, then this. @throws the database's own error of the first that failed */
  async #exchange(query: CompiledQuery): Promise<pg.QueryResult> {
    const held = this.#held;
    if (held.length === 0) return this.#ask(query);
    this.#held = [];
    if (this.#transaction === "waiting") this.#transaction = "open";
    const sent = this.#together(() => [...held, query].map((each) => this.#ask(each)));
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

  #ask({ sql, parameters }: CompiledQuery): Promise<pg.QueryResult> {
    return this.#client.query(sql, [...parameters]);
  }

  #together<T>(write: () => T): T {
    const socket = this.#client instanceof PipelinedClient ? this.#client.socket : null;
    socket?.cork();
    try {
      return write();
    } finally {
      socket?.uncork();
    }
  }
}

const changing: ReadonlySet<string> = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);
