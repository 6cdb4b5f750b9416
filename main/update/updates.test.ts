import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeUpdateBundle } from "../../node/update-bundle";
import { AppError } from "../../shared/failure";
import type { UpdateView } from "../../shared/ipc/update";
import type { Fetch } from "../platform/client";
import { breakableFetch } from "./breakable-fetch";
import { makeOrder, newReleaseKey, writeSigned } from "./testing/fake-release";
import { openBench, releaseKey, type UpdateBench } from "./testing/update-bench";
import type { Updates } from "./updates";

let bench: UpdateBench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

describe("L8: the restart", () => {
  it("waits while text is being written, something is being signed, or something is not sent", async () => {
    bench.offer("1.1.0");
    const updates = bench.desk();
    await updates.check();
    for (const busy of [{ composing: true }, { signing: true }, { unsynced: 1 }]) {
      await updates.work({ composing: false, signing: false, unsynced: 0, ...busy });
      expect(await updates.install()).toMatchObject({ waiting: { why: "work" } });
    }
    expect(bench.restarts).toBe(0);
    await updates.work({ composing: false, signing: false, unsynced: 0 });
    // What main itself shows to be signed counts, whatever the window says.
    bench.signing = true;
    expect(await updates.install()).toMatchObject({ waiting: { why: "work" } });
    bench.signing = false;
    await updates.install();
    expect(bench.restarts).toBe(1);
  });

  it("may be had as soon as the window says that the work is done, without another look at the feed", async () => {
    bench.offer("1.1.0");
    const updates = bench.desk();
    await updates.work({ composing: true, signing: false, unsynced: 0 });
    expect(await updates.check()).toMatchObject({ waiting: { why: "work" } });
    await updates.work({ composing: false, signing: false, unsynced: 0 });
    await updates.stop();
    expect(await updates.state()).toMatchObject({ waiting: null });
    await updates.check();
    expect((await updates.state()).restartAt).not.toBeNull();
    // An announced restart is off as soon as somebody goes on writing.
    await updates.work({ composing: true, signing: false, unsynced: 0 });
    await updates.stop();
    expect(await updates.state()).toMatchObject({ waiting: { why: "work" }, restartAt: null });
    expect(bench.restarts).toBe(0);
  });

  it("remembers what is not sent over a start, before any window has told", async () => {
    bench.offer("1.1.0");
    await bench.desk().work({ composing: false, signing: false, unsynced: 2 });
    bench.idle = true;
    await bench.desk().check();
    expect(bench.restarts).toBe(0);
  });

  it("is announced to a person at the window, who may put it off until the policy's days are over", async () => {
    bench.offer("1.1.0");
    const updates = bench.desk({ deferralDays: 2 });
    const announced = await updates.check();
    expect(announced.restartAt).toBe("2026-11-22T02:05:00.000Z");
    expect(await updates.defer()).toMatchObject({ restartAt: null, waiting: { why: "deferred" } });
    bench.at("2026-11-22T09:00:00Z");
    await updates.check();
    bench.at("2026-11-24T02:00:01Z");
    expect(await updates.defer()).toMatchObject({ deferrableUntil: null });
    expect(bench.restarts).toBe(0);
    await updates.check();
    bench.at("2026-11-24T02:06:00Z");
    await updates.check();
    expect(bench.restarts).toBe(1);
  });

  it("happens by itself only in the policy's hours, and at once where nobody sits at an open window", async () => {
    const local = (minutes: number) => new Date(Date.UTC(2026, 10, 22, 0, minutes - -bench.now.getTimezoneOffset()));
    bench.offer("1.1.0");
    bench.idle = true;
    const updates = bench.desk({ window: { from: "18:00", to: "20:00" } });
    bench.now = local(17 * 60 + 59);
    expect(await updates.check()).toMatchObject({ waiting: { why: "window" } });
    bench.now = local(18 * 60 + 1);
    await updates.check();
    expect(bench.restarts).toBe(1);
  });

  it("is not tried again and again for a version that did not come up", async () => {
    bench.offer("1.1.0");
    bench.idle = true;
    await bench.desk().check();
    await bench.desk().check();
    expect(bench.restarts).toBe(1);
  });

  it("never without a launcher that could start the other version", async () => {
    bench.offer("1.1.0");
    bench.idle = true;
    expect(await bench.desk({}, { launcher: null }).check()).toMatchObject({ phase: "unmanaged", offer: null });
    expect(bench.server.asked).toEqual([]);
  });
});

describe("L8: the end of the program", () => {
  it("does not wait for a download on a slow line, which goes on at the next start", async () => {
    bench.offer("1.1.0", { ballast: 4_000_000 });
    let begun: () => void = () => undefined;
    const downloading = new Promise<void>((done) => {
      begun = done;
    });
    /** An archive comes byte by byte, and would take a day. */
    const slow: Fetch = async (url, init) => {
      if (/\.(json|sig)$/.test(url)) return fetch(url, init);
      begun();
      const body = new ReadableStream({
        start: (stream) => {
          const drip = setInterval(() => stream.enqueue(new Uint8Array(1)), 20);
          init.signal?.addEventListener("abort", () => {
            clearInterval(drip);
            stream.error(init.signal?.reason);
          });
        },
      });
      return new Response(body);
    };
    const updates = bench.desk({}, breakableFetch(slow));
    updates.start();
    const checking = updates.check();
    await downloading;
    await updates.stop();
    expect(await checking).toMatchObject({ failure: null });
  });
});

