/** `npm test`: installs what is missing, then runs the checks, the unit and integration tests, and the journey in a real Chromium. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { bundle, install, requireNode, root } from "./prepare.mjs";
import { runNode, runSuite, tellOutcomes } from "./suite.mjs";

requireNode();
rmSync(join(root, "out", "test"), { recursive: true, force: true });
await install();

/** The gates count no tests, so that only their failure is told. */
function check() {
  const isGood = runNode([join(root, "node_modules", "tsx", "dist", "cli.mjs"), "build/check.ts"]);
  const told = isGood ? [] : ["FAILED: check; its report stands above"];
  return { isGood, passed: 0, failed: isGood ? 0 : 1, skipped: 0, told };
}

async function journey() {
  await bundle();
  return runSuite("journey", "e2e/vitest.config.ts");
}

const steps = { check, unit: () => runSuite("unit", "vitest.config.ts"), journey };
const outcomes = [];
for (const [name, step] of Object.entries(steps)) {
  const started = Date.now();
  console.log(`\n== ${name}`);
  const outcome = await step();
  console.log(`== ${name}: ${outcome.isGood ? "passed" : "FAILED"} in ${Math.round((Date.now() - started) / 1000)} s`);
  outcomes.push(outcome);
}
process.exit(tellOutcomes(outcomes));
