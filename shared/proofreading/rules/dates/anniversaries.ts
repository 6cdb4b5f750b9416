/** Years that the text counts from an event everybody can look up: 2024年是新中国成立76周年, 2024年第35个世界艾滋病日. */
import { logic } from "../../authority";
import { chineseNumber } from "../../characters";
import type { Pattern, PatternRule } from "../../rule";

const COUNT = "\\d{1,3}|[一二三四五六七八九十百]{1,5}";
const YEAR = "(?<year>(?:19|20)\\d{2})年";

/** What happened and when: the anniversary is the difference of the years. */
const events: readonly (readonly [string, number])[] = [
  ["(?:新中国|中华人民共和国|人民共和国)(?:成立|建立|诞生)|建国|国庆", 1949],
  ["中国共产党(?:成立|建党|诞生)|(?<!省|市|县)建党|我们党成立", 1921],
  ["(?:中国)?人民解放军(?:建军|成立)|建军", 1927],
  ["(?:中国人民)?(?:抗日战争|抗战)(?:暨世界反法西斯战争)?胜利|世界反法西斯战争胜利", 1945],
  ["全(?:民族|面)(?:抗战|抗日战争)爆发|卢沟桥事变|七七事变|南京大屠杀(?:惨案)?(?:发生)?", 1937],
  ["九一八事变(?:爆发)?", 1931],
  ["改革开放", 1978],
  ["香港回归(?:祖国)?|香港特别行政区成立|重庆(?:市)?直辖", 1997],
  ["澳门回归(?:祖国)?|澳门特别行政区成立", 1999],
  ["(?:中国)?(?:工农)?红军长征胜利", 1936],
  ["五四运动(?:爆发)?", 1919],
  ["辛亥革命(?:爆发)?", 1911],
  ["(?:中国人民志愿军)?抗美援朝(?:出国作战)?", 1950],
  ["全国人民代表大会成立|人民代表大会制度(?:建立|成立)", 1954],
  ["中国人民政治协商会议成立|人民政协成立", 1949],
  ["(?:中国)?共(?:产主义)?青(?:年)?团(?:成立|建团)|(?<!集|社)建团", 1922],
  ["西藏和平解放", 1951],
  ["西藏自治区成立", 1965],
  ["新疆维吾尔自治区成立", 1955],
  ["(?:广西壮族|宁夏回族)自治区成立", 1958],
  ["内蒙古自治区成立", 1947],
  ["深圳经济特区(?:建立|成立)", 1980],
  ["海南建省(?:办经济特区)?", 1988],
  ["浦东开发开放", 1990],
  ["(?:我国|中国)?加入世(?:界)?贸(?:易)?组织", 2001],
  ["汶川(?:特大)?地震(?:发生)?", 2008],
  ["毛泽东同志诞辰", 1893],
  ["周恩来同志诞辰|刘少奇同志诞辰", 1898],
  ["邓小平同志诞辰", 1904],
  ["孙中山先生诞辰", 1866],
];

/** Days and months of which the first is known: 第N个 in year Y means Y − first + 1. */
const days: readonly (readonly [string, number])[] = [
  ["世界艾滋病日|国际禁毒日|世界无烟日|中国水周", 1988],
  ["国家宪法日|国家公祭日|烈士纪念日", 2014],
  ["(?:全国)?防灾减灾日", 2009],
  ["(?:中国)?农民丰收节|中国医师节", 2018],
  ["教师节", 1985],
  ["世界读书日", 1996],
  ["世界水日", 1993],
  ["全国爱耳日", 2000],
  ["全国爱眼日", 1996],
  ["全国土地日", 1991],
  ["(?:全国)?安全生产月", 2002],
  ["全民国家安全教育日|中国航天日", 2016],
  ["世界地球日", 1970],
  ["(?:中国)?人民警察节", 2021],
  ["全国消防(?:宣传)?日", 1992],
  ["(?:中国)?植树节", 1979],
  ["国际残疾人日", 1992],
  ["全国助残日", 1991],
  ["全国生态日", 2023],
  ["世界人口日", 1990],
  ["世界献血者日", 2004],
  ["(?:全国)?爱国卫生月", 1989],
  ["世界湿地日", 1997],
  ["世界防治结核病日", 1996],
  ["中国旅游日", 2011],
  ["中国品牌日", 2017],
];

const numberIn = (text: string): number => (/^\d+$/.test(text) ? Number(text) : (chineseNumber(text) ?? -1));

