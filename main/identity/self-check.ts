/** 身份自检: looks at driver, token, certificate, chain, revocation, server, clock and keychain, without a PIN. */
import { AppError } from "../../shared/failure";
import { failures } from "../../shared/failure-rows";
import type { SessionView } from "../../shared/ipc/contract";
import type { KeyInfo } from "../../shared/ipc/key";
import type { CheckLine, SelfCheck } from "../../shared/ipc/self-check";
import type { Policy } from "../../shared/model/policy";
import type { Anchors } from "../../shared/trust/anchors";
import type { TokenDriver, TokenInfo } from "../tokens/driver";
import type { SecretStore } from "../vault/secret-store";
import type { KeyProvider } from "./provider";

export interface SelfCheckParts {
  readonly policy: Policy;
  /** In the order of the policy's modules. */
  readonly drivers: readonly TokenDriver[];
  readonly keys: KeyProvider;
  readonly anchors: readonly Anchors[];
  readonly keychain: () => Promise<SecretStore | null>;
  /** Asks the platform for an answer now. */
  readonly probe: () => Promise<unknown>;
  readonly view: () => SessionView;
  readonly clock: () => Date;
}

type Subject = CheckLine["subject"];

const line = (subject: Subject, state: CheckLine["state"], words: string, next = ""): CheckLine => ({
  subject,
  state,
  words,
  next,
  code: null,
});

/** A failure says in its own words what to do. */
function failed(subject: Subject, about: string, error: unknown): CheckLine {
  const { code, detail } = error instanceof AppError ? error : new AppError("E_INTERNAL");
  const { text, next } = failures[code];
  return { subject, state: "bad", words: `${about}${text}${detail === "" ? "" : `（${detail}）`}`, next, code };
}

export async function checkIdentity(parts: SelfCheckParts): Promise<SelfCheck> {
  const [tokens, keys, server, keychain] = await Promise.all([
    tokenLines(parts),
    keyLines(parts),
    serverLines(parts),
    keychainLine(parts),
  ]);
  return { at: parts.clock().toISOString(), lines: [...tokens, ...keys, ...server, keychain] };
}

/** Each driver and what is plugged in. */
async function tokenLines({ policy, drivers }: SelfCheckParts): Promise<CheckLine[]> {
  const modules = policy.tokenModules ?? [];
  if (modules.length === 0)
    return [
      line(
        "driver",
        "attention",
        "本机没有配置USB密钥驱动，只能使用密钥文件。",
        "使用USB密钥时，请管理员在策略中登记驱动。",
      ),
    ];
  const found = await Promise.all(
    drivers.map(async (driver, at): Promise<CheckLine[]> => {
      const name = `驱动“${modules[at]?.name ?? ""}”：`;
      try {
        const tokens = await driver.tokens();
        return [line("driver", "good", `${name}已加载，插有 ${tokens.length} 个密钥。`), ...tokens.map(tokenLine)];
      } catch (error) {
        return [failed("driver", name, error)];
      }
    }),
  );
  const lines = found.flat();
  const isAny = lines.some(({ subject }) => subject === "token");
  return isAny ? lines : [...lines, line("token", "attention", "没有插入USB密钥。", failures.E_TOKEN_ABSENT.next)];
}

function tokenLine({ label, serial, pin, retriesLeft }: TokenInfo): CheckLine {
  const about = `密钥“${label}”（序列号尾号 ${serial.slice(-4)}）：`;
  if (pin === "locked")
    return { ...line("token", "bad", `${about}口令已锁定。`, failures.E_PIN_LOCKED.next), code: "E_PIN_LOCKED" };
  if (pin === "fine") return line("token", "good", `${about}可用。`);
  const left = retriesLeft === null ? "剩余次数不多" : `还可以试 ${retriesLeft} 次`;
  return line("token", "attention", `${about}口令输错过，${left}。`, "请核对口令后再输入；锁定后须到证书服务点解锁。");
}

const SOON_MS = 30 * 86_400_000;

/** The certificates that can be seen, and whether they lead to a pinned root. */
async function keyLines({ keys, anchors, clock, view }: SelfCheckParts): Promise<CheckLine[]> {
  const roots = line(
    "chain",
    "good",
    `已固定 ${anchors.length} 个城市的根证书：${anchors.map(({ name }) => name).join("、")}。`,
  );
  try {
    const list = await keys.list();
    const usable = list.filter((key) => key.usable);
    if (list.length === 0)
      return [line("certificate", "bad", "没有找到证书。", failures.E_TOKEN_ABSENT.next), roots, revocation(view())];
    return [...certificateLines(list, clock()), usable.length > 0 ? roots : untrusted(), revocation(view())];
  } catch (error) {
    return [failed("certificate", "", error), roots, revocation(view())];
  }
}

