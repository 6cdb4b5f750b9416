/** Five-year plans and their years: “十四五” is 2021—2025 (MC-06). */
import { cites } from "../../authority";
import type { Pattern, PatternRule } from "../../rule";

const outline = cites("国民经济和社会发展五年规划纲要");

const plans: readonly (readonly [string, number])[] = [
  ["十五", 2001],
  ["十一五", 2006],
  ["十二五", 2011],
  ["十三五", 2016],
  ["十四五", 2021],
  ["十五五", 2026],
  ["十六五", 2031],
];

const YEAR = "(?:19|20)\\d{2}";
const DASH = "(?:年)?(?:至|到|—{1,2}|-|－|–|～)";
const AREA = "(?:我国|我省|我市|我县|我区|全国|全省|全市|全县|全区|本县|本市)?";

const patternsOf = ([name, first]: readonly [string, number]): Pattern[] => {
  const last = first + 4;
  const plan = `(?:“${name}”|(?<![一二三四五六七八九十])${name}(?![一二三四五六七八九十年日天个]))`;
  const message = `“${name}”时期是${first}年至${last}年，请核对。`;
  const isOff = ({ groups }: RegExpExecArray): boolean => Number(groups?.from) !== first || Number(groups?.to) !== last;
  return [
    {
      regex: new RegExp(
        `(?<=“${name}”(?:时期|规划|期间)?[（(])(?<mark>(?<from>${YEAR})${DASH}(?<to>${YEAR}))(?=年)`,
        "g",
      ),
      message,
      accept: isOff,
      suggest: `${first}—${last}`,
    },
    {
      regex: new RegExp(
        `(?<mark>(?<from>${YEAR})${DASH}(?<to>${YEAR})年)(?=，?(?:正)?是${AREA}${plan}(?:时期|规划期))`,
        "g",
      ),
      message,
      accept: isOff,
      suggest: `${first}年至${last}年`,
    },
    {
      regex: new RegExp(
        `(?<year>${YEAR})(?=年，?(?:既)?是${AREA}(?:实施|全面实施)?${plan}(?:规划|时期)?的?(?:开局|起步|首)之?年)`,
        "g",
      ),
      message: `“${name}”的开局之年是${first}年，请核对。`,
      accept: ({ groups }) => Number(groups?.year) !== first,
      suggest: String(first),
    },
    {
      regex: new RegExp(
        `(?<year>${YEAR})(?=年，?(?:既)?是${AREA}(?:实施|全面实施|完成)?${plan}(?:规划|时期)?(?:目标任务)?的?(?:收官之年|最后一年|收官年|决胜之年))`,
        "g",
      ),
      message: `“${name}”的收官之年是${last}年，请核对。`,
      accept: ({ groups }) => Number(groups?.year) !== last,
      suggest: String(last),
    },
  ];
};

export const planYears: PatternRule = {
  id: "date-plan-years",
  category: "date",
  title: "五年规划与年份不符",
  severity: "warning",
  fix: "suggest",
  authority: [outline()],
  confidence: 0.92,
  checks: ["MC-05", "MC-06"],
  scope: "pattern",
  patterns: plans.flatMap(patternsOf),
  wrong: [
    { text: "“十四五”时期（⟦2020—2025⟧年），全县公路里程年均增长3.2%。", first: "2021—2025" },
    { text: "⟦2025⟧年是“十五五”规划的开局之年。", first: "2026" },
    { text: "⟦2024⟧年是我国“十四五”规划的收官之年。", first: "2025" },
    { text: "⟦2020年至2025年⟧是“十四五”时期。", first: "2021年至2025年" },
  ],
  right: [
    "“十四五”时期（2021—2025年），全县公路里程年均增长3.2%。",
    "2026年是“十五五”规划的开局之年，2025年是“十四五”规划的收官之年。",
    "2021年至2025年是“十四五”时期，《纲要（2021—2025年）》已经实施。",
    "2024年是实施“十四五”规划的关键一年。",
  ],
};
