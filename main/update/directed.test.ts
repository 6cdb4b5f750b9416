/** BD-3: a desk goes by what administrators set on the platform, also over a start, and by being turned away. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { UpdateDirective } from "../../shared/update/directive";
import { VersionDoor } from "../platform/desk-header";
import { openBench, type UpdateBench } from "./testing/update-bench";

let bench: UpdateBench;
const day = (count: number): string => new Date(Date.parse("2026-11-22T02:00:00Z") + count * 86_400_000).toISOString();
const waiting = { issuedAt: day(0), rings: { pilot: day(0), general: day(7) } };
const set = (more: Partial<UpdateDirective> = {}): UpdateDirective => ({
  ...{ ring: null, pausedUntil: null, delayDays: 0, minimum: null },
  ...more,
});
beforeEach(async () => {
  bench = await openBench();
  bench.offer("1.1.0", { change: waiting });
});
afterEach(() => bench.close());

describe("BD-3: a desk is told by the platform", () => {
  it("its ring, and fetches at once what that ring has; what it reports is the ring of its policy", async () => {
    const desk = bench.desk();
    expect(await desk.check()).toMatchObject({ ring: "general", waiting: { why: "ring" } });
    expect(bench.versions()).toEqual([]);
    await desk.directed(set({ ring: "pilot" }));
    expect(bench.versions()).toEqual(["1.1.0"]);
    expect([desk.ring(), (await desk.state()).ring]).toEqual(["general", "pilot"]);
  });

  it("that its ring waits, which holds over a start, until the moment that was named", async () => {
    const first = bench.desk({ ring: "pilot" });
    await first.directed(set({ pausedUntil: day(2) }));
    await first.stop();
    const second = bench.desk({ ring: "pilot" });
    expect(await second.check()).toMatchObject({ waiting: { why: "paused", until: day(2) }, offer: { ready: false } });
    expect(bench.versions()).toEqual([]);
    bench.at(day(2));
    await second.check();
    expect(bench.versions()).toEqual(["1.1.0"]);
  });

  it("a minimum above its own version: the signed release is fetched and can no longer be put off", async () => {
    const desk = bench.desk({ deferralDays: 5 });
    await desk.directed(set({ minimum: "1.1.0" }));
    expect(await desk.state()).toMatchObject({ offer: { urgent: true, ready: true }, deferrableUntil: null });
  });

  it("a minimum that no signed release reaches, and stays with what is signed", async () => {
    const desk = bench.desk();
    await desk.directed(set({ minimum: "9.0.0", ring: "pilot" }));
    expect(bench.versions()).toEqual(["1.1.0"]);
  });

  it("nothing new, and does not ask the feed again for it", async () => {
    const desk = bench.desk();
    await desk.directed(set({ ring: "pilot" }));
    bench.server.forget();
    await desk.directed(set({ ring: "pilot" }));
    expect(bench.server.asked).toEqual([]);
  });
});

describe("BD-3: a desk that was turned away at sign-in (E_VERSION)", () => {
  it("fetches the signed release before its ring, and is as others again once it was let in", async () => {
    const desk = bench.desk();
    await desk.turnedAway();
    expect(bench.versions()).toEqual(["1.1.0"]);
    await desk.directed(set());
    expect(await desk.state()).toMatchObject({ waiting: { why: "ring" } });
  });

  it("is told of it by the answer's status alone, and by no other refusal", async () => {
    const door = new VersionDoor();
    let told = 0;
    door.listen(() => {
      told += 1;
    });
    const answering = (status: number) =>
      door.saying(async () => new Response("{}", { status }), { edition: "browser", version: "1.0.0" })(
        "https://p",
        {},
      );
    for (const status of [200, 401, 403, 503]) await answering(status);
    expect(told).toBe(0);
    expect((await answering(426)).status).toBe(426);
    expect(told).toBe(1);
  });
});

it("a memory of a version from before directives is read as it was", async () => {
  await bench.desk().check();
  const file = join(bench.data, "updates", "memory.json");
  const old = { format: "caibian-updates/1", checkedAt: null, mark: null, staged: null, deferredUntil: null };
  writeFileSync(file, JSON.stringify({ ...old, unsynced: 3, tried: null }));
  bench.idle = true;
  const desk = bench.desk({ ring: "pilot" });
  expect(await desk.check()).toMatchObject({ waiting: { why: "work" } });
});
