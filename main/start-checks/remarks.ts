/**
 * What a start found amiss and can live with: one line each for the administrator, printed by the shell and kept in the
 * technical log by its name. The window's self-check (A4) tells the person the same, with the way out.
 */
import { daysBehind } from "./clock";
import type { Room } from "./data-folder";

export interface StartFacts {
  readonly now: Date;
  readonly builtOn: string;
  /** Null where it cannot be asked. */
  readonly chineseFonts: number | null;
  /** Whether the store's key can lie in the system's keychain. */
  readonly hasKeychain: boolean;
  /** Whether the data folder's disk takes what is written. */
  readonly room?: Room;
}

export interface StartRemark {
  readonly name: "clock" | "fonts" | "keychain" | "disk";
  readonly words: string;
}

export function startRemarks({
  now,
  builtOn,
  chineseFonts,
  hasKeychain,
  room = "writable",
}: StartFacts): readonly StartRemark[] {
  const days = daysBehind(now, builtOn);
  const remarks: StartRemark[] = [];
  if (room === "full")
    remarks.push({
      name: "disk",
      words: "磁盘已满，工作站只读打开：已保存的稿件可以查看，不能写稿。请腾出 500 MB 以上，空间恢复后自动继续。",
    });
  if (days > 0)
    remarks.push({
      name: "clock",
      words: `本机时钟是 ${now.toISOString().slice(0, 10)}，比程序的构建日期 ${builtOn} 早 ${days} 天。登录与签名以平台时间为准；请管理员校准本机时钟，联网后再登录。`,
    });
  if (chineseFonts === 0)
    remarks.push({
      name: "fonts",
      // Nobody can read the Chinese half in the window, but the administrator's terminal has fonts of its own.
      words:
        "没有找到中文字体，窗口里的中文会显示为方框。请管理员安装，例如 fonts-noto-cjk。No Chinese font found: install one, e.g. fonts-noto-cjk.",
    });
  if (!hasKeychain)
    remarks.push({
      name: "keychain",
      words:
        "没有可用的系统密钥环，本机存储只用密钥和口令打开，不影响使用。请管理员安装并启动密钥环服务，例如 gnome-keyring。",
    });
  return remarks;
}
