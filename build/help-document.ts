/** `docs/help.zh-CN.md`: the offline help as one document to be printed, from the table the window shows. */
import { failureCodes } from "../shared/failure";
import { type HelpPage, helpPage } from "../shared/help/help";

export function helpDocument(): string {
  return [
    "# 帮助：每个代码的说明",
    "",
    "由 `shared/help/help-rows.ts` 与 `shared/failure-rows.ts` 生成（`npm run check -- --write`）。窗口中按 F1，或点错误提示旁的“帮助”，可看到同样的内容，不需要联网。",
    "",
    ...failureCodes.map(helpPage).flatMap(section),
  ].join("\n");
}

const section = ({ code, text, why, safe, steps, ask, related, keys }: HelpPage): string[] => [
  `## ${code}`,
  "",
  `**${text}**`,
  "",
  ...(why === "" ? [] : [why, ""]),
  `- 什么是安全的：${safe}`,
  ...steps.map((step, at) => `- 怎么办（${at + 1}）：${step}`),
  `- 找谁：${ask}。`,
  ...(keys.length === 0 ? [] : [`- 快捷键：${keys.join("、")}`]),
  ...(related.length === 0 ? [] : [`- 相关：${related.join("、")}`]),
  "",
];
