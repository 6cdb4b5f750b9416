/** Policy, update feed, time zone, printer and this machine's log. */
import { AppError } from "../../shared/failure";
import type { AuditState } from "../../shared/ipc/audit";
import type { CheckLine } from "../../shared/ipc/self-check";
import type { Policy } from "../../shared/model/policy";
import type { Fetch } from "../platform/client";
import { attention, bad, failed, good, unknown } from "./lines";
import type { Machine } from "./machine";

export interface SurroundingParts {
  readonly policy: Policy;
  /** A build that takes signed policies alone. */
  readonly locked: boolean;
  readonly fetch: Fetch;
  readonly machine: Machine;
  readonly clock: () => Date;
  readonly auditState: () => Promise<AuditState>;
}

export async function surroundingLines(parts: SurroundingParts): Promise<CheckLine[]> {
  const asked = await Promise.all([updateLine(parts), auditLine(parts), printerLine(parts.machine)]);
  return [policyLine(parts), timeZoneLine(parts), ...asked];
}

function policyLine({ policy, locked }: SurroundingParts): CheckLine {
  if (locked) return good("policy", "管理员策略已验证签名并生效，本机不能放宽。");
  const words = policy.demo
    ? "这是演示策略，程序未锁定，只供试用。"
    : "策略已生效，但程序不是锁定版，没有核对策略的签名。";
  return attention("policy", { words, next: "正式使用前，请管理员安装锁定版并下发签名策略。" });
}

const FEED_MS = 4_000;

/** Only whether the feed answers; what it offers is judged by the updater. Its address is never told (BD-4). */
async function updateLine({ policy, fetch }: SurroundingParts): Promise<CheckLine> {
  if (policy.updates === undefined)
    return attention("update", {
      words: "策略没有指定更新源，本机不会自动更新。",
      next: "请管理员在策略中登记内网更新源，或用离线更新包更新。",
    });
  const next = "请接入政务外网后再查；仍不行时请管理员检查更新服务器。";
  try {
    const address = `${policy.updates.feed.replace(/\/+$/, "")}/release.json`;
    const answer = await fetch(address, { signal: AbortSignal.timeout(FEED_MS), redirect: "error" });
    await answer.body?.cancel();
    return answer.ok
      ? good("update", "内网更新源有应答。")
      : bad("update", { words: `更新源应答异常（${answer.status}）。`, next });
  } catch {
    // Whatever the network said names the address.
    return bad("update", { words: "更新源没有应答。稿件和工作不受影响。", next, code: "E_OFFLINE" });
  }
}

/** Before our first release no clock can be right. */
const EARLIEST = Date.parse("2025-01-01T00:00:00Z");
const BEIJING = 8 * 60;

function timeZoneLine({ machine, clock }: SurroundingParts): CheckLine {
  const now = clock();
  if (now.getTime() < EARLIEST)
    return bad("timezone", {
      words: `本机日期是 ${now.toISOString().slice(0, 10)}，显然不对。证书、短信和回执都会判为无效。`,
      next: "请校准本机的日期和时间；每次开机都不对时，请管理员更换主板电池或启用对时服务。",
      code: "E_CLOCK",
    });
  const zone = machine.timeZone();
  const isBeijing = offsetOf(zone, now) === BEIJING;
  if (isBeijing) return good("timezone", "本机使用北京时间。");
  return attention("timezone", {
    words: `本机时区是 ${/^[\w/+-]{1,40}$/.test(zone) ? zone : "未知"}，不是北京时间，界面上的时刻会与实际不同。`,
    next: "请在系统设置中把时区改为北京时间（UTC+8）。",
  });
}

/** Minutes ahead of UTC; null for a zone that the system does not know. */
function offsetOf(timeZone: string, at: Date): number | null {
  try {
    const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" }).formatToParts(at);
    const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
    const found = /GMT([+-])(\d{2}):(\d{2})/.exec(name);
    if (found === null) return 0;
    const minutes = Number(found[2]) * 60 + Number(found[3]);
    return found[1] === "-" ? -minutes : minutes;
  } catch {
    // A zone without rules on this machine.
    return null;
  }
}

async function auditLine({ auditState }: SurroundingParts): Promise<CheckLine> {
  try {
    const { verdict, setAside, months, exported, overdue } = await auditState();
    const next = "请保留现场，不要删除文件，并联系系统管理员。";
    if (verdict.state === "broken")
      return bad("audit", { words: `本机日志第 ${verdict.at + 1} 条起不符。`, next, code: "E_AUDIT" });
    const archived = exported === 0 ? "" : `备份文件夹已存档 ${exported} 条，`;
    const words = `本机日志完整，共 ${verdict.lines} 条，平台已签收 ${verdict.covered} 条，${archived}保存 ${months} 个月。`;
    if (overdue > 0)
      return attention("audit", {
        words: `${words}其中 ${overdue} 条已过保存期，但平台没有签收，也没有存档，因此没有清除。`,
        next: "请登录平台一次，让平台签收；长期不联网的终端，请管理员在策略中设置备份文件夹（backup）。",
      });
    if (setAside === 0) return good("audit", words);
    return attention("audit", { words: `${words}另有 ${setAside} 份不符的旧日志已另存。`, next });
  } catch (error) {
    if (error instanceof AppError) return failed("audit", "本机日志：", error);
    throw error;
  }
}

const windowsDefault = ["query", "HKCU\\Software\\Microsoft\\Windows NT\\CurrentVersion\\Windows", "/v", "Device"];
const noPrinter = {
  words: "没有找到打印机。样稿可以在打印窗口另存为 PDF。",
  next: "需要打印时，请在系统设置中添加打印机并设为默认。",
};

/** Proof sheets are printed by the system; which printer it is, is nobody's business here. */
async function printerLine({ platform, run }: Machine): Promise<CheckLine> {
  if (platform === "win32") {
    const { code, output } = await run("reg", windowsDefault);
    return code === 0 && /REG_SZ\s+\S/.test(output)
      ? good("printer", "有默认打印机。")
      : attention("printer", noPrinter);
  }
  const { code, output } = await run("lpstat", ["-e"]);
  if (code === null)
    return unknown("printer", {
      words: "没有找到系统的打印服务（CUPS），打印机未能检查。",
      next: "需要打印时，请管理员安装打印服务；样稿可以在打印窗口另存为 PDF。",
    });
  const count = output.split("\n").filter((line) => line.trim() !== "").length;
  return count > 0 ? good("printer", `系统中有 ${count} 台打印机。`) : attention("printer", noPrinter);
}
