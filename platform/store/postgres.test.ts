import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { isDatabaseAway } from "./database-away";
import { openPostgres } from "./postgres";
import { preparedAhead } from "./prepared";

/** A message of the wire protocol (PostgreSQL's manual, §55.7): its type, its length, its body. */
function message(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

const ready = (state: "I" | "T"): Buffer => message("Z", Buffer.from(state));
const begun = Buffer.concat([message("C", Buffer.from("BEGIN\0")), ready("T")]);

/** A server that lets a client in, begins its transaction, and then can be ended as SIGKILL ends a backend. */
async function startServer() {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.once("data", () => {
      socket.write(Buffer.concat([message("R", Buffer.alloc(4)), ready("I")]));
      socket.on("data", () => socket.write(begun));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `postgres://somebody@127.0.0.1:${address.port}/caibian`,
    crash: async () => {
      server.close();
      await Promise.all(
        sockets.map((socket) => {
          const closed = once(socket, "close");
          socket.destroy();
          return closed;
        }),
      );
    },
  };
}

describe("a connection to PostgreSQL", () => {
  it("D1: lost between two statements of a transaction fails the next one by name and does not end the process", async () => {
    const server = await startServer();
    const { db, close } = openPostgres(server.url);
    // An `error` event that nobody hears ends a process; here it would fail this run.
    const unheard: unknown[] = [];
    const hear = (error: unknown) => unheard.push(error);
    process.on("uncaughtException", hear);
    const work = db.transaction().execute(async (transaction) => {
      await server.crash();
      // The client learns of it from its socket.
      await new Promise((done) => setTimeout(done, 50));
      return sql`select 1`.execute(transaction);
    });
    const error: unknown = await work.then(
      () => null,
      (reason: unknown) => reason,
    );
    process.off("uncaughtException", hear);
    expect(isDatabaseAway(error)).toBe(true);
    expect(unheard).toEqual([]);
    await close();
  });
});

/** Types and texts of the messages in these bytes. */
function messagesIn(bytes: Buffer): readonly { readonly type: string; readonly text: string }[] {
  const found = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readInt32BE(at + 1);
    const text = bytes.toString("latin1", at + 5, at + 1 + length);
    found.push({ type: bytes.toString("latin1", at, at + 1), text: text.split("\0").join("") });
    at += 1 + length;
  }
  return found;
}

/** A server that answers nothing before it was told to commit: whoever waits for an answer earlier waits for ever. */
async function startSilentServer() {
  let heard = Buffer.alloc(0);
  const server = createServer((socket) => {
    socket.once("data", () => {
      socket.write(Buffer.concat([message("R", Buffer.alloc(4)), ready("I")]));
      socket.on("data", (part) => {
        heard = Buffer.concat([heard, part]);
        if (!heard.includes("commit\0")) return;
        const given = messagesIn(heard);
        const asked = given.filter(({ type }) => type === "Q" || type === "S").length;
        socket.write(Buffer.concat(Array.from({ length: asked }, () => begun)));
      });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `postgres://somebody@127.0.0.1:${address.port}/caibian`,
    given: () => messagesIn(heard).filter(({ type }) => type === "Q" || type === "P"),
    stop: () => server.close(),
  };
}

describe("a transaction on PostgreSQL", () => {
  it("in which nobody waits for an answer is sent as a whole, from its beginning to its commit", async () => {
    const server = await startSilentServer();
    const { db, close } = openPostgres(server.url);
    const remove = preparedAhead((on, { name }: { readonly name: string }) =>
      on.deleteFrom("counters").where("name", "=", name).compile(),
    );
    await db
      .transaction()
      .setIsolationLevel("repeatable read")
      .execute(async (work) => {
        await remove(work, { name: "one" });
        await remove(work, { name: "other" });
      });
    expect(server.given()).toEqual([
      { type: "Q", text: "begin isolation level repeatable read" },
      { type: "P", text: 'delete from "counters" where "name" = $1' },
      { type: "P", text: 'delete from "counters" where "name" = $1' },
      { type: "Q", text: "commit" },
    ]);
    await close();
    server.stop();
  });

  it("in which nothing was asked costs the server nothing", async () => {
    const server = await startSilentServer();
    const { db, close } = openPostgres(server.url);
    await db.transaction().execute(async () => "nothing");
    const givenUp = db.transaction().execute(async () => Promise.reject(new Error("given up")));
    await expect(givenUp).rejects.toThrow("given up");
    expect(server.given()).toEqual([]);
    await close();
    server.stop();
  });
});
