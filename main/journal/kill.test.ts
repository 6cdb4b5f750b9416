import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { fromUtf8 } from "../../shared/bytes";
import { nodeFileSystem } from "./filesystem";
import { openJournal } from "./journal";
import { killText } from "./testing/kill-text";

const KILLS = 20;

/** Lets a child append until it has acknowledged a few more, then kills it. Answers the acknowledged numbers. */
function runAndKill(folder: string, after: number): Promise<number[]> {
  return new Promise((done, failed) => {
    const script = resolve(import.meta.dirname, "testing/kill-child.ts");
    const child = spawn(process.execPath, ["--import", "tsx", script, folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    child.stdout.setEncoding("utf8");
    child.stdout.on("data", (part: string) => {
      text += part;
      if (text.split("\n").length > after + 2) child.kill("SIGKILL");
    });
    child.on("error", failed);
    child.on("close", (_code, signal) => {
      const whole = text.slice(0, text.lastIndexOf("\n") + 1).split("\n");
      if (signal !== "SIGKILL") failed(new Error(`the child ended by itself: ${text.slice(0, 200)}`));
      else done(whole.filter((line) => /^\d+$/.test(line)).map(Number));
    });
  });
}

it(`E12: ${KILLS} kills in the middle of saving lose no acknowledged record`, { timeout: 180_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "caibian-kill-"));
  const acknowledged: number[] = [];
  const limits = { warn: 0, readOnly: 0, ballast: 0 };
  try {
    for (let kill = 0; kill < KILLS; kill += 1) {
      acknowledged.push(...(await runAndKill(folder, 3 + ((kill * 13) % 60))));
      const journal = await openJournal({ fs: nodeFileSystem, folder, limits, segmentBytes: 256 * 1024 });
      const rows = await journal.read(journal.positions());
      await journal.close();
      const found = new Map(rows.map((row) => [row.key, row.sealed === null ? null : fromUtf8(row.sealed)]));
      for (const number of acknowledged) {
        if (found.get(`k${number}`) !== killText(number))
          throw new Error(`record ${number} is lost after kill ${kill + 1}`);
      }
    }
    expect(acknowledged.length).toBeGreaterThan(KILLS * 3);
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
