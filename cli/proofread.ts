/** `npm run proofread`: checks files and folders with the engine of the workstation. */
import { readFileSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dayOf } from "../shared/proofreading/run";
import { collectAll } from "./collect";
import { type FileReport, reaches } from "./file-report";
import { asksForHelp, type ProofreadArguments, readArguments, usage } from "./proofread-arguments";
import { humanLines, jsonLines } from "./proofread-output";
import { proofreadAll } from "./proofread-pool";
import { answerTo, type FileAnswer, type FileRequest } from "./proofread-worker";
import { type FileProblem, sarifLog } from "./sarif";
import { plain } from "./wide-text";

interface Output {
  readonly out: (line: string) => void;
  readonly problem: (line: string) => void;
  /** Shown on a terminal while work goes on; replaced by the next one. */
  readonly progress: (line: string) => void;
  /** Today in China, `YYYY-MM-DD`. */
  readonly today: string;
  readonly stdin: () => Uint8Array;
}

/** Runs the command and returns its exit code: 1 for findings of the level, 2 for anything not read or not written. */
export async function run(args: readonly string[], output: Output): Promise<0 | 1 | 2> {
  if (asksForHelp(args)) {
    output.out(usage);
    return 0;
  }
  const wanted = readArguments(args);
  if ("problem" in wanted) {
    output.problem(`${wanted.problem}\n${usage}`);
    return 2;
  }
  const files = collectAll(wanted.paths);
  if (files.length === 0) {
    output.problem(`${wanted.paths.map(plain).join("、")}：没有可以校对的文件。`);
    return 2;
  }
  const reports: FileReport[] = [];
  const problems: FileProblem[] = [];
  const printer = inOrder(files.length, (index, answer) => {
    const file = files[index] ?? "";
    if (answer.ok) reports.push(tell(answer.report, wanted, output));
    if (answer.ok && answer.report.status === "partial") problems.push({ file, text: answer.report.reason });
    if (answer.problem === "") return;
    problems.push({ file, text: answer.problem });
    output.problem(`${plain(file)}：${answer.problem}`);
  });
  await proofreadFiles(files, wanted, output, printer.take);
  if (wanted.format === "sarif") output.out(sarifLog(reports, problems));
  if (problems.length > 0) return 2;
  const least = wanted.severity ?? "error";
  return reports.some(({ findings }) => findings.some(({ severity }) => reaches(severity, least))) ? 1 : 0;
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
  const { fix, profile, severity: least } = wanted;
  const requests = files.map((file): FileRequest => ({ file, today, fix, profile, least }));
  let done = 0;
  const take = (index: number, answer: FileAnswer): void => {
    done += 1;
    onAnswer(index, answer);
    output.progress(done === files.length ? "" : `校对 ${done}/${files.length} 个文件…`);
  };
  const jobs = jobsFor(files, wanted.jobs);
  output.progress(files.length === 1 ? `校对 ${plain(files[0] ?? "")}…` : `校对 0/${files.length} 个文件…`);
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
  if (format !== "text" && report.status === "partial")
    output.problem(`${plain(report.file)}：部分校对：${report.reason}`);
  return report;
}

if (process.argv[1]?.endsWith("proofread.ts") === true) {
  // Whoever reads the output may have enough of it, as `head` does.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => process.exit(2));
  const { isTTY } = process.stderr;
  /** Taken off the line before anything else is written on it. */
  const clear = isTTY ? "\r\u001b[K" : "";
  const writeLine = (stream: NodeJS.WriteStream, line: string): void => {
    if (clear !== "") process.stderr.write(clear);
    stream.write(`${line}\n`);
  };
  process.exitCode = await run(process.argv.slice(2), {
    out: (line) => writeLine(process.stdout, line),
    problem: (line) => writeLine(process.stderr, line),
    progress: (line) => {
      if (isTTY) process.stderr.write(clear + line);
    },
    today: dayOf(new Date().toISOString()),
    stdin: () => readFileSync(0),
  });
}