/** 2024年…N周年, of the first event that the words between name. */
const anniversaries = events.map(
  ([event, first]): Pattern => ({
    regex: new RegExp(
      `${YEAR}(?![至到—-])(?:\\d{1,2}月(?:\\d{1,2}日)?)?，?(?:[^。；，\\d]{0,14}，)?[^。；，\\d]{0,16}(?:${event})(?:第)?(?<mark>${COUNT})(?:个)?周年`,
      "g",
    ),
    message: `这件事发生在${first}年，周年数与所说的年份不符，请核对。`,
    accept: ({ groups }) => numberIn(groups?.mark ?? "") !== Number(groups?.year) - first,
    suggest: ({ groups }) => [written(Number(groups?.year) - first, groups?.mark ?? "")],
  }),
);

const ordinals = days.map(
  ([day, first]): Pattern => ({
    regex: new RegExp(
      `${YEAR}(?:\\d{1,2}月)?(?:\\d{1,2}日)?[^。；\\d]{0,10}第(?<mark>${COUNT})(?:个|届|次)(?:全国)?[“"]?(?:${day})`,
      "g",
    ),
    message: `首个在${first}年，序数与所说的年份不符，请核对。`,
    accept: ({ groups }) => numberIn(groups?.mark ?? "") !== Number(groups?.year) - first + 1,
    suggest: ({ groups }) => [written(Number(groups?.year) - first + 1, groups?.mark ?? "")],
  }),
);

/** 在第42个教师节到来之际，2026年9月9日…: the day itself follows, with its year. */
const LATER = "[^。；\\d]{0,18}(?<year>20\\d{2})年(?=\\d{1,2}月)";

const before = [
  ...events.map(([event, first]) => [`(?:${event})(?<mark>${COUNT})(?:个)?周年`, first, 0] as const),
  ...days.map(([day, first]) => [`第(?<mark>${COUNT})(?:个|届|次)(?:全国)?[“"]?(?:${day})`, first, 1] as const),
].map(
  ([counted, first, more]): Pattern => ({
    regex: new RegExp(`(?<!\\d年[^。；]{0,20})${counted}${LATER}`, "g"),
    message: `首次在${first}年，与后面所说的年份不符，请核对。`,
    accept: ({ groups }) => numberIn(groups?.mark ?? "") !== Number(groups?.year) - first + more,
    suggest: ({ groups }) => [written(Number(groups?.year) - first + more, groups?.mark ?? "")],
  }),
);

/** In the numerals in which it was written; a wrong year may leave nothing to count. */
function written(value: number, as: string): string {
  return /^\d/.test(as) || value < 1 || value > 99 ? String(Math.max(value, 0)) : chineseOf(value);
}

const FIGURES = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

function chineseOf(value: number): string {
  const tens = Math.floor(value / 10);
  const ten = tens === 0 ? "" : tens === 1 ? "十" : `${FIGURES[tens] ?? ""}十`;
  return `${ten}${FIGURES[value % 10] ?? ""}`;
}

export const wrongAnniversary: PatternRule = {
  id: "date-anniversary",
  category: "date",
  title: "周年数、纪念日序数与年份不符",
  severity: "warning",
  fix: "suggest",
  authority: [logic()],
  confidence: 0.9,
  checks: ["MC-06"],
  scope: "pattern",
  patterns: [...anniversaries, ...ordinals, ...before],
  wrong: [
    { text: "2026年10月1日，我县举行升国旗仪式，庆祝中华人民共和国成立⟦76⟧周年。", first: "77" },
    { text: "在第⟦41⟧个教师节到来之际，2026年9月9日，县领导走访慰问教师。", first: "42" },
    { text: "今年是中国共产党成立⟦106⟧周年，我县2026年7月1日举行庆祝大会。", first: "105" },
    { text: "2019年是新中国成立⟦69⟧周年。", first: "70" },
    { text: "2023年，我们迎来改革开放⟦四十六⟧周年。", first: "四十五" },
    { text: "2022年是香港回归祖国⟦24⟧周年。", first: "25" },
    { text: "2023年12月4日是第⟦9⟧个国家宪法日。", first: "10" },
    { text: "2025年6月是第⟦二十三⟧个“安全生产月”。", first: "二十四" },
  ],
  right: [
    "在第42个教师节到来之际，2026年9月9日，县领导走访慰问教师。",
    "2019年是新中国成立70周年。",
    "2021年，庆祝中国共产党成立100周年大会隆重举行。",
    "2023年12月4日是第十个国家宪法日。",
    "2025年6月是第24个全国“安全生产月”。",
    "2024年9月10日是第四十个教师节。",
  ],
};
