/** Figures joined with 十百千, and figures where only words will do: 3千元, 20大, 星期5. */
import { gb15835 } from "../../authority";
import { toChineseNumber } from "../../characters";
import type { PatternRule } from "../../rule";

const MULTIPLES: Readonly<Record<string, number>> = { 十: 1, 百: 2, 千: 3 };
const AFTER =
  "(?=多?余?(?:元|人(?!计划)|个|家(?!万户)|名|户(?!万)|亩|吨|件|万(?!里)|亿|字(?!文|节)|册|份|棵|株|套|公里|美元|美金|英镑|欧元|港元|人民币|斤|公斤|头|只|辆|台|场|次|位|所|座|块|平方|立方|年|多|余))";

export const mixedNumerals: PatternRule = {
  id: "num-mixed-qian",
  category: "number",
  title: "阿拉伯数字与“十、百、千”混用",
  severity: "error",
  fix: "suggest",
  authority: [gb15835("5.3")],
  confidence: 0.85,
  scope: "pattern",
  antipatterns: [/百分|百强|百佳|百日|千人计划|千村|万千|百村|百校|百企|百千|十百千/],
  patterns: [
    {
      regex: new RegExp(
        `(?<![\\d.第〔A-Za-z])(?<mark>(\\d{1,3}(?:\\.\\d{1,3})?)[ ]?([十百千]))(?![十百千分克瓦米])${AFTER}`,
        "g",
      ),
      message: "“十、百、千”不与阿拉伯数字连用，应写出完整的数。",
      suggest: ([, , figure = "", word = ""]) => [multiplied(figure, MULTIPLES[word] ?? 0)],
    },
  ],
  wrong: [
    { text: "拨付资金⟦3千⟧元。", first: "3000" },
    { text: "惠及群众⟦5百⟧多人。", first: "500" },
    { text: "投资⟦2千⟧万元。", first: "2000" },
    { text: "新增⟦1.5千⟧亩。", first: "1500" },
    { text: "共⟦6十⟧个网站。", first: "60" },
  ],
  right: [
    "拨付资金3000元，约3000万元。",
    "装机5千瓦，重3千克，长2千米。",
    "提高2百分点。",
    "入选2023百强企业，走进千家万户。",
    "下降3百分之一。",
  ],
};

/** 1.5 千 → 1500, by moving the point. */
function multiplied(figure: string, places: number): string {
  const [whole = "", fraction = ""] = figure.split(".");
  const kept = fraction.padEnd(places, "0");
  const rest = kept.slice(places);
  const integer = (whole + kept.slice(0, places)).replace(/^0+(?=\d)/, "");
  return rest === "" ? integer : `${integer}.${rest}`;
}

const inWords = (text: string): string => text.replace(/\d{1,2}/, (figure) => toChineseNumber(Number(figure)));

export const congressInFigures: PatternRule = {
  id: "num-session-hanzi",
  category: "number",
  title: "届次用阿拉伯数字",
  severity: "error",
  fix: "safe",
  authority: [gb15835("4.2.3")],
  confidence: 0.9,
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?=[12]\d大)(?<=党的|中共|中国共产党|迎接|喜迎|学习|贯彻|宣传|落实|召开|自)(?<mark>(?:1[2-9]|2[0-9])大)(?![类项型块])(?=精神|报告|代表|召开|以来|后|胜利|提出|的|确定|部署|作出|以后|会议|闭幕|开幕|之后|文件|，|。|、|$)/g,
      message: "党代会届次用汉字，“$0”应写作汉字数字。",
      suggest: ([whole]) => [inWords(whole)],
    },
    {
      regex: /(?<![\d.〔A-Za-z])(?<mark>(?:1[2-9]|2[0-9])大)(?=精神|报告(?!厅)|代表(?!性)|以来)/g,
      message: "党代会届次用汉字，“$0”应写作汉字数字。",
      suggest: ([whole]) => [inWords(whole)],
    },
    {
      regex:
        /(?=第?\d{1,2}届)(?<![\d.〔A-Za-z])(?<mark>第?\d{1,2}届)(?=[一二三四五六七八九1-9]中全会|中央(?:委员|政治局|纪委|纪律|候补)|中纪委|全国(?:人大|政协|人民代表|委员会)|[省市县区](?:人大|委|政协|人民代表|纪委)|人大常委会|人民代表大会)/g,
      message: "党代会、人代会、政协的届次用汉字。",
      suggest: ([whole]) => [inWords(whole)],
    },
    {
      regex: /(?<=届)(?<mark>[1-9])(?=中全会)/g,
      message: "全会次序用汉字，如“三中全会”。",
      suggest: ([whole]) => [inWords(whole)],
    },
    {
      regex: /(?<mark>第\d{1,2}次)(?=全国代表大会|党代会|党代表大会)/g,
      message: "党代会届次用汉字。",
      suggest: ([whole]) => [inWords(whole)],
    },
  ],
  wrong: [
    { text: "学习贯彻党的⟦20大⟧精神。", first: "二十大" },
    { text: "党的⟦18大⟧以来，网站建设加快。", first: "十八大" },
    { text: "落实⟦19届⟧四中全会部署。", first: "十九届" },
    { text: "党的二十届⟦3⟧中全会召开。", first: "三" },
    { text: "学习党的⟦第20次⟧全国代表大会报告。", first: "第二十次" },
    { text: "⟦第14届⟧全国人大二次会议。", first: "第十四届" },
  ],
  right: [
    "学习贯彻党的二十大精神。",
    "推进20大类项目，召开12次会议。",
    "第14届全市运动会开幕。",
    "党的二十届三中全会召开。",
    "学习贯彻12大项任务。",
  ],
};

export const weekdayInFigures: PatternRule = {
  id: "num-xingqi",
  category: "number",
  title: "星期用阿拉伯数字",
  severity: "hint",
  fix: "safe",
  authority: [gb15835("4.2.3")],
  confidence: 0.9,
  scope: "pattern",
  patterns: [
    {
      regex: /(?=[1-7])(?<=星期|礼拜)(?<mark>[1-7])(?![\d.:：]|个|次|天)/g,
      message: "星期几用汉字。",
      suggest: ([whole]) => [weekday(whole)],
    },
    {
      regex: /(?=[1-7])(?<=(?:每|[（(]|下|上|本|[日号])周)(?<mark>[1-7])(?![\d.:：]|个|次|天|[年月日期轮节课])/g,
      message: "星期几用汉字。",
      suggest: ([whole]) => [weekday(whole)],
    },
    {
      regex: /(?=[2-7])(?<=(?:星期|周|礼拜)[一二三四五1-5](?:至|到|—|－|-|～|~))(?<mark>[2-7])(?![\d.:：]|个|次|天)/g,
      message: "星期几用汉字。",
      suggest: ([whole]) => [weekday(whole)],
    },
  ],
  wrong: [
    { text: "每周星期⟦5⟧报送。", first: "五" },
    { text: "开放时间为星期⟦1⟧至星期五。", first: "一" },
    { text: "2024年5月1日（周⟦3⟧）召开。", first: "三" },
    { text: "窗口周一至⟦5⟧办公。", first: "五" },
    { text: "礼拜⟦7⟧休息。", first: "日" },
  ],
  right: ["每周星期五报送。", "每周5次，本周3天。", "窗口周一至周五办公。", "实行5天工作制，每周5天。"],
};

const weekday = (figure: string): string => "一二三四五六日".charAt(Number(figure) - 1);
