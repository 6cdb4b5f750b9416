/** 备份 and 完整核验 in words. */
import type { BackupState, DrillLine } from "../../shared/ipc/backup";
import { bytesText } from "./bytes-text";

export const backupText = {
  title: "备份",
  now: "立即备份",
  drill: "立即演练",
  last: "最近一次",
  none: "还没有备份。工作站运行时每晚自动备份一次。",
  lastWords: (at: string, { rows, bytes }: NonNullable<BackupState["last"]>) =>
    `${at}，${rows} 条记录，${bytesText(bytes)}，写后已逐字节核验`,
  place: "存放位置",
  own: "本机同一磁盘。请系统管理员在策略中另指定一块磁盘或共享文件夹。",
  kept: "保留",
  keptWords: (count: number, keep: number) => `现有 ${count} 份，最多保留 ${keep} 份`,
  open: "怎样恢复",
  openWords: "在另一台机器上从备份恢复后，须本人用密钥申请、系统管理员审批，才能打开。",
  drills: "恢复演练",
  noDrill: "还没有演练。每月自动演练一次：恢复到本机另一处，逐条比对后删除。",
  drillWords: (at: string, { rows, equal, chunks }: DrillLine) =>
    `${at}：恢复 ${rows} 条记录、${chunks} 个附件分块，全部打开；与本机现有 ${equal} 条逐字节一致`,
  drillFailed: (at: string, words: string) => `${at}：没有通过。${words}`,
  restore: "从备份恢复",
  restoreHint: "把策略指定文件夹中的备份恢复到这台机器。恢复后仍是加密的，须本人申请、系统管理员审批才能打开。",
  found: (owner: string, at: string, rows: number) => `${owner}的存储，备份于 ${at}，${rows} 条记录`,
  beside: "本机已有这个人的另一个存储，恢复后两个并存，互不改动，打开时再选择。",
  restored: (owner: string) => `${owner}的存储已恢复到本机。请用“申请恢复”继续。`,
} as const;

export const integrityText = {
  title: "完整核验",
  run: "开始完整核验",
  stop: "停止",
  hint: "逐条读出并打开两处存储的每一条记录，重算每个版本的摘要和版本链。期间可照常写稿。",
  progress: (done: number, total: number) => `已核验 ${done} / ${total} 条`,
  good: (rows: number, versions: number) => `全部正常：${rows} 条记录都能打开，${versions} 个版本的摘要和链都相符。`,
  bad: (count: number) => `发现 ${count} 处问题：`,
  persistence: "浏览器持久存储",
  persistenceWords: {
    granted: "已获准：磁盘紧张时浏览器不会清除索引",
    refused: "未获准：磁盘紧张时浏览器可能清除索引，稿件仍在日志中，下次打开时重建",
    unknown: "浏览器没有答复",
  } satisfies Record<"granted" | "refused" | "unknown", string>,
} as const;
