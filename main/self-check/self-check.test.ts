/** A4: the lines of the self-check on machines where something is wrong; each red line says what to do. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { AuditState } from "../../shared/ipc/audit";
import type { CheckLine } from "../../shared/ipc/self-check";
import type { Policy } from "../../shared/model/policy";
import { type FileSystem, nodeFileSystem } from "../journal/filesystem";
import { diskLines, optionsAt } from "./disk";
import type { Machine } from "./machine";
import { type SurroundingParts, surroundingLines } from "./surroundings";

const folder = mkdtempSync(join(tmpdir(), "caibian-self-check-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const machine: Machine = {
  platform: "linux",
  facts: () => ({
    ...{ system: "Linux", release: "6.1.0", architecture: "x64", node: "20.20.2" },
    ...{ processors: 4, memoryBytes: 8e9, freeMemoryBytes: 4e9, upSeconds: 60 },
  }),
  temp: folder,
  diskOf: async () => 1,
  mounts: async () => "/dev/sda1 / ext4 rw,relatime 0 0\n",
  run: async () => ({ code: 0, output: "HP_LaserJet\n" }),
  timeZone: () => "Asia/Shanghai",
};

const policy: Policy = {
  platformUrl: "https://cms.planted.example/",
  anchorsFiles: ["anchors.json"],
  keyFolders: [],
  demo: false,
  updates: { feed: "https://updates.planted.example/feed", ring: "general" },
};
const whole: AuditState = {
  verdict: { state: "whole", lines: 12, first: 0, covered: 9 },
  setAside: 0,
  months: 6,
  exported: 0,
  overdue: 0,
};

const parts = (change: Partial<SurroundingParts> = {}): SurroundingParts => ({
  policy,
  locked: true,
  fetch: async () => new Response("{}"),
  machine,
  clock: () => new Date("2026-11-22T01:00:00Z"),
  auditState: async () => whole,
  ...change,
});

const lineOf = (lines: readonly CheckLine[], subject: CheckLine["subject"]) =>
  lines.find((line) => line.subject === subject);

/** A disk on which one operation fails as the system says it. */
const failing = (operation: "open" | "syncFolder", code: string): FileSystem => ({
  ...nodeFileSystem,
  [operation]: () => Promise.reject(Object.assign(new Error(`${code}: planted-path`), { code })),
});

const disk = (fs: FileSystem, change: Partial<Machine> = {}, journalFolder: string | null = null) =>
  diskLines({ fs, dataFolder: folder, journalFolder, machine: { ...machine, ...change } });

describe("A4: self-check of the disk", () => {
  it("is green where a file can be written, made durable, read and removed", async () => {
    const lines = await disk(nodeFileSystem);
    expect(lines.map(({ state }) => state)).toEqual(["good", "good", "good"]);
    expect(await nodeFileSystem.list(folder)).toEqual([]);
  });

  it.each(["EROFS", "EACCES", "ENOSPC"])(
    "is red with the system's code on a disk that answers %s, and tells no path",
    async (code) => {
      const line = lineOf(await disk(failing("open", code)), "disk");
      expect(line).toMatchObject({ state: "bad", code: "E_JOURNAL" });
      expect(line?.words).toContain(code);
      expect(line?.words).not.toContain("planted-path");
      expect(line?.next).toContain("管理员");
    },
  );

  it("is red where fsync fails, and where little room is left", async () => {
    expect(lineOf(await disk(failing("syncFolder", "EIO")), "disk")?.state).toBe("bad");
    const small = { ...nodeFileSystem, freeBytes: async () => 50e6 };
    expect(lineOf(await disk(small), "disk")).toMatchObject({ state: "bad", code: "E_DISK" });
  });

  it("says whether the policy's journal disk is there, and whether it is another disk", async () => {
    const other = { diskOf: async (path: string) => (path === folder ? 1 : 2) };
    const journal = join(folder, "..");
    expect(lineOf(await disk(nodeFileSystem, other, journal), "journal")?.state).toBe("good");
    expect(lineOf(await disk(nodeFileSystem, {}, journal), "journal")?.state).toBe("attention");
    const gone = lineOf(await disk(nodeFileSystem, {}, join(folder, "unplugged")), "journal");
    expect(gone).toMatchObject({ state: "bad", code: "E_JOURNAL_AWAY" });
  });

  it("names a folder for temporary files that is mounted noexec, and goes on", async () => {
    const mounts = async () =>
      `/dev/sda1 / ext4 rw 0 0\ntmpfs ${folder.replaceAll(" ", "\\040")} tmpfs rw,noexec 0 0\n`;
    const line = lineOf(await disk(nodeFileSystem, { mounts }), "temp");
    expect(line?.state).toBe("attention");
    expect(line?.words).toContain("noexec");
    expect(optionsAt("/tmp/a b", "x / ext4 rw 0 0\nx /tmp/a\\040b tmpfs noexec 0 0")).toEqual(["noexec"]);
    expect(optionsAt("/tmpx", "x / ext4 rw 0 0\nx /tmp tmpfs noexec 0 0")).toEqual(["rw"]);
  });
});

