/** Marks and letters that only look like the character meant: ○ for 〇, — for 一, Cyrillic а for a, 囗 for 口. */
import { gb15835, standardCharacters } from "../../authority";
import type { Pattern, PatternRule } from "../../rule";

const cyrillic = "аАвВеЕіІјЈкКмМНоОрРсСтТуУхХѕЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧο";
const latin = "aABBeEiIjJKKMMHoOpPcCTTyYxXsSABEZHIKMNOPTYXo";
const sameLook: ReadonlyMap<string, string> = new Map(Array.from(cyrillic, (char, at) => [char, latin.charAt(at)]));

const to = (right: string, regex: RegExp, name: string): Pattern => ({
  regex,
  message: `这里写的是${name}，应为“${right}”。`,
  suggest: right,
});

/** What is written for 〇, without and with 〇 itself. */
const ROUND = "○◯OＯoОо0";
const ZERO = `〇${ROUND}`;
const NUMERAL = `一二三四五六七八九${ZERO}`;
const HORIZONTAL = "—－–―─ー";

const patterns: readonly Pattern[] = [
  {
    regex: new RegExp(
      `(?=[${NUMERAL}])(?<![\\dA-Za-z${NUMERAL}])(?=[${NUMERAL}]{0,3}[${ROUND}])[${NUMERAL}]{3,4}(?![\\dA-Za-z${NUMERAL}])`,
      "g",
    ),
    message: ({ 0: text }) => `“${text}”中的零应为汉字“〇”，不用圆圈、字母或数字。`,
    suggest: ({ 0: text }) => [text.replace(new RegExp(`[${ZERO}]`, "g"), "〇")],
    accept: ({ 0: text }) => /[一二三四五六七八九]/.test(text) && new RegExp(`[${ROUND}]`).test(text),
  },
  to(
    "0",
    /(?<=\d)[〇○◯OoОоＯ](?=\d{1,3}(?:[年月日%元万亿人个号]|-\d))|(?<=\d)[〇○◯](?=\d)|(?<=\d{2})[OoОоＯ](?=[年月日%]|\d年)/g,
    "字母或形近的符号",
  ),
  to("1", /(?<=\d)[lI丨](?=\d{0,2}[年月日%])/g, "字母或形近的符号"),
  to("日", /(?<=\d月\d{1,2})曰/g, "“曰”字"),
  to("口", /(?<=[人出入进路窗户家港门关河渡接缺关山裂])囗|囗(?=[岸号头径语罩碑腔味径])/g, "部首“囗”"),
  to("：", /(?<=[\u4e00-\u9fff])[∶꞉](?=[\u4e00-\u9fff“《])/g, "比号"),
  to("、", /(?<=[\u4e00-\u9fff])丶(?=[\u4e00-\u9fff])/g, "“丶”字"),
  to("%", /(?<=\d)℅/g, "“转交”符号"),
  {
    regex: new RegExp(
      `第[${HORIZONTAL}](?=[章节条款项次届批期名年级季步])|(?:进|统|唯|同|万|专|单|划|逐)[${HORIZONTAL}](?![${HORIZONTAL}])(?=[步的个批事旦致一，。\\u4e00-\\u9fff])|[${HORIZONTAL}](?:定要|律不|系列|体化|批批|方面|致同意|般不)|(?<=[（(])[${HORIZONTAL}](?=[)）])|十[${HORIZONTAL}](?=月|日|届|条|章|五|四|三)|ー(?=[\\u4e00-\\u9fff])`,
      "g",
    ),
    message: ({ 0: text }) => `“${text}”中的横线应为汉字“一”。`,
    suggest: ({ 0: text }) => [text.replace(new RegExp(`[${HORIZONTAL}]`), "一")],
    accept: ({ 0: text, index }, block) =>
      !new RegExp(`[${HORIZONTAL}]`).test(block.text.charAt(index - 1) + block.text.charAt(index + text.length)),
  },
  {
    regex: new RegExp(`(?<=[A-Za-z])[${cyrillic}]{1,8}|[${cyrillic}]{1,8}(?=[A-Za-z])`, "g"),
    message: ({ 0: text }) => `“${text}”是别的文字里形近的字母，应为拉丁字母“${latinOf(text)}”。`,
    suggest: ({ 0: text }) => [latinOf(text)],
  },
  {
    // A letter alone before what is classed by letters: А级, В座.
    regex:
      /(?<![\u0370-\u04ff])[АВЕКМНОРСТХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ](?=[级类型座区股恤栋楼馆口线组卷证照轮档款班超段]|等级|计划|方案)/g,
    message: ({ 0: text }) => `“${text}”是别的文字里形近的字母，应为拉丁字母“${latinOf(text)}”。`,
    suggest: ({ 0: text }) => [latinOf(text)],
  },
  {
    regex: /[«≪]([^«»≪≫\n]{1,60})[»≫]/g,
    message: "书名号应为“《 》”，两半一并改正。",
    suggest: "《$1》",
    accept: ({ 0: text }) => /[\u4e00-\u9fff]/.test(text),
  },
];

const latinOf = (text: string): string => Array.from(text, (char) => sameLook.get(char) ?? char).join("");

export const lookAlike: PatternRule = {
  id: "char-homoglyph",
  category: "encoding",
  title: "汉字与形近符号混用",
  severity: "warning",
  fix: "safe",
  authority: [gb15835("5.2.5"), standardCharacters()],
  confidence: 0.93,
  checks: ["MC-01"],
  scope: "pattern",
  patterns,
  wrong: [
    { text: "⟦二○二四⟧年五月", first: "二〇二四" },
    { text: "⟦二OO九⟧年建成", first: "二〇〇九" },
    { text: "2⟦O⟧24年投入使用。", first: "0" },
    { text: "⟦第—⟧章总则", first: "第一" },
    { text: "⟦进—⟧步优化营商环境。", first: "进一" },
    { text: "下载A⟦Р⟧P后登录。", first: "P" },
    { text: "5月1⟦曰⟧起施行。", first: "日" },
    { text: "新增⟦А⟧级景区2家。", first: "A" },
    { text: "按照⟦≪管理办法≫⟧执行。", first: "《管理办法》" },
    { text: "人⟦囗⟧普查。", first: "口" },
  ],
  right: [
    "二〇二四年五月，三〇二医院，2000年建成。",
    "核心理念——以人民为中心。",
    "北京—上海高速铁路，2020—2024年。",
    "α粒子和β粒子，电阻为5kΩ，长度为3μm。",
    "子曰：学而时习之。",
    "第一章总则，进一步优化营商环境。",
  ],
};
