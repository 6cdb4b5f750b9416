/** One suite of tests: run by vitest, its few failures run once more, its outcome told. Plain JavaScript, as prepare.mjs. */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./prepare.mjs";
import { failedFiles, failures, readResults } from "./test-results.mjs";

const results = join(root, "out", "test");
/** More files than this are no accident of one machine's timing. */
const UNSTEADY_AT_MOST = 2;

const resultsFile = (name) => join(results, `${name}.json`);

/** Runs a script of Node's in the project with its output shown; whether it succeeded. */
export const runNode = (args) => spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status === 0;

/** Runs vitest over what matches `filters`; its report goes to out/test/NAME.json. */
function vitest(name, config, filters) {
  mkdirSync(results, { recursive: true });
  rmSync(resultsFile(name), { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${resultsFile(name)}`];
  return runNode([
    join(root, "node_modules", "vitest", "vitest.mjs"),
    "run",
    ...filters,
    "--config",
    config,
    ...reporters,
  ]);
}

/**
 * Servers, browsers, child processes and real time share two cores with hundreds of other tests. Files that failed run once
 * more by themselves: what fails twice fails; what passes then is named as unsteady at the end, with its failure.
 */
function passesAlone(name, config) {
  const files = failedFiles(readResults(resultsFile(name)), root);
  if (files.length === 0 || files.length > UNSTEADY_AT_MOST) return false;
  console.log(`\n== ${name}, once more: ${files.join(" ")}`);
  return vitest(`${name}-again`, config, files);
}

/** Runs a suite: `{ isGood, passed, failed, skipped, told }`, counts of tests and the lines that a person must read. */
export function runSuite(name, config, filters = []) {
  const passedAtOnce = vitest(name, config, filters);
  const isUnsteady = !passedAtOnce && passesAlone(name, config);
  const isGood = passedAtOnce || isUnsteady;
  const outcome = readResults(resultsFile(name));
  const failed = failures(outcome, root);
  const word = isUnsteady ? "unsteady: failed once, passed when its file ran again" : "FAILED";
  const told = failed.map((one) => `${word}: ${one.file} > ${one.title}\n    ${one.told}`);
  if (!isGood && failed.length === 0) told.push(`FAILED: ${name}, outside any test; its report stands above`);
  const tests = failed.filter(({ title }) => title !== "").length;
  return {
    isGood,
    passed: outcome.numPassedTests + (isUnsteady ? tests : 0),
    failed: isGood ? 0 : Math.max(outcome.numFailedTests, 1),
    skipped: outcome.numPendingTests,
    told,
  };
}

/** Tells outcomes; last, so that whoever sees only the end of a long output sees what failed. Gives the exit code. */
export function tellOutcomes(outcomes) {
  const sum = (key) => outcomes.reduce((total, outcome) => total + outcome[key], 0);
  const told = outcomes.flatMap((outcome) => outcome.told);
  if (told.length > 0) console.log(`\n${told.join("\n")}`);
  console.log(`\n${sum("passed")} passed, ${sum("failed")} failed, ${sum("skipped")} skipped`);
  return outcomes.every(({ isGood }) => isGood) ? 0 : 1;
}
