/** 身份自检 in words, on the screen and in the report for the help desk. */
import type { CheckLine, SelfCheck } from "../../shared/ipc/self-check";

export const checkText = {
  title: "身份自检",
  trouble: "登录遇到问题？做一次身份自检",
  run: "开始自检",
  again: "重新自检",
  save: "保存报告",
  hint: "依次检查驱动、密钥、证书、平台和钥匙串，不需要口令。报告中没有姓名、口令和完整的序列号。",
  subjects: {
    driver: "驱动",
    token: "密钥",
    certificate: "证书",
    chain: "证书链",
    revocation: "吊销",
    server: "平台",
    clock: "时间",
    keychain: "钥匙串",
  } satisfies Record<CheckLine["subject"], string>,
  states: { good: "正常", attention: "注意", bad: "有问题", unknown: "未能检查" } satisfies Record<
    CheckLine["state"],
    string
  >,
} as const;

/** Plain text for the help desk: what the screen says and nothing else. */
export function checkReport({ at, lines }: SelfCheck, version: string): string {
  return [
    `${checkText.title}　${at}　版本 ${version}`,
    ...lines.map(({ subject, state, words, next, code }) =>
      [
        `【${checkText.subjects[subject]}】${checkText.states[state]}`,
        words,
        ...(code === null ? [] : [code]),
        ...(next === "" ? [] : [`建议：${next}`]),
      ].join("　"),
    ),
    "",
  ].join("\r\n");
}
