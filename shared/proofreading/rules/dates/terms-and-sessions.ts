/** Sessions of a congress, terms of validity, days off and festivals of the moon with the years they fall in (MC-06, MC-32). */
import { cites, logic } from "../../authority";
import type { Pattern, PatternRule } from "../../rule";

const gazette = cites("全国人民代表大会、全国政协历次会议公报");
const FIGURES = "一二三四五六七八九十";

/** The first session of each term is in its first year, one follows every year. */
const terms: Readonly<Record<string, number>> = { 十一: 2008, 十二: 2013, 十三: 2018, 十四: 2023, 十五: 2028 };
const SESSION = "(?:第)?(?<term>十[一二三四五])届全国(?:人民代表大会|人大|政协)(?:第)?(?<session>[一二三四五])次会议";

const yearOf = ({ groups }: RegExpExecArray): number =>
  (terms[groups?.term ?? ""] ?? 0) + FIGURES.indexOf(groups?.session ?? "");

const session = (regex: RegExp): Pattern => ({
  regex,
  message: "届次、次数与年份不符，请核对。",
  accept: (found) => yearOf(found) !== Number(found.groups?.year),
});

export const sessionYear: PatternRule = {
  id: "date-session-year",
  category: "date",
  title: "全国两会届次与年份不符",
  severity: "warning",
  fix: "none",
  authority: [gazette()],
  confidence: 0.92,
  checks: ["MC-03", "MC-06"],
  scope: "pattern",
  patterns: [
    session(new RegExp(`${SESSION}(?:已)?(?:将)?(?:于|在)(?<year>20\\d{2})年`, "g")),
    session(
      new RegExp(
        `(?<!\\d)(?<year>20\\d{2})年(?:\\d{1,2}月)?(?:\\d{1,2}日)?，?(?:召开的)?${SESSION}(?=(?:胜利|隆重)?(?:在[一-龥]{2,6})?(?:召开|举行|开幕|闭幕|审议|通过|表决))`,
        "g",
      ),
    ),
  ],
  wrong: [
    { text: "⟦第十三届全国人民代表大会第四次会议于2026年⟧3月召开。" },
    { text: "⟦2025年3月，十四届全国人大四次会议⟧审议通过报告。" },
    { text: "⟦2024年3月11日，第十四届全国人民代表大会第一次会议⟧闭幕。" },
  ],
  right: [
    "第十四届全国人民代表大会第四次会议于2026年3月召开。",
    "2025年3月，十四届全国人大三次会议审议通过报告。",
    "2021年3月11日，十三届全国人大四次会议表决通过决议。",
  ],
};

export const validityEnd: PatternRule = {
  id: "date-validity-end",
  category: "period",
  title: "有效期、放假天数与起止日期不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.92,
  checks: ["MC-32"],
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<mark>自(?<from>20\d{2})年(?<month>\d{1,2})月(?<day>\d{1,2})日起(?:正式)?(?:施行|实施|执行)，有效期(?:为)?(?<years>[一二三四五六七八九十]|\d{1,2})年[，,（(]?(?:有效期)?至(?<to>20\d{2})年)/g,
      message: "有效期与起止日期不符，请核对。",
      accept: ({ groups }) => {
        const years = /\d/.test(groups?.years ?? "") ? Number(groups?.years) : FIGURES.indexOf(groups?.years ?? "") + 1;
        const isNewYear = groups?.month === "1" && groups.day === "1";
        return Number(groups?.to) !== Number(groups?.from) + years - (isNewYear ? 1 : 0);
      },
    },
    {
      regex:
        /(?:保修期|质保期|合同期限?|合同期|服务期限?|聘期|任期|租期|租赁期限?|试用期|有效期)(?:为|：)?(?<mark>(?<years>[一二两三四五六七八九十]|\d{1,2})年[，,（(]?(?:即)?自?(?<from>20\d{2})年(?<month>\d{1,2})月(?<day>\d{1,2})日起?至(?<to>20\d{2})年)/g,
      message: "年限与起止日期不符，请核对。",
      accept: ({ groups }) => {
        const written = (groups?.years ?? "").replace("两", "二");
        const years = /\d/.test(written) ? Number(written) : FIGURES.indexOf(written) + 1;
        const isNewYear = groups?.month === "1" && groups.day === "1";
        return Number(groups?.to) !== Number(groups?.from) + years - (isNewYear ? 1 : 0);
      },
    },
    {
      regex:
        /(?<mark>(?<month>\d{1,2})月(?<first>\d{1,2})日(?:（[^（）]{2,6}）)?至(?:(?<until>\d{1,2})月)?(?<last>\d{1,2})日(?:（[^（）]{2,6}）)?放假(?:调休)?，共(?<days>\d{1,2})天)/g,
      message: "放假天数与起止日期不符，请核对。",
      accept: ({ groups }) =>
        (groups?.until === undefined || groups.until === groups.month) &&
        Number(groups?.last) - Number(groups?.first) + 1 !== Number(groups?.days),
    },
  ],
  wrong: [
    { text: "本办法⟦自2026年12月1日起施行，有效期5年，至2030年⟧11月30日止。" },
    { text: "保修期⟦2年，自2024年6月1日至2027年⟧5月31日。" },
    { text: "国庆节：⟦10月1日至8日放假，共7天⟧。" },
    { text: "本细则⟦自2026年1月1日起施行，有效期三年，至2029年⟧12月31日止。" },
  ],
  right: [
    "本办法自2026年12月1日起施行，有效期5年，至2031年11月30日止。",
    "国庆节：10月1日（星期四）至7日（星期三）放假调休，共7天。",
    "本细则自2026年1月1日起施行，有效期三年，至2028年12月31日止。",
  ],
};

