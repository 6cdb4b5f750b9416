/** What `npm run proofread` is asked to do. */
import { day } from "../shared/schema";
import { profiles } from "../shared/workflow/profiles/index";

export interface ProofreadArguments {
  readonly json: boolean;
  readonly profile: keyof typeof profiles;
  /** Empty for today in China. */
  readonly date: string;
  readonly paths: readonly string[];
}

export const usage = `用法：npm run proofread -- [--json] [--profile 名称] [--date YYYY-MM-DD] 路径…
  路径       txt、md、html、docx 文件或文件夹；- 表示标准输入
  --json     每个疑点输出一行 JSON，位置按 UTF-16 计
  --profile  城市配置：${Object.keys(profiles).join("、")}（默认 base）
  --date     按哪一天校对（默认今天）
返回值：0 没有阻断和错误，1 有阻断或错误，2 有文件读不出或用法不对`;

/** A sentence for the person instead of arguments when they make no sense. */
export function readArguments(args: readonly string[]): ProofreadArguments | { readonly problem: string } {
  const paths: string[] = [];
  let json = false;
  let date = "";
  let profile = "base";
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i] ?? "";
    if (arg === "--json") json = true;
    else if (arg === "--profile") profile = args[++i] ?? "";
    else if (arg === "--date") date = args[++i] ?? "";
    else if (arg.startsWith("--profile=")) profile = arg.slice(10);
    else if (arg.startsWith("--date=")) date = arg.slice(7);
    else if (arg.startsWith("-") && arg !== "-") return { problem: `不认识的选项：${arg}` };
    else paths.push(arg);
  }
  if (paths.length === 0) return { problem: "没有给出要校对的文件或文件夹。" };
  if (date !== "" && !day.safeParse(date).success) return { problem: `日期不存在或格式不对：${date}` };
  if (!isProfile(profile)) return { problem: `没有这个城市配置：${profile}` };
  return { json, date, profile, paths };
}

function isProfile(name: string): name is keyof typeof profiles {
  return Object.hasOwn(profiles, name);
}
