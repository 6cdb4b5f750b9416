import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { nodeCheck } from "../../node/signature-check";
import { openAudit } from "../audit";
import { nodeFileSystem } from "../journal/filesystem";
import { fileLog } from "../log";
import { FakeTimers } from "../testing/fake-timers";
import { AuditKeeping } from "./keeping";
import { CURRENT } from "./parts";

const home = mkdtempSync(join(tmpdir(), "caibian-keeping-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const clock = () => new Date("2026-11-20T02:00:00.000Z");
let places = 0;

async function keepingOver(months: number) {
  const folder = join(home, `log-${++places}`);
  const audit = await openAudit({ fs: nodeFileSystem, folder, clock });
  const removed: string[] = [];
  const timers = new FakeTimers();
  const bugs: unknown[] = [];
  const keeping = new AuditKeeping({
    ...{ audit, timers, clock, trust: { anchors: [], check: nodeCheck }, months: () => months },
    archive: () => null,
    removeLogs: (before) => removed.push(before),
    bug: (error) => bugs.push(error),
  });
  return { folder, audit, removed, timers, bugs, keeping };
}

describe("NY-21: keeping this machine's log", () => {
  it("keeps six months at least, whatever the policy says, and longer where it says so", async () => {
    for (const [months, until] of [
      [1, "2026-05-20T02:00:00.000Z"],
      [12, "2025-11-20T02:00:00.000Z"],
    ] as const) {
      const { keeping, removed, audit, bugs } = await keepingOver(months);
      await keeping.keep();
      expect(removed).toEqual([until]);
      expect((await keeping.state()).months).toBe(Math.max(6, months));
      expect(bugs).toEqual([]);
      await audit.close();
    }
  });

  it("looks for the first time after the start, then every day, and stops", async () => {
    const { keeping, removed, timers, audit } = await keepingOver(6);
    keeping.start();
    expect(removed).toEqual([]);
    timers.advance(60_000);
    await keeping.stop();
    expect(removed).toHaveLength(1);
    timers.advance(48 * 3_600_000);
    expect(removed).toHaveLength(1);
    await audit.close();
  });

  it("L11: a log that was changed while the desk runs is noted once, and nothing is removed from it", async () => {
    const { folder, keeping, audit, removed } = await keepingOver(6);
    for (const event of ["unlocked", "locked"] as const) await audit.note(event);
    const path = join(folder, CURRENT);
    writeFileSync(path, readFileSync(path, "utf8").replace('"unlocked"', '"imported"'));
    await keeping.keep();
    await keeping.keep();
    expect(removed).toEqual([]);
    expect(readFileSync(path, "utf8").match(/"audit-broken"/g)).toHaveLength(1);
    expect((await keeping.state()).verdict).toEqual({ state: "broken", at: 1, why: "chain" });
    await audit.close();
  });
});

describe("the program's own log", () => {
  it("is closed by the month, read back by time, and removed only when older than a moment", () => {
    const folder = join(home, "logs");
    const old = fileLog(folder, () => new Date("2026-03-02T00:00:00.000Z"));
    old.info("started");
    old.close();
    const path = join(folder, "desk.log");
    utimesSync(path, new Date("2026-03-02T00:00:00Z"), new Date("2026-03-02T00:00:00Z"));
    const log = fileLog(folder, clock);
    log.failed("desk:session.unlock", "E_PIN", 12);
    appendFileSync(path, "");
    const closed = readdirSync(folder).filter((name) => name !== "desk.log");
    expect(closed).toHaveLength(1);
    expect(log.since("2000-01-01T00:00:00.000Z")).toHaveLength(2);
    expect(log.since("2999-01-01T00:00:00.000Z")).toEqual([]);
    log.remove("2026-03-01T00:00:00.000Z");
    expect(existsSync(join(folder, closed[0] ?? ""))).toBe(true);
    log.remove("2026-03-03T00:00:00.000Z");
    expect(existsSync(join(folder, closed[0] ?? ""))).toBe(false);
    expect(existsSync(path)).toBe(true);
    log.close();
  });
});
