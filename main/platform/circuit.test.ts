import { describe, expect, it } from "vitest";
import { AppError } from "../../shared/failure";
import { Circuit, retryAfterOf, Throttled } from "./circuit";
import { createClient } from "./client";

function bench(random = 0.5) {
  const time = { now: 0 };
  const circuit = new Circuit({ uptime: () => time.now, random: () => random });
  const fail = (times: number) => {
    for (let at = 0; at < times; at += 1) circuit.failed(null);
  };
  const open = () => {
    try {
      circuit.admit("items.revise");
      return false;
    } catch {
      return true;
    }
  };
  return { time, circuit, fail, open };
}

describe("the circuit breaker of a host", () => {
  it("stops sending after eight failures in a row, and one trial goes through when its time is over", () => {
    const { time, fail, open } = bench();
    fail(7);
    expect(open()).toBe(false);
    fail(1);
    expect(open()).toBe(true);
    time.now = 1_000;
    expect(open()).toBe(false);
    fail(1);
    expect(open()).toBe(true);
  });

  it("stays open longer each time the trial fails, up to a minute, with full jitter", () => {
    const { time, fail, open } = bench(0.999_999);
    fail(8);
    for (const seconds of [2, 4, 8, 16, 32, 60, 60]) {
      time.now += seconds * 1_000 - 100;
      expect(open()).toBe(true);
      time.now += 100;
      expect(open()).toBe(false);
      fail(1);
    }
  });

  it("any answer closes it, and the probe and a person's sign-in are never held back", () => {
    const { circuit, fail, open } = bench();
    fail(8);
    expect(() => circuit.admit("time.read")).not.toThrow();
    expect(() => circuit.admit("auth.challenge")).not.toThrow();
    circuit.answered();
    expect(open()).toBe(false);
    fail(7);
    expect(open()).toBe(false);
  });

  it("leaves the platform alone for as long as it asked", () => {
    const { time, circuit, open } = bench();
    circuit.failed(7_000);
    time.now = 6_999;
    expect(open()).toBe(true);
    time.now = 7_000;
    expect(open()).toBe(false);
  });

  it("reads Retry-After in seconds and as a date, and nothing else", () => {
    const now = new Date("2026-11-22T02:00:00.000Z");
    const read = (value: string) => retryAfterOf(new Headers({ "retry-after": value }), now);
    expect(read("7")).toBe(7_000);
    expect(read("Sun, 22 Nov 2026 02:01:00 GMT")).toBe(60_000);
    expect(read("Sun, 22 Nov 2020 02:01:00 GMT")).toBe(0);
    expect(read("soon")).toBeNull();
    expect(retryAfterOf(new Headers(), now)).toBeNull();
  });
});

describe("the client behind it", () => {
  it("asks nobody while it is open, and tells a gateway's Retry-After with the failure", async () => {
    let asked = 0;
    const answers = [new Response("<html>", { status: 503, headers: { "retry-after": "9" } })];
    const circuit = { uptime: () => 0, random: () => 0 };
    const client = createClient(
      "http://127.0.0.1:1/",
      async () => {
        asked += 1;
        const answer = answers.shift();
        if (answer === undefined) throw new TypeError("fetch failed");
        return answer;
      },
      circuit,
    );
    const first = await client.request("columns.list").catch((error: unknown) => error);
    expect(first).toBeInstanceOf(Throttled);
    expect(first).toMatchObject({ code: "E_SERVER", retryAfter: 9_000 });
    const second = await client.request("columns.list").catch((error: unknown) => error);
    expect(second).toBeInstanceOf(AppError);
    expect(second).toMatchObject({ code: "E_OFFLINE" });
    expect(asked).toBe(1);
  });
});