/** Festivals of the lunar calendar: month and day by year. */
const moons: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  春节: { 2024: "2月10日", 2025: "1月29日", 2026: "2月17日", 2027: "2月6日", 2028: "1月26日" },
  端午节: { 2024: "6月10日", 2025: "5月31日", 2026: "6月19日", 2027: "6月9日", 2028: "5月28日" },
  中秋节: { 2024: "9月17日", 2025: "10月6日", 2026: "9月25日", 2027: "9月15日", 2028: "10月3日" },
  重阳节: { 2024: "10月11日", 2025: "10月29日", 2026: "10月18日", 2027: "10月8日", 2028: "10月26日" },
};

const rightDay = ({ groups }: RegExpExecArray): string | undefined => moons[groups?.name ?? ""]?.[groups?.year ?? ""];

export const lunarFestival: PatternRule = {
  id: "date-lunar-festival",
  category: "date",
  title: "农历节日与公历日期不符",
  severity: "warning",
  fix: "suggest",
  authority: [cites("GB/T 33661-2017《农历的编算和颁行》", "2017-09-01")()],
  confidence: 0.9,
  checks: ["MC-06"],
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<=(?<year>20\d{2})年(?<name>春节|端午节|中秋节|重阳节)(?:是|为|在)(?:公历)?)(?<mark>\d{1,2}月\d{1,2}日)(?!至|到|—|-)/g,
      message: (found) => `这一年的节日在${rightDay(found) ?? ""}，请核对。`,
      accept: (found) => rightDay(found) !== undefined && rightDay(found) !== found.groups?.mark,
      suggest: (found) => [rightDay(found) ?? ""],
    },
    {
      regex:
        /(?<=(?<year>20\d{2})年)(?<mark>\d{1,2}月\d{1,2}日)(?=(?:是|，农历)(?:一年一度的|传统节日)?(?<name>端午节|中秋节|重阳节)(?!前|后|期间|假期|即将))/g,
      message: (found) => `这一年的节日在${rightDay(found) ?? ""}，请核对。`,
      accept: (found) => rightDay(found) !== undefined && rightDay(found) !== found.groups?.mark,
      suggest: (found) => [rightDay(found) ?? ""],
    },
  ],
  wrong: [
    { text: "2026年中秋节为⟦10月6日⟧，各单位安排好值班。", first: "9月25日" },
    { text: "2025年端午节是⟦6月19日⟧。", first: "5月31日" },
    { text: "2026年⟦10月29日⟧是重阳节。", first: "10月18日" },
  ],
  right: [
    "2026年中秋节为9月25日，2026年春节是2月17日。",
    "2025年10月29日是重阳节。",
    "2026年春节为2月15日至23日放假调休。",
  ],
};
