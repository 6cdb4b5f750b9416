/** Approximate numbers and ranges: 3、4个, 9～16亿元 (GB/T 15835). */
import { gb15835 } from "../../authority";
import { toChineseNumber } from "../../characters";
import type { PatternRule } from "../../rule";

const COUNTED =
  "个(?!月[内底初])|天|家|名|人|次|年(?!级|代|期|度)|件|位|种|处|台|辆|分钟|小时|公里|元|倍|岁|里(?!程)|米|吨|亩|户|遍|只|头|棵|株|块|张|把|本|座(?!位|楼)|场|轮|周(?!岁|[一二三四五六日])|斤|公斤|艘|架|套|幅|篇|句|步|千米|平方米|万(?!州|安|宁|全|年)|千(?!瓦)|百(?!货)";

export const approximateFigures: PatternRule = {
  id: "num-approx-arabic",
  category: "number",
  title: "概数用阿拉伯数字",
  severity: "warning",
  fix: "suggest",
  authority: [gb15835("4.2.2")],
  confidence: 0.85,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<![\\d.、，,第图表注件则款项条目章节版组号楼栋层班期届]|[A-Za-z])(?<mark>([1-9])[、，,]([1-9]))(?=${COUNTED})`,
        "g",
      ),
      message: "两个相邻数字表示概数，应写作“三四”这样的汉字，中间不加顿号。",
      accept: ([, , a, b]) => Number(b) - Number(a) === 1,
      suggest: ([, , a, b]) => [`${toChineseNumber(Number(a))}${toChineseNumber(Number(b))}`],
    },
    {
      regex: new RegExp(
        `(?<![\\d.、，,第图表注件则款项条目章节版组号楼栋层班期届]|[A-Za-z])(?<mark>([1-9])0[、，,]([1-9])0)(?=多?(?:${COUNTED}))`,
        "g",
      ),
      message: "两个相邻数字表示概数，应写作“三四十”这样的汉字，中间不加顿号。",
      accept: ([, , a, b]) => Number(b) - Number(a) === 1,
      suggest: ([, , a, b]) => [`${toChineseNumber(Number(a))}${toChineseNumber(Number(b))}十`],
    },
    {
      regex: /(?<![\d.])(?<mark>[1-9]\d{0,3}几)(?=[个家名人次天年件位种处台辆万亿元])/g,
      message: "带“几”的概数用汉字，如“十几”“二十几”。",
      suggest: ([whole]) => {
        const value = Number(whole.replace(/\D.*$/, ""));
        return value >= 10 && value < 100 && value % 10 === 0 ? [`${toChineseNumber(value)}几`] : [];
      },
    },
  ],
  wrong: [
    { text: "抽查⟦3、4⟧个网站即可。", first: "三四" },
    { text: "整改需要⟦5、6⟧天。", first: "五六" },
    { text: "参会的有⟦30、40⟧人。", first: "三四十" },
    { text: "共有⟦20几⟧家单位参加。", first: "二十几" },
    { text: "每周检查⟦2，3⟧次。", first: "二三" },
  ],
  right: [
    "抽查三四个网站即可。",
    "第3、4个网站由区里检查。",
    "见附件1、2，图3、4个别处有改动。",
    "3、4月份开展检查。",
    "抽查3～4个网站。",
    "住在3、4号楼。",
  ],
};

export const rangeWithoutUnit: PatternRule = {
  id: "num-range-omit-wan",
  category: "amount",
  title: "数值范围前项省略“万”“亿”“%”",
  severity: "error",
  fix: "suggest",
  authority: [gb15835("5.1.3")],
  confidence: 0.8,
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<![\d.,年月日第〔A-Za-z-])(?<mark>(\d{1,4}(?:\.\d{1,3})?)[ ]?(～|~|—{1,2}|－|–|-|至|到)[ ]?(\d{1,4}(?:\.\d{1,3})?)[ ]?(万亿|万|亿|%|％|‰))(?!年|[a-zA-Z])/g,
      message: "范围的前一个数也要写“$5”，否则会误解为两个数量级不同的数。",
      accept: ([, , a, , b]) => Number(a) < Number(b),
      suggest: "$2$5$3$4$5",
    },
  ],
  wrong: [
    { text: "投资⟦9～16亿⟧元。", first: "9亿～16亿" },
    { text: "补助标准为⟦3-5万⟧元。", first: "3万-5万" },
    { text: "降幅在⟦10～20%⟧之间。", first: "10%～20%" },
    { text: "预计增长⟦5.5—6.5%⟧。", first: "5.5%—6.5%" },
    { text: "每户发放⟦1至2万⟧元。", first: "1万至2万" },
  ],
  right: ["投资9亿～16亿元。", "由5至8人组成，预算20万元。", "2020—2025年", "降幅在10%～20%之间。", "温度为10～20℃。"],
};
