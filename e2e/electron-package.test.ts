/**
 * The real application in Electron's package, around a stand-in where Electron cannot be fetched: bundled, packed, inspected,
 * scanned, and packed again to the same bytes. What starts in it, `npm run test:electron` shows where a binary exists.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inspectPackage } from "../build/package/electron/inspect";
import { filesBelow } from "../build/package/electron/inspect-binary";
import { newDocumentKey } from "../node/document-key";

const root = resolve(import.meta.dirname, "..");

let out = "";
beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), "caibian-electron-"));
  const { key } = newDocumentKey({ keyId: "test", algorithm: "ed25519" });
  writeFileSync(join(out, "keys.json"), JSON.stringify([key]));
});
afterAll(() => rmSync(out, { recursive: true, force: true }));

/** The command as a person gives it; without what a test runner sets, which would bundle React's development build. */
async function pack(name: string): Promise<string> {
  const { NODE_ENV: _ofTests, VITEST: _runner, ...rest } = process.env;
  const env = { ...rest, SOURCE_DATE_EPOCH: "1700000000" };
  const keys = join(out, "keys.json");
  const args = ["--edition", "electron", "--os", "linux", "--arch", "x64", "--dry-run", "--kinds", "payload"];
  const command = ["--import", "tsx", "build/package/index.ts", ...args, "--out", join(out, name)];
  await promisify(execFile)(process.execPath, [...command, "--policy-keys", keys, "--release-keys", keys], {
    cwd: root,
    env,
  });
  return join(out, name, "work", "electron-linux-x64", "built", "linux-unpacked");
}

const digests = (folder: string): readonly string[] =>
  filesBelow(folder).map(
    (path) =>
      `${path} ${createHash("sha256")
        .update(readFileSync(join(folder, path)))
        .digest("hex")}`,
  );

it("L5, L6: packs the real application, passes every check, and comes to the same bytes again", async () => {
  const first = await pack("first");
  const { faults, figures } = inspectPackage(first, { os: "linux", arch: "x64" });
  expect(faults).toEqual([]);
  // Three modules with native code, and no package but theirs outside the bundle.
  expect(figures.outsideFiles).toBe(3);
  expect(digests(await pack("second"))).toEqual(digests(first));
}, 900_000);
