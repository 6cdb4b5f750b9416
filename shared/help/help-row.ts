/** One page of the offline help 帮助: what a failure means beyond its two sentences (A5). */
import type { FailureCode } from "../failure";

/** Whom to ask when one's own steps did not help. */
export const helpers = {
  self: "一般自己就能处理；仍不行时告诉系统管理员",
  colleague: "相应环节的审核、校对或发布人员",
  account: "本单位的账号管理负责人",
  certificate: "证书管理员，或发证机构的服务点",
  secrecy: "本单位的保密审查员",
  system: "系统管理员（负责本机和策略的人）",
  platform: "系统管理员，由其联系平台运维",
} as const;
export type HelperId = keyof typeof helpers;

/** What cannot have been harmed. */
export const assurances = {
  draft: "稿件、附件和已保存的每个字都在本机，没有改动。",
  sealed: "本机内容仍完整、加密地保存着，没有删除也没有改动。",
  nothing: "这次操作没有生效，原来的内容和状态都没有变。",
  unsigned: "没有留下签名，也没有算作一次审核决定；稿件没有改动。",
  queued: "要上报的内容在本机排队，不会丢，也不会重复上报。",
  window: "文字只在当前窗口里：不要关闭窗口，先处理，再确认已保存。",
  former: "原来的版本、配置或词库继续有效，稿件没有改动。",
  stopped: "工作站没有启动，数据文件夹里的内容没有改动。",
  copies: "损坏的文件已另存，其余内容已从另一份存储恢复。",
} as const;
export type AssuranceId = keyof typeof assurances;

export interface HelpRow {
  /** How it comes about, in the person's words. */
  readonly why: string;
  readonly safe: AssuranceId;
  /** In the order in which they are worth trying. */
  readonly steps: readonly string[];
  readonly ask: HelperId;
  readonly related: readonly FailureCode[];
  /** Shortcuts that help here. */
  readonly keys: readonly string[];
}
