/** The whole desk on a disk that takes no new file (D5): a person comes in to read and to copy text out, whatever the day. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FileSystem, nodeFileSystem } from "./journal/filesystem";
import { type Bench, noTokens, openBench, pin } from "./testing/bench";

let bench: Bench;

const noRoom = (): never => {
  throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
};
const full: FileSystem = {
  ...nodeFileSystem,
  open: async (path, mode) => (mode === "create" ? noRoom() : nodeFileSystem.open(path, mode)),
};

beforeEach(async () => {
  bench = await openBench();
  bench.now.value = new Date("2026-11-30T22:00:00.000Z");
  const window = await bench.start();
  await window.ask("desk:session.unlock", { keyId: await window.keyOf("张晓岚"), pin });
  const entries = [{ table: "drafts" as const, key: "body:item-1", index: {}, value: { title: "写满以前" } }];
  await window.ask("desk:journal.append", { entries });
  await window.desk.stop();
});
afterEach(() => bench.close());

async function comesIn(): Promise<unknown> {
  const window = await bench.start({ ...noTokens, fs: full });
  await window.ask("desk:session.unlock", { keyId: await window.keyOf("张晓岚"), pin });
  const records = await window.ask("desk:journal.read", { keys: [{ table: "drafts", key: "body:item-1" }] });
  return (await window.ask("desk:journal.open", { records })).values[0];
}

describe("D5: with no room left on the disk the workstation opens and reads every draft", () => {
  it("an hour later, when the time seen cannot be remembered", async () => {
    bench.now.value = new Date("2026-11-30T23:00:00.000Z");
    expect(await comesIn()).toEqual({ title: "写满以前" });
  });

  it("in the next month, when this machine's log would begin a new part", async () => {
    bench.now.value = new Date("2026-12-01T00:00:10.000Z");
    expect(await comesIn()).toEqual({ title: "写满以前" });
  });
});
