/** `npm test`: installs what is missing, then runs the checks, the unit and integration tests, and the journey in a real Chromium. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bundle, install, requireNode, root } from "./prepare.mjs";

requireNode();
const bin = (...parts) => join(root, "node_modules", ...parts);
const results = join(root, "out", "test");
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

await install();

const vitest = (name, config) => [
  name,
  [
    bin("vitest", "vitest.mjs"),
    "run",
    "--config",
    config,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${join(results, `${name}.json`)}`,
  ],
];
const steps = [
  ["check", [bin("tsx", "dist", "cli.mjs"), "build/check.ts"]],
  vitest("unit", "vitest.config.ts"),
  vitest("journey", "e2e/vitest.config.ts"),
];

/** Counts of one vitest run; a run that wrote none failed before it began. */
function counts(name) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
      readFileSync(join(results, `${name}.json`), "utf8"),
    );
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const total = { passed: 0, failed: 0, skipped: 0 };
let broken = 0;
for (const [name, args] of steps) {
  const started = Date.now();
  console.log(`\n== ${name}`);
  if (name === "journey") await bundle();
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  console.log(`== ${name}: ${status === 0 ? "passed" : "FAILED"} in ${Math.round((Date.now() - started) / 1000)} s`);
  if (status !== 0) broken += 1;
  if (name === "check") continue;
  const { passed, failed, skipped } = counts(name);
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(broken === 0 ? 0 : 1);
