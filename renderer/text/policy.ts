/** 管理员策略 in words. */
import type { PolicyLine, PolicyLineSource } from "../../shared/ipc/policy";

export const policyText = {
  title: "管理员策略",
  intro: "管理员为本机、本单位设定的规则。带锁的由管理员决定，本人不能放宽；没有锁的，本人可以在其范围内从严设定。",
  lockedBuild: "锁定版：只采用经管理员签名的策略，命令行、环境变量和个人文件都不能改变它。",
  openBuild: "开发版：可以使用未签名的演示策略，不得用于正式工作。",
  columns: { title: "项目", value: "现在的值", source: "由谁设定", effect: "何时生效" },
  locked: "管理员锁定",
  free: "本人可从严设定",
  byDefault: "程序默认",
  live: "改后即时生效",
  restart: "重启后生效",
  pending: (value: string) => `重启后改为 ${value}`,
  ignored: "没有采用的设定",
  troubles: "策略需要管理员处理",
  unset: "未设定的项目",
  showUnset: (count: number) => `另有 ${count} 项管理员没有设定`,
  reading: "正在读取管理员策略…",
} as const;

export const sourceWords = (source: PolicyLineSource | null): string =>
  source === null ? policyText.byDefault : source.name;

/** What a screen reader says of the lock, and a pointer sees on it. */
export const lockWords = ({ locked, source }: Pick<PolicyLine, "locked" | "source">): string =>
  locked ? `${policyText.locked}（${sourceWords(source)}）` : policyText.free;