describe("L9: a way back", () => {
  it("by a signed order is fetched like any version and put in force only with the restart", async () => {
    const identity = { edition: "browser" as const, version: "1.2.0", releaseKeys: [releaseKey.key] };
    bench.offer("1.1.0", { serial: 3, change: { rollbackOf: "1.2.0" } });
    writeSigned(bench.feed, "rollback.json", makeOrder({ from: "1.2.0", to: "1.1.0", serial: 3, keys: [releaseKey] }));
    const updates = bench.desk({}, { identity });
    await updates.work({ composing: false, signing: false, unsynced: 1 });
    expect(await updates.check()).toMatchObject({ offer: { direction: "back", urgent: true } });
    expect(existsSync(join(bench.data, "updates", "order.json"))).toBe(false);
    await updates.work({ composing: false, signing: false, unsynced: 0 });
    await updates.install();
    expect(bench.restarts).toBe(1);
    expect(existsSync(join(bench.data, "updates", "order.json"))).toBe(true);
  });

  it("that the launcher went is told until it was seen, and its version is not offered again", async () => {
    bench.offer("1.1.0");
    const bad = { attempts: 2, proved: false, lastFault: "crashed", badSince: "2026-11-22T01:00:00.000Z" };
    const untold = [
      { from: "1.1.0", to: "1.0.0", at: "2026-11-22T01:00:00.000Z", why: "crashed", storesReturned: 0, storesStuck: 0 },
    ];
    const memory = { format: "caibian-starts/1", versions: { "1.1.0": bad }, last: "1.0.0", untold };
    writeFileSync(join(bench.data, "starts.json"), JSON.stringify(memory));
    const updates = bench.desk();
    expect(await updates.check()).toMatchObject({ offer: null, fallbacks: [{ from: "1.1.0", to: "1.0.0" }] });
    expect(bench.versions()).toEqual([]);
    expect(await updates.seen()).toMatchObject({ fallbacks: [] });
    expect(bench.said).toEqual(["told"]);
  });
});

describe("L10: an offline bundle", () => {
  async function bundleOf(): Promise<Uint8Array> {
    const path = join(bench.folder, "x.cbupdate");
    const names = readdirSync(bench.feed).toSorted((a, b) => Number(a.endsWith(".gz")) - Number(b.endsWith(".gz")));
    const sized = names.map((name) => ({
      name,
      file: join(bench.feed, name),
      size: readFileSync(join(bench.feed, name)).length,
    }));
    await writeUpdateBundle(path, sized);
    return readFileSync(path);
  }

  async function hand(updates: Updates, bytes: Uint8Array): Promise<UpdateView> {
    const half = Math.floor(bytes.length / 2);
    const piece = (from: number, to: number) => Buffer.from(bytes.subarray(from, to)).toString("base64");
    await updates.importBundle({ upload: "u1", at: 0, bytes: piece(0, half), last: false });
    return updates.importBundle({ upload: "u1", at: half, bytes: piece(half, bytes.length), last: true });
  }

  it("goes in like the bench.feed, without any network, and is taken away afterwards", async () => {
    bench.offer("1.1.0");
    const bytes = await bundleOf();
    await bench.server.close();
    expect(await hand(bench.desk(), bytes)).toMatchObject({ phase: "ready", offer: { version: "1.1.0" } });
    expect(bench.versions()).toEqual(["1.1.0"]);
    expect(readdirSync(join(bench.data, "updates"))).not.toContain("import.cbupdate");
  });

  it("is refused for what the feed would be refused for, and for being half", async () => {
    bench.offer("1.1.0", { keys: [newReleaseKey("foreign")] });
    await expect(hand(bench.desk(), await bundleOf())).rejects.toMatchObject({ code: "E_PROFILE" });
    bench.offer("1.1.0");
    const whole = await bundleOf();
    await expect(hand(bench.desk(), whole.subarray(0, whole.length - 3_000))).rejects.toBeInstanceOf(AppError);
    const piece = { upload: "u1", at: 5, bytes: "AAAA", last: false };
    await expect(bench.desk().importBundle(piece)).rejects.toMatchObject({ code: "E_INPUT" });
    expect(bench.versions()).toEqual([]);
  });
});

describe("what lies on the disk", () => {
  it("stays at three versions, and never loses the one that runs", async () => {
    for (const [serial, version] of ["1.1.0", "1.2.0", "1.3.0", "1.4.0", "1.5.0"].entries()) {
      bench.offer(version, { serial: serial + 1 });
      await bench
        .desk({}, { identity: { edition: "browser", version: "1.1.0", releaseKeys: [releaseKey.key] } })
        .check();
      if (version === "1.1.0")
        cpSync(join(bench.folder, "built-1.1.0"), join(bench.data, "versions", "1.1.0"), { recursive: true });
    }
    expect(bench.versions().toSorted()).toEqual(["1.1.0", "1.4.0", "1.5.0"]);
  });

  it("is swept at the start: half of a version, and one whose files were changed", async () => {
    bench.offer("1.1.0");
    await bench.desk().check();
    mkdirSync(join(bench.data, "versions", ".staging-1.2.0"));
    writeFileSync(join(bench.data, "versions", "1.1.0", "payload", "node", "desk.js"), "other");
    const updates = bench.desk();
    updates.start();
    await updates.stop();
    expect(bench.versions()).toEqual([]);
  });
});
