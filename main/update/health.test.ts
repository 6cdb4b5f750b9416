import { describe, expect, it } from "vitest";
import { FakeTimers } from "../testing/fake-timers";
import { HEALTHY_MS, tellHealth } from "./health";

function begun(expectsWindow: boolean) {
  const timers = new FakeTimers();
  const said: string[] = [];
  const line = { say: (word: string) => void said.push(word), onShow: () => undefined, onGone: () => undefined };
  return { timers, said, health: tellHealth({ line, timers, expectsWindow }) };
}

describe("L9: a good start", () => {
  it("is told once a window stood for a while, and not for one that broke in its first seconds", () => {
    const { timers, said, health } = begun(true);
    health.windowOpened();
    timers.advance(HEALTHY_MS - 1);
    health.windowClosed();
    timers.advance(HEALTHY_MS);
    expect(said).toEqual(["listening"]);
    health.windowOpened();
    timers.advance(HEALTHY_MS);
    expect(said).toEqual(["listening", "healthy"]);
  });

  it("is told without a window where none can be opened", () => {
    const { timers, said } = begun(false);
    timers.advance(HEALTHY_MS);
    expect(said).toEqual(["listening", "healthy"]);
  });
});
