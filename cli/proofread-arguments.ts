/** What `npm run proofread` is asked to do. */
import { type Severity, severities } from "../shared/proofreading/finding";
import { day } from "../shared/schema";
import { profiles } from "../shared/workflow/profiles/index";

const formats = ["text", "json", "sarif"] as const;
export type Format = (typeof formats)[number];

export interface ProofreadArguments {
  readonly format: Format;
  readonly profile: keyof typeof profiles;
  /** Empty for today in China. */
  readonly date: string;
  /** Findings below it are neither shown nor counted; null shows all and counts errors. */
  readonly severity: Severity | null;
  /** Writes safe corrections into text files. */
  readonly fix: boolean;
  /** Processes at once; 0 for as many as there are cores. */
  readonly jobs: number;
  readonly paths: readonly string[];
}

export const usage = `用法：npm run proofread -- [选项] 路径…
  路径        txt、md、html、csv、docx、xlsx、pptx、pdf 文件或文件夹；- 表示标准输入
  --format    text（默认）、json（每个疑点一行，位置按 UTF-16 计）、sarif（SARIF 2.1.0）
  --json      同 --format json
  --severity  只列出并计入这一级以上：block、error、warning、hint
  --fix       把可放心采纳的更正写回文本文件（txt、md），编码和换行不变；其他文件不改
  --profile   城市配置：${Object.keys(profiles).join("、")}（默认 base）
  --date      按哪一天校对（默认今天）
  --jobs      同时校对几个文件（默认按处理器核数）
  --help      显示这段说明
返回值：0 没有达到级别（默认“错误”）的疑点，1 有，2 有文件读不出、没查完或没写成，或用法不对`;

type Values = Record<string, string>;

/** Options that take a value, and those that do not. */
const valued = ["format", "severity", "profile", "date", "jobs"];
const flags: Readonly<Record<string, Values>> = { json: { format: "json" }, fix: { fix: "yes" } };

export const asksForHelp = (args: readonly string[]): boolean => args.includes("--help") || args.includes("-h");

/** A sentence for the person instead of arguments when they make no sense. */
export function readArguments(args: readonly string[]): ProofreadArguments | { readonly problem: string } {
  const read = split(args);
  if ("problem" in read) return read;
  const { values, paths } = read;
  const { format = "text", severity = "", profile = "base", date = "", jobs = "0" } = values;
  if (paths.length === 0) return { problem: "没有给出要校对的文件或文件夹。" };
  if (!isOneOf(formats, format)) return { problem: `没有这种格式：${format}` };
  if (severity !== "" && !isOneOf(severities, severity)) return { problem: `没有这个级别：${severity}` };
  if (date !== "" && !day.safeParse(date).success) return { problem: `日期不存在或格式不对：${date}` };
  if (!isProfile(profile)) return { problem: `没有这个城市配置：${profile}` };
  if (!/^\d{1,2}$/.test(jobs)) return { problem: `同时校对的个数不对：${jobs}` };
  if (values.fix === "yes" && paths.includes("-")) return { problem: "标准输入没有文件可以写回，--fix 请给出文件。" };
  const least = severity === "" ? null : severity;
  return { format, profile, date, severity: least, fix: values.fix === "yes", jobs: Number(jobs), paths };
}

function split(args: readonly string[]): { values: Values; paths: string[] } | { problem: string } {
  const values: Values = {};
  const paths: string[] = [];
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? "";
    const [, name = "", inline] = /^--([a-z]+)(?:=(.*))?$/.exec(arg) ?? [];
    if (Object.hasOwn(flags, name) && inline === undefined) Object.assign(values, flags[name]);
    else if (valued.includes(name)) {
      const value = inline ?? args[++i] ?? "";
      if (value === "") return { problem: `没有给出 --${name} 的取值。` };
      values[name] = value;
    } else if (arg.startsWith("-") && arg !== "-") return { problem: `不认识的选项：${arg}` };
    else paths.push(arg);
  }
  return { values, paths };
}

function isOneOf<T extends string>(known: readonly T[], name: string): name is T {
  return known.some((item) => item === name);
}

function isProfile(name: string): name is keyof typeof profiles {
  return Object.hasOwn(profiles, name);
}
