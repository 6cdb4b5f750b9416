import { expect, test } from "vitest";
import { AppError } from "../../../shared/failure";
import type { After } from "../../after";
import { Autosave, type SaveState } from "./autosave";

/** A clock that moves only when told, with the timers that hang on it. */
class Time {
  now = 10_000;
  private timers: { readonly at: number; readonly task: () => void }[] = [];
  readonly after: After = (delay, task) => {
    const timer = { at: this.now + delay, task };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  };
  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      const [next] = this.timers.filter((each) => each.at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.timers = this.timers.filter((each) => each !== next);
      this.now = next.at;
      next.task();
      await settle();
    }
    this.now = end;
    await settle();
  }
}

const settle = async () => {
  for (let i = 0; i < 10; i += 1) await Promise.resolve();
};

function bench(save: (value: string) => Promise<void> = async () => {}) {
  const time = new Time();
  const written: { readonly value: string; readonly at: number }[] = [];
  const states: SaveState[] = [];
  let text = "";
  let open = 0;
  let mostOpen = 0;
  const autosave = new Autosave<string>({
    read: () => text,
    save: async (value) => {
      open += 1;
      mostOpen = Math.max(mostOpen, open);
      try {
        await save(value);
      } finally {
        open -= 1;
      }
      written.push({ value, at: time.now });
      return { savedAt: new Date(time.now).toISOString() };
    },
    onState: (state) => states.push(state),
    now: () => time.now,
    after: time.after,
  });
  const type = (value: string) => {
    text = value;
    autosave.touch();
  };
  return { time, written, states, autosave, type, mostOpen: () => mostOpen };
}

test("every keystroke of a long burst is on disk at most 500 ms later (E12)", async () => {
  const { time, written, type } = bench();
  const typed: { readonly value: string; readonly at: number }[] = [];
  for (let i = 1; i <= 60; i += 1) {
    const value = "字".repeat(i);
    typed.push({ value, at: time.now });
    type(value);
    await time.pass(70);
  }
  await time.pass(500);
  for (const key of typed) {
    const first = written.find((each) => each.value.length >= key.value.length);
    expect(first === undefined ? Number.POSITIVE_INFINITY : first.at - key.at).toBeLessThanOrEqual(500);
  }
  expect(written.length).toBeLessThan(20);
});

test("已保存 is shown only after the write resolved and for the newest text", async () => {
  let finish = () => {};
  const { time, states, type } = bench(() => new Promise((resolve) => (finish = resolve)));
  type("一");
  await time.pass(1);
  type("一二");
  expect(states.map((state) => state.kind)).not.toContain("saved");
  finish();
  await settle();
  expect(states.at(-1)?.kind).toBe("pending");
  await time.pass(500);
  finish();
  await settle();
  expect(states.at(-1)?.kind).toBe("saved");
});

test("writes never overlap and the last one holds the latest text", async () => {
  const waiting: (() => void)[] = [];
  const { time, written, type, autosave, mostOpen } = bench(() => new Promise((resolve) => waiting.push(resolve)));
  type("甲");
  await time.pass(1);
  type("甲乙");
  const flushed = autosave.flush();
  type("甲乙丙");
  while (written.at(-1)?.value !== "甲乙丙") {
    waiting.shift()?.();
    await time.pass(100);
  }
  await flushed;
  expect(mostOpen()).toBe(1);
});

test("secret text is not tried again by itself, and the next change tries anew (NY-15)", async () => {
  let attempts = 0;
  const { time, states, type } = bench(async (value) => {
    attempts += 1;
    if (value.includes("机密★")) throw new AppError("E_SECRET");
  });
  type("机密★一年");
  await time.pass(10_000);
  expect(attempts).toBe(1);
  expect(states.at(-1)).toMatchObject({ kind: "unsaved", failure: { code: "E_SECRET" } });
  type("已删除");
  await time.pass(500);
  expect(states.at(-1)?.kind).toBe("saved");
});

test("a busy journal is tried again until it takes the text, and 已保存 does not appear before", async () => {
  let left = 2;
  const { time, states, written, type } = bench(async () => {
    left -= 1;
    if (left >= 0) throw new AppError("E_JOURNAL");
  });
  type("文");
  await time.pass(1_000);
  expect(states.at(-1)).toMatchObject({ kind: "unsaved" });
  await time.pass(5_000);
  expect(written.map((each) => each.value)).toEqual(["文"]);
  expect(states.at(-1)?.kind).toBe("saved");
});

test("flush writes at once what was typed a moment before, as locking and closing need", async () => {
  const { written, type, autosave } = bench();
  type("一");
  expect((await autosave.flush()).kind).toBe("saved");
  expect(written.map((each) => each.value)).toEqual(["一"]);
});