const untrusted = (): CheckLine =>
  line("chain", "bad", "没有一张证书通到已固定的根证书且可用。", "请使用本市核发的证书，或请管理员核对信任锚文件。");

/** A few are listed one by one; of many that are all right one line is enough. */
const FEW = 3;

function certificateLines(list: readonly KeyInfo[], now: Date): CheckLine[] {
  const lines = list.map((key) => certificateLine(key, now));
  const good = lines.filter(({ state }) => state === "good");
  if (good.length <= FEW) return lines;
  const ends = list
    .filter(({ usable, issuer }) => usable && issuer !== "")
    .map(({ notAfter }) => notAfter.slice(0, 10));
  const words = `可用的证书 ${good.length} 张，最早 ${ends.sort()[0] ?? ""} 到期。`;
  return [...lines.filter(({ state }) => state !== "good"), line("certificate", "good", words)];
}

function certificateLine({ issuer, serial, usable, reason, notAfter }: KeyInfo, now: Date): CheckLine {
  // Of a file without its certificate beside it nothing is known but its name, and that may be a person's.
  const isRead = issuer !== "";
  const about = isRead ? `${issuer}签发的证书（尾号 ${serial.slice(-4)}）：` : "一个证书文件：";
  if (!usable) return line("certificate", "bad", `${about}不可用，${reason}。`, failures.E_CERT.next);
  if (!isRead) return line("certificate", "unknown", `${about}输入口令后才能读取。`);
  const isSoon = Date.parse(notAfter) - now.getTime() < SOON_MS;
  return isSoon
    ? line("certificate", "attention", `${about}${notAfter.slice(0, 10)} 到期。`, failures.E_CERT_EXPIRED.next)
    : line("certificate", "good", `${about}可用，有效期至 ${notAfter.slice(0, 10)}。`);
}

/** Whether a certificate was revoked is judged by the platform at every sign-in. */
function revocation({ state }: SessionView): CheckLine {
  return state === "online"
    ? line("revocation", "good", "登录时平台已核对，所用证书未被吊销。")
    : line("revocation", "unknown", "是否吊销由平台在登录时核对。", "联网登录后再看这一项。");
}

const FIVE_MINUTES = 5 * 60_000;

async function serverLines({ probe, view, policy }: SelfCheckParts): Promise<CheckLine[]> {
  const isSafe = policy.demo || policy.platformUrl.startsWith("https:");
  const transport = isSafe ? "" : "连接没有加密。";
  try {
    await probe();
  } catch (error) {
    return [
      failed("server", "平台：", error),
      line("clock", "unknown", "连不上平台，本机时间无法核对。", "联网后再看这一项。"),
    ];
  }
  const { reachable, clockOffset } = view();
  const server = reachable
    ? line("server", isSafe ? "good" : "bad", `平台有应答。${transport}`, isSafe ? "" : failures.E_NET.next)
    : { ...line("server", "bad", "平台没有应答。", failures.E_OFFLINE.next), code: "E_OFFLINE" as const };
  return [server, clockLine(clockOffset)];
}

function clockLine(offset: number | null): CheckLine {
  if (offset === null) return line("clock", "unknown", "还没有得到平台的时间。", "联网后再看这一项。");
  const seconds = Math.round(Math.abs(offset) / 1_000);
  const words = `本机时间比平台${offset > 0 ? "慢" : "快"} ${seconds} 秒。`;
  if (Math.abs(offset) > FIVE_MINUTES)
    return { ...line("clock", "bad", words, failures.E_CLOCK.next), code: "E_CLOCK" };
  return line("clock", "good", words);
}

async function keychainLine({ keychain }: SelfCheckParts): Promise<CheckLine> {
  try {
    return (await keychain()) === null
      ? line(
          "keychain",
          "attention",
          "本机没有系统钥匙串，本机存储只凭密钥与口令打开。",
          "需要时请管理员启用系统钥匙串。",
        )
      : line("keychain", "good", "系统钥匙串可用。");
  } catch (error) {
    return failed("keychain", "系统钥匙串：", error);
  }
}
