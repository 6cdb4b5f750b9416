/**
 * `npm run chaos [-- NAME …] [--quick] [--seed N] [--count N]`: campaigns of faults, and what was lost in them. A name
 * stands for every campaign that begins with it: `power` for `power-journal` and the others.
 * `npm run chaos -- --report` writes the tables of docs/reliability.md from the counts of all runs so far, and the counts
 * beside them; where this machine has counted nothing yet, it goes on from those.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { campaigns } from "./list";
import { withTables } from "./report";
import { isOf, readResults, writeResults } from "./results";
import { runCampaigns, sound } from "./runner";
import { fingerprintOf, subjectOf } from "./subject";
import { terminalTable } from "./table";

const root = resolve(import.meta.dirname, "..");
const resultsFile = resolve(root, "out", "chaos", "results.json");
const document = resolve(root, "docs", "reliability.md");
const publishedCounts = resolve(root, "docs", "reliability-counts.json");

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: "boolean", default: false },
    report: { type: "boolean", default: false },
    seed: { type: "string" },
    count: { type: "string" },
  },
});

function number(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(text)) throw new Error(`不是数目：${text}`);
  return Number(text);
}

const versionOf = (campaign: string): string => fingerprintOf(root, subjectOf(campaign));

function goOnFromPublished(): void {
  if (existsSync(resultsFile) || !existsSync(publishedCounts)) return;
  mkdirSync(dirname(resultsFile), { recursive: true });
  copyFileSync(publishedCounts, resultsFile);
}

/** Of the present versions alone. */
function countsSoFar() {
  const tried = campaigns.map(({ name }) => ({ campaign: name, version: versionOf(name) }));
  return readResults(resultsFile).filter((row) => tried.some((each) => isOf(each, row)));
}

const isCalled = (name: string, wanted: string): boolean => name === wanted || name.startsWith(`${wanted}-`);

async function main(): Promise<number> {
  if (!values.quick) goOnFromPublished();
  if (values.report) {
    const counts = { campaigns, rows: readResults(resultsFile), versionOf };
    writeFileSync(document, withTables(readFileSync(document, "utf8"), counts));
    await writeResults(publishedCounts, counts.rows);
    console.log(`已写入 ${document}`);
    return 0;
  }
  const unknown = positionals.filter((wanted) => !campaigns.some(({ name }) => isCalled(name, wanted)));
  if (unknown.length > 0) {
    console.error(`没有这个活动：${unknown.join("、")}。可用：${campaigns.map(({ name }) => name).join("、")}`);
    return 2;
  }
  const wanted = campaigns.filter(
    ({ name }) => positionals.length === 0 || positionals.some((wanted) => isCalled(name, wanted)),
  );
  const report = await runCampaigns(wanted, {
    quick: values.quick,
    seed: number(values.seed, Date.now() % 1_000_000),
    count: number(values.count, values.quick ? 2 : 10),
    say: (line) => console.log(line),
    // A quick run proves that the harness works; what it counts is no figure to publish.
    resultsFile: values.quick ? null : resultsFile,
    versionOf,
  });
  console.log(`\n本次\n${terminalTable(report.rows)}`);
  for (const { notes } of report.rows) for (const note of notes) console.log(`  ${note}`);
  if (!values.quick) console.log(`\n现在的版本历次累计\n${terminalTable(countsSoFar())}`);
  for (const { campaign, error } of report.broken) console.error(`${campaign} 中断：`, error);
  return sound(report) ? 0 : 1;
}

process.exitCode = await main();
