/** Whether a command can be used now, and if not, why: the one place from which the window explains itself (D6). */
import { never } from "../never";
import { type CommandId, offlineCommands } from "./commands";
import type { OfflineRow } from "./row";

export interface Surroundings {
  readonly signedIn: boolean;
  readonly reachable: boolean;
  /** The person's key is known to this window. */
  readonly key: boolean;
  /** The disk is nearly full and nothing new is begun (D5). */
  readonly diskFull: boolean;
}

export type Availability = { readonly can: true } | { readonly can: false; readonly why: string };

export const availabilityOf = (command: CommandId, around: Surroundings): Availability =>
  judge(offlineCommands[command], around);

const can: Availability = { can: true };
const cannot = (why: string): Availability => ({ can: false, why });

function judge({ offline, why, grows, name }: OfflineRow, around: Surroundings): Availability {
  if (grows && around.diskFull)
    return cannot(`磁盘空间不足，“${name}”暂停；已保存的内容不受影响，清理空间后自动恢复。`);
  switch (offline) {
    case "local":
    case "queued":
      return can;
    case "needs-key":
      return around.key ? can : cannot(`“${name}”需要插入密钥。${why}`);
    case "needs-sign-in":
      return around.signedIn ? can : cannot(`“${name}”需要登录平台。${why}`);
    case "needs-platform":
      if (!around.signedIn) return cannot(`“${name}”需要登录平台。${why}`);
      return around.reachable ? can : cannot(`网络已断开，“${name}”暂不可用。${why}`);
    default:
      return never(offline);
  }
}
