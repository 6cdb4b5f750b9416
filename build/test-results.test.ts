import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { failedFiles, failures, readResults } from "./test-results.mjs";

const project = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "results-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the real vitest over files of these texts and gives what it wrote. */
function reported(texts: Readonly<Record<string, string>>): ReturnType<typeof readResults> {
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
  const file = join(folder, "results.json");
  const vitest = join(project, "node_modules", "vitest", "vitest.mjs");
  spawnSync(process.execPath, [vitest, "run", "--root", folder, "--reporter=json", `--outputFile.json=${file}`]);
  return readResults(file);
}

describe("what npm test tells at its end", () => {
  test("names each failed test with file, title and its first lines without colours, and nothing that passed", () => {
    const results = reported({
      "good.test.js": 'import { test } from "vitest"; test("holds", () => {});',
      "bad.test.js": [
        'import { describe, expect, test } from "vitest";',
        'describe("a thing", () => { test("holds", () => {}); test("breaks", () => { expect(1 + 1).toBe(3); }); });',
      ].join("\n"),
      "unread.test.js": 'import "./not-there.js";',
    });
    expect(failedFiles(results, folder).sort()).toEqual(["bad.test.js", "unread.test.js"]);
    const told = failures(results, folder);
    expect(told.map(({ file, title }) => `${file} > ${title}`).sort()).toEqual([
      "bad.test.js > a thing breaks",
      "unread.test.js > ",
    ]);
    expect(told.find(({ file }) => file === "bad.test.js")?.told).toMatch(/^AssertionError: expected 2 to be 3/);
    expect(told.find(({ file }) => file === "unread.test.js")?.told).toContain("not-there.js");
  });

  test("a run that wrote nothing counts as failed", () => {
    const none = readResults(join(tmpdir(), "no-such-report.json"));
    expect(none.numFailedTests).toBe(1);
    expect(failedFiles(none, folder)).toEqual([]);
  });
});
