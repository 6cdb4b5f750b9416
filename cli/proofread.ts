/** `npm run proofread`: checks files and folders with the engine of the workstation. */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { AppError, explain } from "../shared/failure";
import { packsFor } from "../shared/proofreading/packs/profile-pack";
import { dayOf, type Inspection, inspect } from "../shared/proofreading/run";
import { profiles } from "../shared/workflow/profiles/index";
import { collect } from "./collect";
import { type Extract, extract } from "./extract";
import { type ProofreadArguments, readArguments, usage } from "./proofread-arguments";
import { humanLines, jsonLines } from "./proofread-output";
import { UnreadableText } from "./read-text";

interface Output {
  readonly out: (line: string) => void;
  readonly problem: (line: string) => void;
  /** Today in China, `YYYY-MM-DD`. */
  readonly today: string;
  readonly stdin: () => Uint8Array;
}

/** Runs the command and returns its exit code: 1 for block or error findings, 2 for anything unreadable. */
export async function run(args: readonly string[], output: Output): Promise<0 | 1 | 2> {
  const wanted = readArguments(args);
  if ("problem" in wanted) {
    output.problem(`${wanted.problem}\n${usage}`);
    return 2;
  }
  let grave = false;
  let unreadable = false;
  for (const path of wanted.paths) {
    const files = attempt(path, () => collect(path), output);
    if (files === null) unreadable = true;
    for (const file of files ?? []) {
      const verdict = await checkFile(file, wanted, output);
      if (verdict === null) unreadable = true;
      else grave ||= verdict.findings.some(({ severity }) => severity === "block" || severity === "error");
    }
  }
  return unreadable ? 2 : grave ? 1 : 0;
}

async function checkFile(file: string, wanted: ProofreadArguments, output: Output): Promise<Inspection | null> {
  let source: Extract;
  try {
    source = await extract(file, file === "-" ? output.stdin() : await readFile(file));
  } catch (error) {
    output.problem(`${file}：${reasonOf(error)}`);
    return null;
  }
  const packs = packsFor(profiles[wanted.profile]);
  const today = wanted.date === "" ? output.today : wanted.date;
  const inspection = inspect(source.blocks, { today, packs, metadata: null });
  const lines = (wanted.json ? jsonLines : humanLines)(file, source, inspection);
  for (const line of lines) output.out(line);
  if (wanted.json && inspection.status === "partial") output.problem(`${file}：部分校对：${inspection.reason}`);
  return inspection;
}

function attempt<T>(path: string, action: () => T, output: Output): T | null {
  try {
    return action();
  } catch (error) {
    output.problem(`${path}：${reasonOf(error)}`);
    return null;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof UnreadableText) return error.message;
  if (error instanceof AppError) return explain({ code: error.code, detail: error.detail }).text;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "文件不存在。";
  if (code === "EACCES" || code === "EPERM") return "没有权限读取。";
  return "文件读不出，可能已损坏。其余文件继续校对。";
}

if (process.argv[1]?.endsWith("proofread.ts") === true) {
  process.exitCode = await run(process.argv.slice(2), {
    out: (line) => process.stdout.write(`${line}\n`),
    problem: (line) => process.stderr.write(`${line}\n`),
    today: dayOf(new Date().toISOString()),
    stdin: () => readFileSync(0),
  });
}