describe("A4: self-check of what is around the workstation", () => {
  it("is green on a locked build with a feed, Beijing time, a printer and a whole log", async () => {
    const lines = await surroundingLines(parts());
    expect(lines.filter(({ state }) => state !== "good")).toEqual([]);
    expect(lineOf(lines, "audit")?.words).toContain("共 12 条，平台已签收 9 条");
  });

  it("BD-4: tells that the feed does not answer without telling where it is", async () => {
    const refused = async () => {
      throw new TypeError("fetch failed https://updates.planted.example/feed/release.json");
    };
    for (const fetch of [refused, async () => new Response("", { status: 404 })]) {
      const line = lineOf(await surroundingLines(parts({ fetch })), "update");
      expect(line?.state).toBe("bad");
      expect(JSON.stringify(line)).not.toContain("planted");
    }
  });

  it("A clock in 1970 is red before anything else is believed; another time zone wants attention", async () => {
    const early = await surroundingLines(parts({ clock: () => new Date(0) }));
    expect(lineOf(early, "timezone")).toMatchObject({ state: "bad", code: "E_CLOCK" });
    const zone = (timeZone: string) => parts({ machine: { ...machine, timeZone: () => timeZone } });
    expect(lineOf(await surroundingLines(zone("UTC")), "timezone")?.state).toBe("attention");
    expect(lineOf(await surroundingLines(zone("Asia/Urumqi")), "timezone")?.state).toBe("attention");
    expect(lineOf(await surroundingLines(zone("Asia/Chongqing")), "timezone")?.state).toBe("good");
  });

  it("L11: names the first line of the log that does not fit, counted as people count", async () => {
    const broken: AuditState = { ...whole, verdict: { state: "broken", at: 4, why: "chain" } };
    const line = lineOf(await surroundingLines(parts({ auditState: async () => broken })), "audit");
    expect(line).toMatchObject({ state: "bad", code: "E_AUDIT", words: "本机日志第 5 条起不符。" });
  });

  it("tells a machine without printers from one whose printers cannot be asked for", async () => {
    const answering = (code: number | null, output: string) =>
      parts({ machine: { ...machine, run: async () => ({ code, output }) } });
    expect(lineOf(await surroundingLines(answering(0, "\n")), "printer")?.state).toBe("attention");
    expect(lineOf(await surroundingLines(answering(null, "")), "printer")?.state).toBe("unknown");
  });

  it("a program that is not locked wants attention, demo or not", async () => {
    for (const demo of [true, false]) {
      const lines = await surroundingLines(parts({ locked: false, policy: { ...policy, demo } }));
      expect(lineOf(lines, "policy")?.state).toBe("attention");
    }
  });
});
