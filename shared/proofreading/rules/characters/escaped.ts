/** Chinese written as addresses, scripts and pages write it: %E6%9C%8D, \u670d, &#26381; (MC-01). */
import { inspection2019 } from "../../authority";
import type { PatternRule } from "../../rule";

const message = "此处是没有还原的编码，请对照原文更正。";

export const escapedText: PatternRule = {
  id: "char-escaped",
  category: "encoding",
  title: "文字编码没有还原",
  severity: "error",
  fix: "none",
  authority: [inspection2019()],
  confidence: 0.96,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    // Inside an address it is as it should be.
    { regex: /%(?<![!-~]%)(?:[0-9A-Fa-f]{2}%){2,90}[0-9A-Fa-f]{2}(?![!-~])/g, message },
    { regex: /\\u[0-9A-Fa-f]{4}(?:\\u[0-9A-Fa-f]{4}){0,60}/g, message },
    { regex: /&#(?:\d{4,6}|x[0-9A-Fa-f]{4,5});(?:&#(?:\d{4,6}|x[0-9A-Fa-f]{4,5});){0,60}/g, message },
  ],
  wrong: [
    { text: "平台⟦%E6%9C%8D%E5%8A%A1⟧功能上线。" },
    { text: "平台⟦\\u670d\\u52a1⟧功能上线。" },
    { text: "平台⟦&#26381;&#21153;⟧功能上线。" },
    { text: "⟦%E5%8A%9E%E4%BA%8B⟧指南" },
  ],
  right: [
    "见https://www.example.gov.cn/s?q=%E6%9C%8D%E5%8A%A1。",
    "同比增长3.5%，占20%。",
    "研发&推广部",
    "合格率为98%、99%和100%。",
  ],
};
