/** Callers that mean no good or know no measure: each is refused by name, and nobody else notices. */
import { once } from "node:events";
import { connect } from "node:net";
import fc from "fast-check";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failure } from "../../shared/failure";
import { build } from "../app";
import { stopListening } from "../graceful-stop";
import { ask, signIn, verdict } from "../testing/desk";
import { openTestPlatform, type TestPlatform } from "../testing/platform";
import { limitsFor, lookOver } from "./json-door";
import { defaultListenerLimits } from "./listener";
import { Metrics, serveMetrics } from "./metrics";
import { Readiness } from "./readiness";
import { Throttle } from "./throttle";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openTestPlatform();
});
afterAll(() => platform.close());

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const post = (payload: string | Buffer, app: FastifyInstance = platform.app) =>
  app.inject({ method: "POST", url: "/recovery", headers: { "content-type": "application/json" }, payload });

describe("a JSON body", () => {
  it("too deep, too wide, not UTF-8 or reaching for prototypes is refused by name before it is parsed", async () => {
    const said = async (payload: string | Buffer) => verdict({ status: 0, body: (await post(payload)).json() });
    expect(await said("[".repeat(100_000))).toBe("0 E_TOO_DEEP");
    expect(await said(`${"[".repeat(65)}${"]".repeat(65)}`)).toBe("0 E_TOO_DEEP");
    expect(await said(`[${"{},".repeat(60_000)}{}]`)).toBe("0 E_TOO_DEEP");
    expect(await said(Buffer.from([0x22, 0xff, 0xfe, 0x22]))).toBe("0 E_INPUT");
    expect(await said('{"__proto__":{"admin":true}}')).toBe("0 E_INPUT");
    expect(await said('{"constructor":{"prototype":{"admin":true}}}')).toBe("0 E_INPUT");
    expect(await said("{")).toBe("0 E_INPUT");
    expect(await said(`"${"x".repeat(600_000)}"`)).toBe("0 E_TOO_LARGE");
  });

  it("that is as deep and as wide as ours ever are passes, whatever brackets stand in its text", () => {
    const text = fc.string({ maxLength: 40 }).map((value) => `${value}[{"\\${value}`);
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 20 }), text, (value, quoted) => {
        const json = bytes(JSON.stringify([value, quoted]));
        expect(() => lookOver(json, limitsFor(json.length))).not.toThrow();
      }),
    );
    const nested = (depth: number) => bytes(`${"[".repeat(depth)}${"]".repeat(depth)}`);
    expect(() => lookOver(nested(64), limitsFor(128))).not.toThrow();
    expect(() => lookOver(bytes('["\\\\"]'), limitsFor(6))).not.toThrow();
  });
});

describe("somebody who asks without end", () => {
  it("is told when to come back (429, Retry-After), by address and by account, and others go on", async () => {
    let now = 0;
    const rates = { address: { perSecond: 1, burst: 40 }, account: { perSecond: 0.5, burst: 3 } };
    const services = { ...platform.services, throttle: new Throttle(rates, () => now) };
    const app = build({ services, inbox: null, tls: null });
    const from = (remoteAddress: string) => app.inject({ method: "GET", url: "/time", remoteAddress });
    for (let n = 0; n < 40; n += 1) expect((await from("127.0.0.2")).statusCode).toBe(200);
    const refused = await from("127.0.0.2");
    expect([refused.statusCode, refused.headers["retry-after"], refused.json().code]).toEqual([429, "1", "E_LIMIT"]);
    expect((await from("127.0.0.3")).statusCode).toBe(200);
    now += 1_000;
    expect((await from("127.0.0.2")).statusCode).toBe(200);
    const limited = { ...platform, services, app };
    const [one, other] = [await signIn(limited, "luan", "林初晴"), await signIn(limited, "luan", "沈亦谦")];
    const answers = [];
    for (let n = 0; n < 4; n += 1) answers.push(verdict(await one.ask("session.read", { from: "127.0.0.4" })));
    expect(answers).toEqual(["200", "200", "200", "429 E_LIMIT"]);
    expect(verdict(await other.ask("session.read", { from: "127.0.0.5" }))).toBe("200");
    await app.close();
  });
});

describe("a slow caller", () => {
  it("that sends its head or its body byte by byte is cut off, while others are answered", async () => {
    const limits = { ...defaultListenerLimits, headersMs: 300, requestMs: 600 };
    const app = build({ services: platform.services, inbox: null, tls: null, limits });
    const url = await app.listen({ port: 0, host: "127.0.0.1" });
    const heads = ["GET /time HTTP/1.1\r\nHost: local", `POST /recovery HTTP/1.1\r\nHost: localhost\r\n`];
    heads[1] += "Content-Type: application/json\r\nContent-Length: 400000\r\n\r\n{";
    const ended = heads.map(async (head) => {
      const socket = connect(Number(new URL(url).port), "127.0.0.1");
      socket.write(head);
      const drip = setInterval(() => socket.write("x"), 50);
      let answer = "";
      socket.on("data", (chunk) => {
        answer += chunk.toString();
      });
      socket.on("error", () => undefined);
      await once(socket, "close");
      clearInterval(drip);
      return answer.split("\r\n")[0] ?? "";
    });
    expect((await fetch(`${url}/time`)).status).toBe(200);
    for (const line of await Promise.all(ended)) expect(["HTTP/1.1 408 Request Timeout", ""]).toContain(line);
    await app.close();
  });
});

