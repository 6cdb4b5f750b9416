import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { nodeCheck } from "../../node/signature-check";
import { type DeskLine, followLines } from "../../shared/audit/desk-log";
import { utf8 } from "../../shared/bytes";
import { type AuditTrail, openAudit } from "../audit";
import { type FileSystem, nodeFileSystem } from "../journal/filesystem";
import { FakeTimers } from "../testing/fake-timers";
import { EXPORTED } from "./archive-name";
import { HEAD, readHead } from "./head";
import { AuditKeeping } from "./keeping";
import { followText } from "./lines";

const home = mkdtempSync(join(tmpdir(), "caibian-archive-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const trust = { anchors: [], check: nodeCheck };
const now = { value: new Date() };
const clock = () => now.value;
let places = 0;
const newFolder = (): string => join(home, `place-${++places}`);
const open = (folder: string, fs: FileSystem = nodeFileSystem) => openAudit({ fs, folder, clock });
const partsIn = (folder: string): string[] => readdirSync(folder).filter((name) => /^audit-\d/.test(name));

/** Nine lines in three months, the first two of them closed; nobody was ever signed in. */
async function offline(folder: string, fs?: FileSystem): Promise<AuditTrail> {
  now.value = new Date("2026-01-31T02:00:00.000Z");
  const audit = await open(folder, fs);
  for (const month of ["2026-02-03", "2026-03-03"])
    for (let n = 0; n < 4; n += 1) {
      now.value = new Date(`${month}T02:00:00.000Z`);
      await audit.note("unlocked");
    }
  now.value = new Date("2026-10-15T02:00:00.000Z");
  return audit;
}
const sixMonthsAgo = "2026-04-15T02:00:00.000Z";

async function exportedTo(audit: AuditTrail): Promise<{ into: string; place: string }> {
  const into = newFolder();
  mkdirSync(into);
  await audit.exportTo(into, sixMonthsAgo);
  const [name = ""] = readdirSync(join(into, "audit"));
  return { into, place: join(into, "audit", name) };
}

describe("NY-21: a workstation that never meets its platform", () => {
  it("lets nothing go that only it holds, and afterwards what lies in the backup folder, byte for byte", async () => {
    const folder = newFolder();
    const audit = await offline(folder);
    expect(await audit.overdue(sixMonthsAgo)).toBe(5);
    expect(await audit.purge(sixMonthsAgo)).toBe(0);
    const before = new Map(partsIn(folder).map((name) => [name, readFileSync(join(folder, name))]));
    expect(before.size).toBe(2);
    const { place } = await exportedTo(audit);
    expect(await audit.exported()).toBe(5);
    expect(await audit.overdue(sixMonthsAgo)).toBe(0);
    expect(await audit.purge(sixMonthsAgo)).toBe(5);
    expect(await audit.verdict(trust)).toMatchObject({ state: "whole", first: 5 });
    for (const name of partsIn(place)) expect(readFileSync(join(place, name))).toEqual(before.get(name));
    await audit.close();
    const again = await open(folder);
    expect(await again.verdict(trust)).toMatchObject({ state: "whole", first: 5 });
    await again.close();
  });

  it("L11: the copy proves itself: its lines follow from the first, and the signed head beside it names their end", async () => {
    const audit = await offline(newFolder());
    const { place } = await exportedTo(audit);
    const text = partsIn(place)
      .sort()
      .map((name) => readFileSync(join(place, name), "utf8"))
      .join("");
    const { lines, fault } = followText(text, null);
    expect([lines.length, fault]).toEqual([5, null]);
    const head = readHead(readFileSync(join(place, HEAD), "utf8"));
    expect(head).toMatchObject({ kind: "head", head: { log: lines[0]?.hash } });
    expect(head.kind === "head" && head.print).toBe(lines[0]?.details.about);
    await audit.close();
  });

  it("keeps six months whatever was copied, and copies each line once", async () => {
    const audit = await offline(newFolder());
    const { into } = await exportedTo(audit);
    expect(await audit.exportTo(into, sixMonthsAgo)).toBe(0);
    await expect(audit.purge("2026-05-01T00:00:00.000Z")).rejects.toMatchObject({ code: "E_RETENTION" });
    await audit.close();
  });

  it("a copy that does not read back as it was written counts for nothing", async () => {
    const folder = newFolder();
    const lying: FileSystem = {
      ...nodeFileSystem,
      read: async (path) => (path.includes("/audit/") ? utf8("other bytes") : nodeFileSystem.read(path)),
    };
    const audit = await offline(folder, lying);
    await expect(exportedTo(audit)).rejects.toMatchObject({ code: "E_BACKUP" });
    expect(await audit.purge(sixMonthsAgo)).toBe(0);
    expect(partsIn(folder)).toHaveLength(2);
    await audit.close();
  });

  it("a note of a copy that was written or changed by hand lets nothing go", async () => {
    const folder = newFolder();
    const audit = await offline(folder);
    await exportedTo(audit);
    const path = join(folder, EXPORTED);
    writeFileSync(path, readFileSync(path, "utf8").replace('\\"seq\\":4', '\\"seq\\":8'));
    expect(await audit.exported()).toBe(0);
    expect(await audit.purge(sixMonthsAgo)).toBe(0);
    await audit.close();
  });

  it("LG-1: a platform that comes later still gets the log from its first line on, out of the copy", async () => {
    const folder = newFolder();
    const audit = await offline(folder);
    const { place } = await exportedTo(audit);
    await audit.purge(sixMonthsAgo);
    const whole = await audit.lines(0, 100);
    expect(whole.map(({ seq }) => seq)).toEqual(whole.map((_, at) => at));
    expect(followLines(null, whole)).not.toBeNull();
    // Whoever took the copy away has taken the lines: what is left does not begin at the first.
    rmSync(place, { recursive: true });
    const left: readonly DeskLine[] = await audit.lines(0, 100);
    expect(followLines(null, left)).toBeNull();
    await audit.close();
  });
});

describe("the daily keeping", () => {
  async function keepingOf(audit: AuditTrail, archive: string | null) {
    const bugs: unknown[] = [];
    const keeping = new AuditKeeping({
      ...{ audit, clock, trust, timers: new FakeTimers(), months: () => 6 },
      archive: () => archive,
      removeLogs: () => undefined,
      bug: (error) => bugs.push(error),
    });
    await keeping.keep();
    return { bugs, state: await keeping.state() };
  }

  it("NY-21: with a backup folder the log is bounded by the policy's months without any platform", async () => {
    const folder = newFolder();
    const audit = await offline(folder);
    const into = newFolder();
    mkdirSync(into);
    const { state, bugs } = await keepingOf(audit, into);
    expect(bugs).toEqual([]);
    expect(state).toMatchObject({ exported: 9, overdue: 0, verdict: { state: "whole", first: 9 } });
    const events = (await audit.lines(9, 100)).map(({ event }) => event);
    expect(events).toEqual(expect.arrayContaining(["audit-exported", "audit-purged"]));
    await audit.close();
  });

  it("without one nothing goes, and the state says how many lines should have", async () => {
    const audit = await offline(newFolder());
    const { state } = await keepingOf(audit, null);
    expect(state).toMatchObject({ exported: 0, overdue: 5, verdict: { first: 0 } });
    await audit.close();
  });

  it("a share that is away keeps the lines here and the day's work going", async () => {
    const audit = await offline(newFolder());
    const blocked = newFolder();
    writeFileSync(blocked, "a file where the share should be");
    const { state, bugs } = await keepingOf(audit, blocked);
    expect(bugs).toHaveLength(1);
    expect(state).toMatchObject({ exported: 0, overdue: 5, verdict: { state: "whole", first: 0 } });
    await audit.close();
  });
});
