import { describe, expect, it } from "vitest";
import { nodeCheck } from "../../node/signature-check";
import { openAudit } from "../audit";
import { DiskError, MemoryFileSystem } from "../journal/testing/memory-filesystem";
import { CURRENT, closedParts } from "./parts";

const folder = "/audit";
const november = () => new Date("2026-11-22T08:00:00.000Z");
const december = () => new Date("2026-12-01T08:00:00.000Z");

async function written(): Promise<MemoryFileSystem> {
  const fs = new MemoryFileSystem();
  const audit = await openAudit({ fs, folder, clock: november });
  await audit.note("unlocked");
  await audit.close();
  return fs;
}

function fill(fs: MemoryFileSystem): void {
  fs.before = (operation) => {
    if (operation === "create") throw new DiskError("ENOSPC");
  };
}

/** Opens on the full disk, notes something, makes room, notes once more; answers the events of the whole log. */
async function throughIt(fs: MemoryFileSystem, clock: () => Date): Promise<readonly string[]> {
  fill(fs);
  const audit = await openAudit({ fs, folder, clock });
  await audit.note("locked");
  fs.before = () => undefined;
  await audit.note("unlocked");
  expect(await audit.verdict({ anchors: [], check: nodeCheck })).toMatchObject({ state: "whole" });
  const events = (await audit.lines(0, 100)).map(({ event }) => event);
  await audit.close();
  return events;
}

describe("D5: this machine's log on a full disk lets the workstation start, and loses no line", () => {
  const all = ["started", "unlocked", "started", "locked", "unlocked"];

  it("when its last line was cut off", async () => {
    const fs = await written();
    fs.corrupt(`${folder}/${CURRENT}`, (bytes) => Buffer.concat([bytes, bytes.subarray(0, 70)]));
    expect(await throughIt(fs, november)).toEqual(all);
  });

  it("when a new part begins, which then waits for room", async () => {
    const fs = await written();
    expect(await throughIt(fs, december)).toEqual(all);
    expect(await closedParts(fs, folder)).toHaveLength(1);
  });

  it("when it was killed between closing one part and beginning the next", async () => {
    const fs = await written();
    await fs.rename(`${folder}/${CURRENT}`, `${folder}/audit-000000000-000000001.jsonl`);
    expect(await throughIt(fs, december)).toEqual(all);
  });

  it("when it is damaged and put aside, and the new one waits for room", async () => {
    const fs = await written();
    fs.corrupt(`${folder}/${CURRENT}`, (bytes) => bytes.map((byte, at) => (at === 30 ? byte ^ 1 : byte)));
    expect(await throughIt(fs, november)).toEqual(["audit-broken", "locked", "unlocked"]);
  });
});
