import { CompiledQuery } from "kysely";
import type pg from "pg";
import { describe, expect, it } from "vitest";
import { Lane } from "./lane";

type Answer = Promise<pg.QueryResult>;

const rowsOf = (rows: readonly object[]): pg.QueryResult => ({
  command: "SELECT",
  rowCount: rows.length,
  oid: 0,
  fields: [],
  rows: [...rows],
});

/** A pool of one, and a database that answers what the test says; each sending is kept. */
function startLane(answer: (sql: string) => Answer = async (sql) => rowsOf([{ sql }])) {
  const [sent, taken]: [string[][], string[]] = [[], []];
  const pool = { isAway: false };
  const lane = new Lane({
    connect: async () => {
      if (pool.isAway) throw new Error("no connection");
      taken.push("taken");
      return { release: () => void taken.push("released") };
    },
    send: (_client, queries) => {
      sent.push(queries.map(({ sql }) => sql));
      return queries.map(({ sql }) => answer(sql));
    },
  });
  const ask = async (sql: string): Promise<unknown> => (await lane.ask(CompiledQuery.raw(sql))).rows;
  return { ask, sent, taken, pool };
}

const nextTurn = (): Promise<void> => new Promise((done) => setImmediate(done));

describe("brief statements of several requests", () => {
  it("go out together when they come in one turn of the thread, and each gets its own answer", async () => {
    const { ask, sent } = startLane();
    const answers = await Promise.all([ask("a"), Promise.resolve().then(() => ask("b")), ask("c")]);
    expect(answers).toEqual([[{ sql: "a" }], [{ sql: "b" }], [{ sql: "c" }]]);
    expect(sent.map((queries) => [...queries].sort())).toEqual([["a", "b", "c"]]);
  });

  it("are sent while earlier ones are still unanswered", async () => {
    let end = (): void => {};
    const held: Answer = new Promise((resolve) => {
      end = () => resolve(rowsOf([]));
    });
    const { ask, sent } = startLane((sql) => (sql === "slow" ? held : Promise.resolve(rowsOf([]))));
    const slow = ask("slow");
    await nextTurn();
    await nextTurn();
    await ask("quick");
    expect(sent).toEqual([["slow"], ["quick"]]);
    end();
    await slow;
  });

  it("fail one by one", async () => {
    const { ask } = startLane(async (sql) => {
      if (sql === "wrong") throw new Error("syntax");
      return rowsOf([{ sql }]);
    });
    const settled = await Promise.allSettled([ask("a"), ask("wrong"), ask("b")]);
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  it("leave the connection to the pool once all are answered, and take one again for the next", async () => {
    const { ask, taken } = startLane();
    await Promise.all([ask("a"), ask("b")]);
    await nextTurn();
    expect(taken).toEqual(["taken", "released"]);
    await ask("c");
    await nextTurn();
    expect(taken).toEqual(["taken", "released", "taken", "released"]);
  });

  it("are all told when there is no connection, and the next one asks for one anew", async () => {
    const { ask, pool } = startLane();
    pool.isAway = true;
    const settled = await Promise.allSettled([ask("a"), ask("b")]);
    expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    pool.isAway = false;
    expect(await ask("c")).toEqual([{ sql: "c" }]);
  });
});
