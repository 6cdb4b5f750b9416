import { execFile } from "node:child_process";
import path from "node:path";
import { expect, it } from "vitest";

const project = path.join(import.meta.dirname, "..");

interface Run {
  readonly ok: boolean;
  readonly text: string;
}

function vitest(config: string): Promise<Run> {
  const program = path.join(project, "node_modules", "vitest", "vitest.mjs");
  const args = [program, "run", "--config", path.join(project, config), "--reporter=dot", "--no-color"];
  // The inner run is one of its own, not a worker of this one.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("VITEST")));
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: project, env }, (error, stdout, stderr) => {
      resolve({ ok: error === null, text: `${stdout}${stderr}` });
    });
  });
}

it("PKI-42: the whole SM suite holds with Node's SM3, SM2 and SM4 made to throw, as inside Electron", async () => {
  const { ok, text } = await vitest("node/testing/boringssl.config.ts");
  expect(ok, text).toBe(true);
  expect(text).toMatch(/Test Files\s+11 passed \(11\)/);
  expect(text).not.toMatch(/failed|skipped/);
}, 600_000);
