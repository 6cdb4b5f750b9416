import { describe, expect, it } from "vitest";
import { AppError } from "../../../shared/failure";
import type { After } from "../../after";
import { createAttempts } from "./attempts";
import { type Progress, start } from "./progress";

function screen() {
  let progress: Progress = start;
  const tasks = new Set<() => void>();
  const after: After = (_, task) => {
    tasks.add(task);
    return () => void tasks.delete(task);
  };
  const merge = (patch: Partial<Progress>) => {
    progress = { ...progress, ...patch };
  };
  const pass = () => {
    for (const task of [...tasks]) task();
  };
  return { ...createAttempts({ merge, after }), now: () => progress, pass };
}

/** Work that ends when the test says so. */
function slow() {
  let done = (_: Partial<Progress>): void => undefined;
  let failed = (_: Error): void => undefined;
  const work = new Promise<Partial<Progress>>((resolve, reject) => {
    [done, failed] = [resolve, reject];
  });
  return { work, done: (patch: Partial<Progress>) => done(patch), failed: (error: Error) => failed(error) };
}

describe("L1: an attempt to sign in", () => {
  it("is busy while it runs, and ends with what it brought, or with the failure of its step", async () => {
    const it = screen();
    const going = it.run(1, async () => ({ step: 2 }));
    expect(it.now().busy).toBe(true);
    expect(await going).toBe(true);
    expect(it.now()).toMatchObject({ step: 2, busy: false, failed: null });
    expect(await it.run(1, () => Promise.reject(new AppError("E_PIN")))).toBe(false);
    expect(it.now()).toMatchObject({ busy: false, failed: { step: 1, failure: { code: "E_PIN" } } });
  });

  it("that never ends says that it takes long, and holds nobody who would rather go back", async () => {
    const it = screen();
    void it.run(1, () => new Promise(() => undefined));
    expect(it.now().late).toBe(false);
    it.pass();
    expect(it.now()).toMatchObject({ busy: true, late: true });
    it.giveUp();
    expect(it.now()).toMatchObject({ busy: false, late: false, failed: { step: 1, failure: { code: "E_CANCELLED" } } });
    await it.run(1, async () => ({ step: 2 }));
    expect(it.now()).toMatchObject({ step: 2, failed: null });
  });

  it("that was given up changes nothing when it ends after all, well or badly, also beside a new one", async () => {
    const it = screen();
    const [well, badly, fresh] = [slow(), slow(), slow()];
    let wanted = () => true;
    const first = it.run(1, (isWanted) => {
      wanted = isWanted;
      return well.work;
    });
    it.giveUp();
    const second = it.run(1, () => badly.work);
    it.giveUp();
    const third = it.run(1, () => fresh.work);
    well.done({ step: 2 });
    badly.failed(new AppError("E_PIN"));
    await Promise.all([first, second]);
    expect(wanted()).toBe(false);
    expect(it.now()).toMatchObject({ step: 0, busy: true, failed: null });
    fresh.done({ step: 2 });
    await third;
    expect(it.now()).toMatchObject({ step: 2, busy: false });
    it.giveUp();
    expect(it.now().failed).toBeNull();
  });
});
