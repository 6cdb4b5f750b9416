/** Figures written loosely: 25年3月15日, 1.2300亿元, 第14个五年规划, 8：30-12：00. */
import { gb7408, gb15835 } from "../../authority";
import type { PatternRule } from "../../rule";

const TENS = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

export const looseFigure: PatternRule = {
  id: "num-loose-figure",
  category: "number",
  title: "年份、小数、序数写法不规范",
  severity: "warning",
  fix: "suggest",
  authority: [gb15835("5.1"), gb7408()],
  confidence: 0.85,
  checks: ["MC-32"],
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<=^|[，。；：（“]|自|从|于|至|到|截至|定于|将于)(?<mark>[12]\d)(?=年(?:1[0-2]|[1-9])月(?:[12]\d|3[01]|[1-9])日)/g,
      message: "年份写四位数字。",
      suggest: ({ groups }) => [`20${groups?.mark ?? ""}`],
    },
    {
      regex: /(?<![\d.])(?<mark>\d{1,4}\.\d{0,4}?[1-9]0{2,4})(?=[万亿](?:元|吨|人|千瓦|平方|立方|亩|件|户|美元))/g,
      message: "小数末尾的零多余，请核对有效位数。",
      suggest: ({ groups }) => [(groups?.mark ?? "").replace(/0+$/, "")],
    },
    {
      regex: /(?<=\d)(?:多余|余多)(?=[年个名家人次件万亿元项户])/g,
      message: "“多”“余”重复，留一个。",
      suggest: "余",
    },
    {
      regex: /(?<=第)1[0-6](?=个五年(?:规划|计划))/g,
      message: "五年规划的序数用汉字。",
      suggest: ({ 0: whole }) => [`十${TENS[Number(whole) - 10] ?? ""}`],
    },
    {
      regex:
        /(?<=(?:[上下]午|时间|每[日天]|周[一-日天]|晚上)[^。；]{0,12}\d{1,2})：(?<span>[0-5]\d[ ]?[-－][ ]?(?:[上下]午)?\d{1,2})：(?=[0-5]\d)/g,
      message: "时刻里用半角冒号，起止用一字线或“至”。",
      suggest: ({ groups }) => [`:${(groups?.span ?? "").replace(/[ ]?[-－][ ]?/, "—")}:`],
      severity: "hint",
    },
    {
      regex: /(?<=\d)点(?=\d{1,2}[%％])|(?<=百分之)\d{1,4}(?:\.\d{1,4})?[%％]/g,
      message: "百分数写法混用，写“12.5%”一类。",
    },
    {
      regex: /(?<=\d[万亿]?元)(?<mark>整(?=[，。；]))(?<=\d[万亿]元整)/g,
      message: "“元整”用于大写金额，阿拉伯数字后不写“整”。",
      suggest: "",
      severity: "hint",
    },
  ],
  wrong: [
    { text: "⟦24⟧年11月5日，全市召开现场会。", first: "2024" },
    { text: "完成产值⟦3.4500⟧亿元。", first: "3.45" },
    { text: "第⟦13⟧个五年规划实施以来，成效明显。", first: "十三" },
    { text: "咨询时间：上午9⟦：00-11：⟧30。", first: ":00—11:" },
  ],
  right: [
    "2024年11月5日，全市召开现场会。",
    "在位24年11月，完成产值3.45亿元、5.00元。",
    "第十三个五年规划实施以来，成效明显。",
    "咨询时间：上午9:00—11:30。",
  ],
};
