/** The middle dot 间隔号 in names, titles and dates of events (GB/T 15834-2011 4.14). */
import { gb15834 } from "../../authority";
import type { PatternRule } from "../../rule";
import { isNameDot } from "./foreign-name";

const why = "间隔号应写作“·”。";
const EVENTS = "事件|恐怖袭击|地震|大地震|汶川|特大地震|运动|爆炸|事故|惨案|枪击|案|慰问|海啸|讲话|国庆|劳动节";

export const middleDot: PatternRule = {
  id: "punct-middle-dot",
  category: "punctuation",
  title: "外国人名、少数民族人名间隔号错误",
  severity: "warning",
  fix: "suggest",
  authority: [gb15834("4.14")],
  confidence: 0.9,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex: /(?<=[\u4e00-\u9fff])[.．](?=[\u4e00-\u9fff])/g,
      message: why,
      suggest: "·",
      accept: ({ index }, { text }) => isNameDot(text, index),
    },
    { regex: /(?<=[\u4e00-\u9fff])[•‧・･∙⋅˙●](?=[\u4e00-\u9fff])/g, message: why, suggest: "·" },
    {
      regex: /[.．](?<=《[\u4e00-\u9fff]{1,12}[.．])(?=[\u4e00-\u9fff]{1,12}》)/g,
      message: "书名与篇名之间应使用间隔号“·”。",
      suggest: "·",
    },
    {
      regex: new RegExp(
        `(?=\\d{1,2}[.．、•]\\d)(?:(?<=[“"])(\\d{1,2})[.．、•](\\d{1,2})(?=[”"](?:${EVENTS}))|(?<=[\\u4e00-\\u9fff，。、；：（]|^)(\\d{1,2})[.．•](\\d{1,2})(?=(?:${EVENTS})))`,
        "g",
      ),
      message: "用月日简称事件时，月和日之间应使用间隔号“·”。",
      suggest: ({ 0: text }) => [text.replace(/[.．、•]/, "·")],
    },
  ],
  wrong: [
    { text: "纪念列夫⟦.⟧托尔斯泰诞辰。", first: "·" },
    { text: "劳模库尔班⟦•⟧吐鲁木的故事。", first: "·" },
    { text: "《国语⟦.⟧周语》选读", first: "·" },
    { text: "“⟦5.12⟧”地震纪念活动", first: "5·12" },
    { text: "总统弗拉基米尔⟦．⟧普京会见来宾。", first: "·" },
  ],
  right: [
    "纪念列夫·托尔斯泰诞辰。",
    "作家D.H.劳伦斯的作品。",
    "比重为5.12，增长5.2个百分点。",
    "“5·12”地震纪念活动",
    "请各单位落实.docx文件要求。",
  ],
};
