import { describe, expect, it } from "vitest";
import type { After } from "./after";
import { HOLD_PATIENCE_MS, type Hold, holdWindow, type LockPort, lead } from "./window-hold";

interface Asked {
  readonly name: string;
  readonly work: () => Promise<void>;
  readonly done: () => void;
  readonly failed: (why: Error) => void;
}

/** The browser's locks among windows: one holder of each name, the others in line, and stealing (Web Locks API). */
class Locks implements LockPort {
  readonly #holders = new Map<string, Asked>();
  #line: Asked[] = [];

  readonly request: LockPort["request"] = (name, { signal, steal = false }, work) =>
    new Promise<void>((done, failed) => {
      const asked = { name, work, done, failed };
      if (steal) {
        this.#holders.get(name)?.failed(new Error("AbortError"));
        this.#grant(asked);
        return;
      }
      this.#line.push(asked);
      signal?.addEventListener("abort", () => {
        if (!this.#line.includes(asked)) return;
        this.#line = this.#line.filter((one) => one !== asked);
        failed(new Error("AbortError"));
      });
      this.#next(name);
    });

  #next(name: string): void {
    if (this.#holders.has(name)) return;
    const first = this.#line.find((one) => one.name === name);
    if (first === undefined) return;
    this.#line = this.#line.filter((one) => one !== first);
    this.#grant(first);
  }

  #grant(asked: Asked): void {
    this.#holders.set(asked.name, asked);
    void asked.work().then(() => {
      if (this.#holders.get(asked.name) !== asked) return;
      this.#holders.delete(asked.name);
      asked.done();
      this.#next(asked.name);
    }, asked.failed);
  }
}

function clock() {
  const tasks = new Set<() => void>();
  const after: After = (_, task) => {
    tasks.add(task);
    return () => void tasks.delete(task);
  };
  const pass = () => {
    for (const task of [...tasks]) task();
  };
  return { after, pass };
}

const turn = () => new Promise((done) => setTimeout(done));
const hangs = () => new Promise<void>(() => undefined);

function windowOn(locks: LockPort) {
  const time = clock();
  const seen: Hold[] = [];
  return { ...time, seen, hold: holdWindow({ locks, after: time.after, onHold: (hold) => void seen.push(hold) }) };
}

describe("S4: one window at a time", () => {
  it("a second window goes on by itself as soon as the first is closed", async () => {
    const locks = new Locks();
    const [first, second] = [windowOn(locks), windowOn(locks)];
    expect([first.seen, second.seen]).toEqual([["mine"], []]);
    first.hold.end();
    await turn();
    expect(second.seen).toEqual(["mine"]);
    second.pass();
    expect(second.seen).toEqual(["mine"]);
  });

  it("behind a window that hangs it says so after a while, and goes on when the person says so", async () => {
    const locks = new Locks();
    const [hung, second] = [windowOn(locks), windowOn(locks)];
    expect(HOLD_PATIENCE_MS).toBeGreaterThan(0);
    second.pass();
    expect(second.seen).toEqual(["late"]);
    second.hold.take();
    await turn();
    expect(second.seen).toEqual(["late", "mine"]);
    // What the other one shows stays: its unsaved words can still be copied out.
    expect(hung.seen).toEqual(["mine"]);
    second.hold.take();
    second.hold.end();
    await turn();
    expect(windowOn(locks).seen).toEqual(["mine"]);
  });

  it("one that was closed while it waited takes no turn", async () => {
    const locks = new Locks();
    const [first, second, third] = [windowOn(locks), windowOn(locks), windowOn(locks)];
    second.hold.end();
    first.hold.end();
    await turn();
    expect([second.seen, third.seen]).toEqual([[], ["mine"]]);
  });
});

describe("leading the outbox", () => {
  it("waits for another window for a while, and no longer: nothing waits for ever behind one that hangs", async () => {
    const locks = new Locks();
    const stop = new AbortController();
    void lead({ locks, after: clock().after, name: "outbox" }, hangs, stop.signal);
    const time = clock();
    let done = 0;
    const leading = lead(
      { locks, after: time.after, name: "outbox" },
      async () => {
        done += 1;
      },
      stop.signal,
    );
    await turn();
    expect(done).toBe(0);
    time.pass();
    await leading;
    expect(done).toBe(1);
  });

  it("does not begin once it was stopped, and tells what the work itself met", async () => {
    const locks = new Locks();
    const stop = new AbortController();
    void lead({ locks, after: clock().after, name: "outbox" }, hangs, new AbortController().signal);
    let begun = false;
    const waiting = lead(
      { locks, after: clock().after, name: "outbox" },
      async () => {
        begun = true;
      },
      stop.signal,
    );
    stop.abort();
    await waiting;
    expect(begun).toBe(false);
    const failing = () => Promise.reject(new Error("a bug"));
    const free = { locks: new Locks(), after: clock().after, name: "outbox" };
    await expect(lead(free, failing, new AbortController().signal)).rejects.toThrow("a bug");
  });
});
