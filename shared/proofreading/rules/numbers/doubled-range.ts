/** The sign between two figures, once and of one kind: not 10~~24, 10—至24. */
import { gb15834, gb15835 } from "../../authority";
import type { PatternRule } from "../../rule";

const SIGNS = "[~～∼〜—－–─-]";
const UNIT = "[%％‰℃万亿元人个家户亩吨米天度岁年月日倍次件名级公千里升克斤]{0,3}";

export const doubledRange: PatternRule = {
  id: "num-range-mark",
  category: "number",
  title: "范围号写错",
  severity: "warning",
  fix: "suggest",
  authority: [gb15834("4.13"), gb15835("5.1.3")],
  confidence: 0.85,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?=[~～∼〜—－–─\\-至到])(?<=(?<![A-Za-z\\d.-])\\d{1,8}(?:\\.\\d{1,3})?${UNIT}[ ]?)(?<mark>${SIGNS}[ ]?(?:至|到)|(?:至|到)[ ]?${SIGNS}{1,2}|[~～∼〜]{2,4}|[~～∼〜][—－–─-]{1,2}|[—－–─-]{1,2}[~～∼〜]|-{2,3}|－{2,3}|至到|到至|至至|到到|—-|-—|—－|－—)(?=[ ]?\\d)`,
        "g",
      ),
      message: "两个数之间的范围号只用一个，如“～”“—”或“至”。",
      suggest: ([whole]) => [
        whole.includes("至") ? "至" : whole.includes("到") ? "到" : /[~～∼〜]/.test(whole) ? "～" : "—",
      ],
    },
    {
      regex:
        /(?=——)(?<=[\d%％℃](?:万|亿|元|人|个|米|吨|天|度|岁)?)(?<![A-Za-z])(?<mark>——)(?=\d{1,6}(?:\.\d{1,3})?[ ]?(?:[%％℃万亿元人个米吨天岁倍家户件名亩度公千毫厘平立])(?!年))/g,
      message: "数值范围用“～”或一字线“—”，不用破折号“——”。",
      suggest: ["～", "—"],
    },
    {
      regex: /(?<=\d[年月日时]|\d:\d\d)——(?=\d{1,4}(?:年|月|日|时|:\d\d)(?![^，。；]{0,3}——))/g,
      message: "起止时间用一字线“—”，不用破折号“——”。",
      suggest: "—",
    },
  ],
  wrong: [
    { text: "气温10⟦~~⟧24℃。", first: "～" },
    { text: "每组5⟦～至⟧8人。", first: "至" },
    { text: "厚度3⟦--⟧5厘米。", first: "—" },
    { text: "年龄18⟦—至⟧35岁。", first: "至" },
    { text: "气温10⟦——⟧24℃。", first: "～" },
    { text: "10月1日⟦——⟧7日放假。", first: "—" },
  ],
  right: ["气温10～24℃。", "每组5至8人。", "坚持1——这是基础。", "编号A1--2，日期2024-05-01。", "年龄18—35岁。"],
};
