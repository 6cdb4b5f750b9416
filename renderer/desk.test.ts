import { describe, expect, it } from "vitest";
import type { DeskBridge } from "../shared/ipc/contract";
import { bridgeOf, createDesk } from "./desk";

const locked = { state: "locked", storeId: null, account: null, reachable: false, clockOffset: null };

function bridge(answer: (name: string, input: unknown) => unknown): DeskBridge & { push: (payload: unknown) => void } {
  const handlers = new Set<(payload: unknown) => void>();
  return {
    call: async (name, input) => answer(name, input),
    listen: (_name, handler) => {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    push: (payload) => {
      for (const handler of handlers) handler(payload);
    },
  };
}

describe("the desk", () => {
  it("gives the value of an ok reply", async () => {
    const desk = createDesk(bridge(() => ({ ok: true, value: locked })));
    expect(await desk.ask("desk:session.read", null)).toEqual(locked);
  });

  it("throws the failure of a refused reply with its code and detail", async () => {
    const desk = createDesk(bridge(() => ({ ok: false, failure: { code: "E_PIN", detail: "还可尝试 3 次" } })));
    await expect(desk.ask("desk:session.read", null)).rejects.toMatchObject({ code: "E_PIN", detail: "还可尝试 3 次" });
  });

  it("refuses an answer that is not of the contract instead of passing it on", async () => {
    const desk = createDesk(bridge(() => ({ ok: true, value: { state: "unlocked" } })));
    await expect(desk.ask("desk:session.read", null)).rejects.toMatchObject({ code: "E_INTERNAL" });
    const bare = createDesk(bridge(() => locked));
    await expect(bare.ask("desk:session.read", null)).rejects.toMatchObject({ code: "E_INTERNAL" });
  });

  it("names a broken connection to main and keeps its cause", async () => {
    const desk = createDesk(
      bridge(() => {
        throw new Error("socket closed");
      }),
    );
    await expect(desk.ask("desk:session.read", null)).rejects.toMatchObject({
      code: "E_INTERNAL",
      cause: { message: "socket closed" },
    });
  });

  it("checks a platform reply against the schema of its route", async () => {
    const good = createDesk(bridge(() => ({ ok: true, value: { indexNumber: "YS1" } })));
    expect(await good.read("index.propose", {}, { itemId: "a" })).toEqual({ indexNumber: "YS1" });
    const bad = createDesk(bridge(() => ({ ok: true, value: "<html>请先登录网络</html>" })));
    await expect(bad.read("changes.list", {}, { after: "0" })).rejects.toMatchObject({ code: "E_SERVER" });
  });

  it("passes only well-formed notices on, until it is told to stop", () => {
    const source = bridge(() => null);
    const seen: unknown[] = [];
    const stop = createDesk(source).listen("desk:session.changed", (view) => seen.push(view));
    source.push({ state: "anything" });
    source.push(locked);
    stop();
    source.push(locked);
    expect(seen).toEqual([locked]);
  });

  it("says plainly when the page was opened outside a shell", () => {
    expect(() => bridgeOf({})).toThrow(expect.objectContaining({ code: "E_INTERNAL" }));
  });
});
