/** 自检 in words, on the screen and in the report for the help desk. */
import type { CheckLine, SelfCheck } from "../../shared/ipc/self-check";

export const checkText = {
  title: "自检",
  trouble: "登录遇到问题？做一次自检",
  run: "开始自检",
  again: "重新自检",
  save: "保存报告",
  hint: "检查驱动、密钥、证书、平台、时间、策略、更新、磁盘、日志、打印和字体，不需要口令。报告中没有姓名、口令和完整的序列号。",
  firstTitle: "首次启动：先检查这台机器",
  firstNote: (summary: string) => `首次启动，已检查这台机器：${summary}`,
  firstRunning: "首次启动，正在检查这台机器…",
  see: "查看各项",
  running: "正在自检…",
  summary: (bad: number, attention: number) =>
    bad > 0
      ? `有 ${bad} 项需要处理${attention > 0 ? `，${attention} 项请留意` : ""}；每项下面写明了怎么办。`
      : attention > 0
        ? `可以使用；有 ${attention} 项请留意。`
        : "全部正常，可以使用。",
  copy: "复制给管理员",
  copied: "已复制",
  print: "打印本页试试",
  fileName: (day: string) => `自检-${day}.txt`,
  subjects: {
    driver: "驱动",
    token: "密钥",
    certificate: "证书",
    chain: "证书链",
    revocation: "吊销",
    server: "平台",
    clock: "时间",
    keychain: "钥匙串",
    policy: "策略",
    update: "更新",
    disk: "磁盘",
    journal: "日志盘",
    temp: "临时区",
    timezone: "时区",
    audit: "本机日志",
    printer: "打印机",
    fonts: "字体",
  } satisfies Record<CheckLine["subject"], string>,
  states: { good: "正常", attention: "注意", bad: "有问题", unknown: "未能检查" } satisfies Record<
    CheckLine["state"],
    string
  >,
} as const;

/** How many lines want something done. */
export function checkSummary({ lines }: SelfCheck): string {
  const count = (state: CheckLine["state"]) => lines.filter((line) => line.state === state).length;
  return checkText.summary(count("bad"), count("attention"));
}

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
