import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { holdFolder } from "./instance-lock";

const folder = mkdtempSync(join(tmpdir(), "caibian-lock-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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
    const path = join(folder, "desk.lock");
    const code = `require("node:net").createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, "SIGKILL"))`;
    await new Promise((done) => spawn(process.execPath, ["-e", code]).on("close", done));
    expect(existsSync(path)).toBe(true);
    const release = await holdFolder(folder);
    await expect(holdFolder(folder)).rejects.toMatchObject({ code: "E_STATE" });
    await release();
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
