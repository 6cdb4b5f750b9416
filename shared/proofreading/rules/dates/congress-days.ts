/** Congresses and plenary sessions with the year they were held in and the decision they took. */
import { cites } from "../../authority";
import type { Pattern, PatternRule } from "../../rule";

const congress = cites("党的全国代表大会、中央全会公报");

const held: readonly (readonly [string, number])[] = [
  ["十五大", 1997],
  ["十六大", 2002],
  ["十七大", 2007],
  ["十八大", 2012],
  ["十九大", 2017],
  ["二十大", 2022],
  ["十一届三中全会", 1978],
  ["十八届三中全会", 2013],
  ["十八届四中全会", 2014],
  ["十八届五中全会", 2015],
  ["十八届六中全会", 2016],
  ["十九届三中全会", 2018],
  ["十九届四中全会", 2019],
  ["十九届五中全会", 2020],
  ["十九届六中全会", 2021],
  ["二十届二中全会", 2023],
  ["二十届三中全会", 2024],
  ["二十届四中全会", 2025],
];

/** Words that a decision is known by, and the session that took it. */
const decisions: readonly (readonly [string, string])[] = [
  ["全面深化改革若干重大问题的决定", "十八届三中全会"],
  ["全面推进依法治国若干重大问题的决定", "十八届四中全会"],
  ["制定国民经济和社会发展第十三个五年规划的建议", "十八届五中全会"],
  ["深化党和国家机构改革的决定", "十九届三中全会"],
  ["推进国家治理体系和治理能力现代化若干重大问题的决定", "十九届四中全会"],
  ["制定国民经济和社会发展第十四个五年规划", "十九届五中全会"],
  ["党的百年奋斗重大成就和历史经验的决议", "十九届六中全会"],
  ["进一步全面深化改革、推进中国式现代化的决定", "二十届三中全会"],
  ["制定国民经济和社会发展第十五个五年规划的建议", "二十届四中全会"],
];

const CALLED = "(?:胜利|隆重)?(?:召开|举行|开幕|闭幕)";

const years = held.flatMap(([name, year]): Pattern[] => {
  const message = `${name}于${year}年召开，与所写年份不符，请核对。`;
  const accept = ({ groups }: RegExpExecArray): boolean => Number(groups?.mark) !== year;
  const suggest = String(year);
  return [
    {
      regex: new RegExp(
        `(?<=${name}[^，。；一二三四五六七八九十届]{0,4}?于)(?<mark>(?:19|20)\\d{2})(?=年[^，。；]{0,16}${CALLED})`,
        "g",
      ),
      message,
      accept,
      suggest,
    },
    {
      regex: new RegExp(
        `(?<!年[^。；]{0,20})(?<mark>(?:19|20)\\d{2})(?=年(?:\\d{1,2}月)?(?:\\d{1,2}日)?(?:，)?(?:${CALLED}的)?(?:党的|中国共产党第?|中共)?${name}(?:在北京)?${CALLED})|(?<!年[^。；]{0,20})(?<mark2>(?:19|20)\\d{2})(?=年(?:\\d{1,2}月)?(?:\\d{1,2}日)?${CALLED}的(?:党的|中共)?${name})`,
        "g",
      ),
      message,
      accept: ({ groups }) => Number(groups?.mark ?? groups?.mark2) !== year,
      suggest,
    },
  ];
});

const SESSION = "(?:十[一二三四五六七八九]?|二十)届[一二三四五六七]中全会";

const taken = decisions.map(
  ([words, session]): Pattern => ({
    regex: new RegExp(
      `(?<mark>${SESSION})(?=(?:审议)?(?:通过|作出)了?[《〈](?:中共中央)?(?:关于)?[^》〉]{0,24}${words})`,
      "g",
    ),
    message: `这份文件是${session}通过的，请核对。`,
    accept: ({ groups }) => groups?.mark !== session,
    suggest: session,
  }),
);

export const congressYear: PatternRule = {
  id: "date-congress-year",
  category: "date",
  title: "党的会议与年份、文件不符",
  severity: "error",
  fix: "suggest",
  authority: [congress()],
  confidence: 0.92,
  checks: ["MC-03", "MC-05"],
  scope: "pattern",
  patterns: [...years, ...taken],
  wrong: [
    { text: "党的十八大于⟦2013⟧年11月召开。", first: "2012" },
    { text: "⟦2023⟧年7月召开的党的二十届三中全会作出部署。", first: "2024" },
    { text: "党的⟦十九届五中全会⟧通过《中共中央关于党的百年奋斗重大成就和历史经验的决议》。", first: "十九届六中全会" },
    { text: "⟦2021⟧年10月，党的二十大胜利召开。", first: "2022" },
  ],
  right: [
    "党的十八大于2012年11月在北京召开。",
    "2024年7月召开的党的二十届三中全会作出部署。",
    "党的十九届六中全会审议通过《中共中央关于党的百年奋斗重大成就和历史经验的决议》。",
    "2023年，全市学习宣传贯彻党的二十大精神。",
    "2021年是党的二十大召开前的关键一年。",
  ],
};
