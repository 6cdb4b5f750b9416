/** Why a start was refused, as values: for the page that says so, the line on the terminal, and the exit code. */
import { AppError, explain, type FailureCode, toFailure } from "../../shared/failure";
import { helpPage } from "../../shared/help/help";
import { exits } from "../update/launcher-line";

export interface Refusal {
  readonly heading: string;
  readonly code: string;
  /** One sentence. */
  readonly what: string;
  readonly why: string;
  /** What cannot have been harmed. */
  readonly safe: string;
  readonly steps: readonly string[];
  /** Whom to show it to. */
  readonly ask: string;
  /** Whether a file may be laid into the data folder to say so: not where that folder is the trouble. */
  readonly usesData: boolean;
  readonly exitCode: number;
  /** For the terminal. */
  readonly line: string;
}

/** Nothing was opened in the data folder yet, or nothing fits into it. */
const apart: readonly FailureCode[] = ["E_DATA_FOLDER", "E_START_DISK", "E_DEBUGGING"];

const NOT_STARTED = "采编工作站没有启动";
const SAFE = "工作站没有启动，已保存的稿件都在本机，没有改动。";
const systemCode = (error: unknown): string | null =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;

export function refusalOf(error: unknown, port: number): Refusal {
  if (systemCode(error) === "EADDRINUSE") return portTaken(port);
  if (!(error instanceof AppError)) return unforeseen(systemCode(error));
  const { code, detail } = error;
  const { text, next } = explain(toFailure(error));
  const { why, safe, ask } = helpPage(code);
  if (code === "E_STATE") return runsAlready(detail);
  if (code === "E_DESK_HUNG") return doesNotAnswer(code);
  return {
    heading: NOT_STARTED,
    ...{ code, why, ask, usesData: !apart.includes(code), exitCode: exits.refused },
    what: text,
    // Of what was refused while the desk was already up, other pages of the help speak otherwise.
    safe: safe.startsWith("工作站没有启动") ? safe : SAFE,
    steps: next.includes("重新启动") ? [next] : [next, "处理好以后，重新启动采编工作站。"],
    line: `工作站没有启动：${text}${next}（${code}）`,
  };
}

/** Whatever went wrong, a person may start it once more; the launcher decides about another version. */
function unforeseen(system: string | null): Refusal {
  const named = system === null ? "" : `（${system}）`;
  return {
    heading: NOT_STARTED,
    ...{ code: system === null ? "E_INTERNAL" : `E_INTERNAL ${system}`, usesData: true, exitCode: exits.failed },
    what: `程序出现意外错误${named}。`,
    why: "可能是磁盘、权限或程序文件的问题，也可能是程序的缺陷。",
    safe: SAFE,
    steps: ["请重新启动一次。", "仍不能启动时，请把这一页给系统管理员看。"],
    ask: "系统管理员（负责本机和策略的人）",
    line: `工作站没有启动：程序出现意外错误${named}，请把这一行告诉系统管理员。`,
  };
}

function portTaken(port: number): Refusal {
  const advice = "采编工作站可能已在运行；如被其他程序占用，请关闭它，或设置 CAIBIAN_DESK_PORT 后重试。";
  return {
    heading: NOT_STARTED,
    ...{ code: "EADDRINUSE", usesData: true, exitCode: exits.elsewhere },
    what: `工作站的端口 ${port} 已被占用。`,
    why: "采编工作站可能已在运行，或别的程序、别的登录用户占用了这个端口。",
    safe: SAFE,
    steps: [
      "先找一找已经打开的采编工作站窗口。",
      "没有时，请注销并重新登录系统，再启动。",
      `管理员：查出占用 ${port} 端口的程序并停掉它。`,
    ],
    ask: "系统管理员（负责本机和策略的人）",
    line: `工作站的端口 ${port} 已被占用。${advice}`,
  };
}

function runsAlready(detail: string): Refusal {
  return {
    heading: NOT_STARTED,
    ...{ code: "E_STATE", usesData: true, exitCode: exits.elsewhere },
    what: `${detail}。`,
    why: "同一个人的数据文件夹，同一时间只由一个工作站使用，以免互相覆盖。",
    safe: "已打开的工作站和其中的稿件不受影响。",
    steps: ["请使用已打开的窗口。", "找不到那个窗口时，请注销并重新登录系统，再启动。"],
    ask: "一般自己就能处理；仍不行时告诉系统管理员",
    line: `${detail}。`,
  };
}

/** Its own browser and folder are left alone: they belong to what hangs. */
function doesNotAnswer(code: FailureCode): Refusal {
  const { text, next } = explain(toFailure(new AppError(code)));
  const { why, safe, steps, ask } = helpPage(code);
  return {
    ...{ heading: "采编工作站没有回应", code, why, safe, steps, ask },
    ...{ usesData: false, exitCode: exits.failed, what: text },
    line: `${text}${next}（${code}）`,
  };
}
