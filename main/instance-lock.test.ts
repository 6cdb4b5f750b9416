import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { holdFolder } from "./instance-lock";

const folder = mkdtempSync(join(tmpdir(), "caibian-lock-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a process that was killed leaves at `path`. */
async function leftBehind(path: string): Promise<void> {
  const code = `require("node:net").createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, "SIGKILL"))`;
  await new Promise((done) => spawn(process.execPath, ["-e", code]).on("close", done));
  expect(existsSync(path)).toBe(true);
}

/** A start that comes a few turns of the event loop after the first one. */
async function startedAfter(turns: number, place: string): Promise<() => Promise<void>> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((done) => setImmediate(done));
  return holdFolder(place);
}

describe("one desk per data folder", () => {
  it("refuses a second holder, and lets the next one in after the first has gone", async () => {
    const release = await holdFolder(folder);
    await expect(holdFolder(folder)).rejects.toMatchObject({ code: "E_STATE" });
    const elsewhere = await holdFolder(join(folder, "other"));
    await release();
    const again = await holdFolder(folder);
    await again();
    await elsewhere();
  });

  it("is not kept out by what a killed process left behind", async () => {
    await leftBehind(join(folder, "desk.lock"));
    const release = await holdFolder(folder);
    await expect(holdFolder(folder)).rejects.toMatchObject({ code: "E_STATE" });
    await release();
  });

  it("S4: lets one in of many that start at one moment after a kill, and keeps it", async () => {
    for (let round = 0; round < 12; round += 1) {
      const place = join(folder, `crowd-${round}`);
      mkdirSync(place);
      await leftBehind(join(place, "desk.lock"));
      const starts = await Promise.allSettled(Array.from({ length: 12 }, (_, late) => startedAfter(late, place)));
      const held = starts.flatMap((start) => (start.status === "fulfilled" ? [start.value] : []));
      expect(held).toHaveLength(1);
      await expect(holdFolder(place)).rejects.toMatchObject({ code: "E_STATE" });
      for (const release of held) await release();
    }
  });

  it("gives no place away that a hung process holds, however many have knocked: it may go on and write", async () => {
    const place = join(folder, "hung");
    mkdirSync(place);
    const path = join(place, "desk.lock");
    const code = `require("node:net").createServer().listen({ path: ${JSON.stringify(path)}, backlog: 1 }, () => console.log("up"))`;
    const child = spawn(process.execPath, ["-e", code], { stdio: ["ignore", "pipe", "ignore"] });
    await new Promise((done) => child.stdout.once("data", done));
    child.kill("SIGSTOP");
    try {
      for (let knock = 0; knock < 6; knock += 1) {
        await expect(holdFolder(place)).rejects.toMatchObject({ code: "E_STATE" });
      }
    } finally {
      child.kill("SIGKILL");
    }
  });

  it("works where the folder's name is longer than a socket's may be", async () => {
    const deep = join(folder, "长".repeat(40), "名".repeat(40));
    const release = await holdFolder(deep);
    await expect(holdFolder(deep)).rejects.toMatchObject({ code: "E_STATE" });
    await release();
  });
});
