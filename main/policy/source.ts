/** Where policy comes from, as a port: a place, a reading, and a word when there may be something new. */
import { AppError } from "../../shared/failure";
import type { PolicyFound } from "../../shared/policy/judge";
import type { PolicyLevel } from "../../shared/policy/key-row";
import type { Timers } from "../timers";

export interface PolicySource {
  readonly level: PolicyLevel;
  /** As the administrator knows the place. */
  readonly location: string;
  /** Never throws for what an administrator can mend: that is an answer. */
  readonly read: () => Promise<PolicyFound>;
  /** Answers the undo. */
  readonly watch: (changed: () => void) => () => void;
}

/**
 * Looks again and again, and says so when what is found differs. Watching by the system misses files that are put in place
 * by renaming, folders that come later and shares; a look at a few kilobytes every two seconds misses nothing.
 */
export function watchByLooking(read: () => Promise<PolicyFound>, timers: Timers, everyMs: number) {
  return (changed: () => void): (() => void) => {
    let seen: string | null = null;
    let stopped = false;
    let cancel: () => void = () => undefined;
    const look = async (): Promise<void> => {
      const now = printOf(await read());
      if (stopped) return;
      if (seen !== null && seen !== now) changed();
      seen = now;
      cancel = timers.after(everyMs, () => void look());
    };
    void look();
    return () => {
      stopped = true;
      cancel();
    };
  };
}

function printOf(found: PolicyFound): string {
  if (found.kind !== "found") return JSON.stringify(found);
  return `${Buffer.from(found.document).toString("base64")} ${found.signature ?? ""}`;
}

/** Why something cannot be read, in an administrator's words; our own errors pass through. */
export function whyUnreadable(error: unknown): string {
  if (error instanceof AppError) throw error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const known: Readonly<Record<string, string>> = {
    EACCES: "没有读取权限",
    EPERM: "没有读取权限",
    EISDIR: "这个位置是文件夹，不是文件",
    EIO: "磁盘读取出错",
    ENOTDIR: "上级路径不是文件夹",
    ELOOP: "符号链接循环",
  };
  return known[code] ?? `读取出错${code === "" ? "" : `（${code}）`}`;
}
