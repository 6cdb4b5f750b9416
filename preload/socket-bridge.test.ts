import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type BridgeParts, connect, type Socket } from "./socket-bridge";

class FakeSocket implements Socket {
  readyState: Socket["readyState"] = 0;
  onopen: Socket["onopen"] = null;
  onmessage: Socket["onmessage"] = null;
  onclose: Socket["onclose"] = null;
  readonly sent: string[] = [];
  readonly send = (text: unknown): void => {
    if (this.readyState !== 1) throw new Error("sent before open");
    this.sent.push(String(text));
  };
  opened(): void {
    this.readyState = 1;
    this.#fire("onopen", {});
  }
  receive(value: unknown): void {
    this.#fire("onmessage", { data: typeof value === "string" ? value : JSON.stringify(value) });
  }
  closed(code: number): void {
    this.readyState = 3;
    this.#fire("onclose", { code });
  }
  #fire(name: "onopen" | "onmessage" | "onclose", event: object): void {
    Reflect.apply(this[name] ?? (() => undefined), this, [event]);
  }
}

let sockets: FakeSocket[] = [];
let banners: (string | null)[] = [];
const parts: BridgeParts = {
  open: () => {
    const socket = new FakeSocket();
    sockets.push(socket);
    return socket;
  },
  banner: (text) => banners.push(text),
};
const last = (): FakeSocket => sockets.at(-1) ?? new FakeSocket();

beforeEach(() => {
  vi.useFakeTimers();
  [sockets, banners] = [[], []];
});
afterEach(() => vi.useRealTimers());

describe("the bridge over a WebSocket", () => {
  it("sends what was called before the connection stood, once it stands, and answers each call with its own reply", async () => {
    const bridge = connect("ws://x", parts);
    const [first, second] = [bridge.call("desk:a.b", 1), bridge.call("desk:c.d", 2)];
    last().opened();
    expect(last().sent.map((text) => JSON.parse(text).name)).toEqual(["desk:a.b", "desk:c.d"]);
    last().receive({ kind: "reply", id: 2, reply: "two" });
    last().receive({ kind: "reply", id: 1, reply: "one" });
    expect(await Promise.all([first, second])).toEqual(["one", "two"]);
  });

  it("refuses foreign channels", async () => {
    await expect(connect("ws://x", parts).call("shell:open", null)).rejects.toThrow("foreign channel");
  });

  it("passes notices on until the listener stops", () => {
    const bridge = connect("ws://x", parts);
    last().opened();
    const seen: unknown[] = [];
    const stop = bridge.listen("desk:session.changed", (payload) => seen.push(payload));
    last().receive({ kind: "notice", name: "desk:session.changed", payload: 1 });
    last().receive("broken");
    stop();
    last().receive({ kind: "notice", name: "desk:session.changed", payload: 2 });
    expect(seen).toEqual([1]);
  });

  it("fails what was under way when the connection breaks, and comes back for the next call", async () => {
    const bridge = connect("ws://x", parts);
    last().opened();
    const lost = bridge.call("desk:a.b", 1);
    last().closed(1006);
    expect(await lost).toMatchObject({ ok: false, failure: { code: "E_INTERNAL" } });
    const later = bridge.call("desk:a.b", 2);
    await vi.advanceTimersByTimeAsync(600);
    last().opened();
    last().receive({ kind: "reply", id: 2, reply: "back" });
    expect(await later).toBe("back");
    expect(banners.filter((text) => text !== null)).toEqual([]);
  });

  it("gives up a call that waited ten seconds, and says above the page that the connection is gone", async () => {
    const bridge = connect("ws://x", parts);
    last().closed(1006);
    const waiting = bridge.call("desk:a.b", 1);
    for (let i = 0; i < 25; i += 1) {
      await vi.advanceTimersByTimeAsync(500);
      last().closed(1006);
    }
    expect(await waiting).toMatchObject({ ok: false });
    expect(banners.at(-1)).toContain("尚未保存");
  });

  it("stops for good when another window has taken over", async () => {
    const bridge = connect("ws://x", parts);
    last().opened();
    last().closed(4001);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sockets.length).toBe(1);
    expect(banners.at(-1)).toContain("另一个窗口");
    expect(await bridge.call("desk:a.b", 1)).toMatchObject({ failure: { code: "E_FOREIGN_SENDER" } });
  });
});