describe("D1: stopping", () => {
  it("answers what is under way, takes nothing new, and says first that it is not ready", async () => {
    let release = (): void => undefined;
    const slow = new Promise<void>((resolve) => {
      release = resolve;
    });
    const readiness = new Readiness([["database", async () => true]]);
    const app = build({ services: platform.services, inbox: null, tls: null, readiness });
    let begun = false;
    app.get("/slow", async () => {
      begun = true;
      await slow;
      return { done: true };
    });
    const url = await app.listen({ port: 0, host: "127.0.0.1" });
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    const under = fetch(`${url}/slow`);
    await expect.poll(() => begun).toBe(true);
    const stopping = stopListening(app, readiness, { drainMs: 2_000, deadlineMs: 60_000 });
    const told = await fetch(`${url}/ready`);
    expect([told.status, told.headers.get("connection")]).toEqual([503, "close"]);
    expect(await told.json()).toMatchObject({ ready: false, parts: { database: true, stopping: false } });
    // A connection that was taken in the very moment of closing may get no answer; the next one is refused.
    const isRefused = () =>
      fetch(`${url}/time`, { signal: AbortSignal.timeout(5_000) }).then(
        () => false,
        (error: Error) => error.name !== "TimeoutError",
      );
    await expect.poll(isRefused).toBe(true);
    release();
    expect(await (await under).json()).toEqual({ done: true });
    await stopping;
  });

  it("cuts what does not end by the deadline", async () => {
    const readiness = new Readiness([]);
    const app = build({ services: platform.services, inbox: null, tls: null, readiness });
    let begun = false;
    app.get("/never", () => {
      begun = true;
      return new Promise(() => undefined);
    });
    const url = await app.listen({ port: 0, host: "127.0.0.1" });
    const never = fetch(`${url}/never`);
    never.catch(() => undefined);
    await expect.poll(() => begun).toBe(true);
    await stopListening(app, readiness, { drainMs: 0, deadlineMs: 200 });
    await expect(never).rejects.toThrow();
  });
});

describe("readiness", () => {
  it("is refused by name when a part is away, throws or does not answer; the process stays alive", async () => {
    const readiness = new Readiness([
      ["database", async () => Promise.reject(new Error("away"))],
      ["disk", async () => false],
      ["files", async () => true],
    ]);
    const app = build({ services: platform.services, inbox: null, tls: null, readiness });
    const reply = await app.inject({ method: "GET", url: "/ready" });
    expect(reply.statusCode).toBe(503);
    expect(reply.json().parts).toEqual({ database: false, disk: false, files: true, stopping: true });
    expect((await app.inject({ method: "GET", url: "/health" })).statusCode).toBe(200);
    await app.close();
  });

  it("has a database that is away answered with E_BUSY and Retry-After, not as a bug", async () => {
    const app = build({ services: platform.services, inbox: null, tls: null });
    const thrown = [
      Object.assign(new Error("no"), { code: "ECONNREFUSED" }),
      Object.assign(new Error("no"), { code: "57P01" }),
      Object.assign(new Error("no"), { code: "40P01" }),
      new Error("timeout exceeded when trying to connect"),
    ];
    for (const [n, error] of thrown.entries())
      app.get(`/away/${n}`, async () => {
        throw error;
      });
    app.get("/bug", async () => {
      throw Object.assign(new Error("no"), { code: "23505" });
    });
    for (const n of thrown.keys()) {
      const reply = await app.inject({ method: "GET", url: `/away/${n}` });
      expect([reply.statusCode, reply.headers["retry-after"], failure.parse(reply.json()).code]).toEqual([
        503,
        "5",
        "E_BUSY",
      ]);
    }
    expect((await app.inject({ method: "GET", url: "/bug" })).json().code).toBe("E_INTERNAL");
    await app.close();
  });
});

describe("figures for Prometheus", () => {
  it("count by route and code, name no person, no item and no address, and are on a listener of their own", async () => {
    const metrics = new Metrics();
    metrics.watch({
      db: platform.services.store.db,
      pool: () => null,
      ready: async () => true,
      freeBytes: async () => 1,
    });
    platform.pass(3_600_000);
    const app = build({ services: platform.services, inbox: platform.inbox, tls: null, metrics });
    const watched = { ...platform, app };
    const desk = await signIn(watched, "luan", "林初晴");
    await desk.ask("items.read", { params: { itemId: "planted-item" } });
    await ask(watched, "auth.sms", { body: { ticket: "planted-ticket" } });
    await app.inject({ method: "GET", url: "/planted/path?planted=1", remoteAddress: "127.0.0.77" });
    const server = await serveMetrics(metrics, { host: "127.0.0.1", port: 0 });
    const place = server.address();
    const base = `http://127.0.0.1:${typeof place === "object" && place !== null ? place.port : 0}`;
    const text = await (await fetch(`${base}/metrics`)).text();
    expect(text).toMatch(/caibian_requests_total\{route="\/items\/:itemId",method="GET",status="404"\} 1/);
    expect(text).toMatch(/caibian_failures_total\{code="E_NOT_FOUND"\} [1-9]/);
    expect(text).toMatch(/caibian_audit_rows\{chain="luan"\} [1-9]/);
    expect(text).toMatch(/caibian_request_seconds_bucket\{/);
    for (const planted of ["planted", "林初晴", desk.person.accountId, desk.person.phone, "127.0.0.77"])
      expect(text).not.toContain(planted);
    expect((await fetch(`${base}/`)).status).toBe(404);
    expect((await app.inject({ method: "GET", url: "/metrics" })).statusCode).toBe(404);
    server.close();
    await app.close();
  });
});
