/** `npm run proofread`: checks files and folders with the engine of the workstation. */
import { readFileSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dayOf } from "../shared/proofreading/run";
import { collect } from "./collect";
import { type FileReport, reaches } from "./file-report";
import { type ProofreadArguments, readArguments, usage } from "./proofread-arguments";
import { humanLines, jsonLines } from "./proofread-output";
import { proofreadAll } from "./proofread-pool";
import { answerTo, type FileAnswer, type FileRequest } from "./proofread-worker";
import { sarifLog } from "./sarif";

interface Output {
  readonly out: (line: string) => void;
  readonly problem: (line: string) => void;
  /** Shown on a terminal while work goes on; replaced by the next one. */
  readonly progress: (line: string) => void;
  /** Today in China, `YYYY-MM-DD`. */
  readonly today: string;
  readonly stdin: () => Uint8Array;
}

/** Runs the command and returns its exit code: 1 for findings of the level, 2 for anything unreadable. */
export async function run(args: readonly string[], output: Output): Promise<0 | 1 | 2> {
  const wanted = readArguments(args);
  if ("problem" in wanted) {
    output.problem(`${wanted.problem}\n${usage}`);
    return 2;
  }
  const files = wanted.paths.flatMap(filesOf);
  const reports: FileReport[] = [];
  const printer = inOrder(files.length, (index, answer) => {
    if (answer.ok) reports.push(tell(answer.report, wanted, output));
    else output.problem(`${files[index] ?? ""}：${answer.problem}`);
  });
  await proofreadFiles(files, wanted, output, printer.take);
  if (wanted.fix) for (const report of reports) await writeFixed(report);
  if (wanted.format === "sarif") output.out(sarifLog(reports));
  if (reports.length < files.length) return 2;
  const least = wanted.severity ?? "error";
  return reports.some(({ findings }) => findings.some(({ severity }) => reaches(severity, least))) ? 1 : 0;
}

/** A path that cannot be searched stays in the list as it is: reading it then says why, in its turn. */
function filesOf(path: string): readonly string[] {
  try {
    return collect(path);
  } catch {
    return [path];
  }
}

/** Below this many bytes starting more processes costs more than it brings. */
const WORTH_SPREADING = 600_000;

async function proofreadFiles(
  files: readonly string[],
  wanted: ProofreadArguments,
  output: Output,
  onAnswer: (index: number, answer: FileAnswer) => void,
): Promise<void> {
  const today = wanted.date === "" ? output.today : wanted.date;
  const requests = files.map((file): FileRequest => ({ file, today, fix: wanted.fix, profile: wanted.profile }));
  let done = 0;
  const take = (index: number, answer: FileAnswer): void => {
    done += 1;
    output.progress(done === files.length ? "" : `校对 ${done}/${files.length} 个文件…`);
    onAnswer(index, answer);
  };
  const jobs = jobsFor(files, wanted.jobs);
  if (jobs > 1) return proofreadAll(requests, jobs, take);
  for (const [index, request] of requests.entries())
    take(index, await answerTo(request, request.file === "-" ? output.stdin() : undefined));
}

function jobsFor(files: readonly string[], wanted: number): number {
  if (files.length < 2 || files.includes("-")) return 1;
  if (wanted > 0) return wanted;
  const bytes = files.reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);
  return bytes < WORTH_SPREADING ? 1 : availableParallelism();
}

/** Hands answers on in the order of the files, however they come. */
function inOrder(count: number, next: (index: number, answer: FileAnswer) => void) {
  const waiting = new Map<number, FileAnswer>();
  let at = 0;
  return {
    take: (index: number, answer: FileAnswer): void => {
      waiting.set(index, answer);
      for (let ready = waiting.get(at); at < count && ready !== undefined; ready = waiting.get(at)) {
        next(at, ready);
        waiting.delete(at);
        at += 1;
      }
    },
  };
}

/** Prints a report as it was asked for and returns what of it counts. */
function tell(full: FileReport, { format, severity }: ProofreadArguments, output: Output): FileReport {
  const findings = severity === null ? full.findings : full.findings.filter((item) => reaches(item.severity, severity));
  const report = { ...full, findings };
  if (format === "text") for (const line of humanLines(report)) output.out(line);
  if (format === "json") for (const line of jsonLines(report)) output.out(line);
  if (format !== "text" && report.status === "partial") output.problem(`${report.file}：部分校对：${report.reason}`);
  return report;
}

async function writeFixed({ file, fixed }: FileReport): Promise<void> {
  if (fixed !== null && file !== "-") await writeFile(file, fixed.text);
}

if (process.argv[1]?.endsWith("proofread.ts") === true) {
  process.exitCode = await run(process.argv.slice(2), {
    out: (line) => process.stdout.write(`${line}\n`),
    problem: (line) => process.stderr.write(`${line}\n`),
    progress: (line) => {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
    },
    today: dayOf(new Date().toISOString()),
    stdin: () => readFileSync(0),
  });
}
