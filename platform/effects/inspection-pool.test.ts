import { describe, expect, it } from "vitest";
import { luan } from "../../shared/workflow/profiles/luan";
import { notice } from "../testing/work";
import { type Engine, type InspectionRequest, ownThread } from "./inspection-engine";
import { poolOf } from "./inspection-pool";

const pass: InspectionRequest = {
  content: notice(),
  day: "2026-11-20",
  at: "2026-11-20T02:00:00.000Z",
  profile: luan,
  attachments: [],
  packs: [],
};

/** Holds what it is given until it is let go. */
function held() {
  const waiting: (() => void)[] = [];
  let ends = 0;
  const engine: Engine = {
    run: async (request) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return ownThread.run(request);
    },
    stop: async () => {
      ends += 1;
    },
  };
  return { engine, waiting, ends: () => ends };
}

describe("a pool of inspection engines", () => {
  it("gives each pass to the engine with the least to do, also after one was set free or failed", async () => {
    const [first, second] = [held(), held()];
    const broken: Engine = { run: async () => Promise.reject(new Error("broken")), stop: async () => undefined };
    const pool = poolOf([first.engine, second.engine]);
    const begun = [pool.run(pass), pool.run(pass), pool.run(pass)];
    expect([first.waiting.length, second.waiting.length]).toEqual([2, 1]);
    for (const release of second.waiting.splice(0)) release();
    await begun[1];
    begun.push(pool.run(pass), pool.run(pass));
    expect([first.waiting.length, second.waiting.length]).toEqual([2, 2]);
    for (const release of [...first.waiting, ...second.waiting]) release();
    expect((await Promise.all(begun)).map(({ status }) => status)).toEqual(Array(5).fill((await begun[0])?.status));
    const mixed = poolOf([broken, ownThread]);
    await expect(mixed.run(pass)).rejects.toThrow("broken");
    await expect(mixed.run(pass)).rejects.toThrow("broken");
    await pool.stop();
    expect([first.ends(), second.ends()]).toEqual([1, 1]);
  });
});
