/** Marks inside a figure, 39．5, 1,730,55, and figures joined with words: 1十三个, 二十5户. */
import { gb15835 } from "../../authority";
import { wordsToNumber } from "../../numerals";
import type { PatternRule } from "../../rule";

const MEASURED =
  "(?=[ ]?(?:[%％‰℃]|个百分点|万|亿|元|人|家|户|件|亩|吨|公|千|平方|立方|米|倍|个|名|次|辆|台|座|所|份|册|项|处|斤|克|升|度|美元|k|m|c))";

export const figureMark: PatternRule = {
  id: "num-figure-mark",
  category: "number",
  title: "小数点、千分号写错",
  severity: "error",
  fix: "suggest",
  authority: [gb15835("5.1")],
  confidence: 0.9,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<![\\d.．。·:：/-])(?<mark>\\d{1,6}(?:．|。|·|•|・)\\d{1,4})(?![\\d.．。·日月年])${MEASURED}`,
        "g",
      ),
      message: "数字中的小数点用“.”。",
      accept: ([whole], { text }) => !/^\d{4,6}。/.test(whole) && (!/·/.test(whole) || !/[“”]/.test(text)),
      suggest: ([whole]) => [whole.replace(/[．。·•・]/, ".")],
    },
    {
      regex: new RegExp(
        `(?<![\\d,.，、/A-Za-z-])(?<mark>\\d{1,3}(?:[,，]\\d{3}){0,4}[,，]\\d{1,2}|\\d{1,3}(?:,\\d{3}){0,3},\\d{4,6}|\\d{4,6},\\d{3})(?![\\d,.，])${MEASURED}`,
        "g",
      ),
      message: "千分号从个位起每三位一个，请核对这个数。",
      accept: ([whole]) => /,/.test(whole) && !/，/.test(whole),
      suggest: ([whole]) => [regrouped(whole)],
    },
    {
      regex: new RegExp(
        `(?<![\\d,.，、/A-Za-z第表图号:：条款项年月-])(?<mark>[1-9]\\d{0,2}(?:，\\d{3}){1,4})(?![\\d,.，])${MEASURED}`,
        "g",
      ),
      message: "千分号用半角逗号，或者不用。",
      suggest: ([whole]) => [whole.replace(/，/g, ","), whole.replace(/，/g, "")],
    },
    {
      regex: new RegExp(
        `(?<![\\d.A-Za-z-])(?<mark>\\d{1,6}\\.{2,3}\\d{1,4}|\\d{1,6}\\.[ ]\\d{1,4}(?!\\d))${MEASURED}`,
        "g",
      ),
      message: "小数点多写了，或者后面有空格，请核对这个数。",
      accept: ([whole]) => !whole.includes(" ") || whole.indexOf(".") > 1,
      suggest: ([whole]) => [whole.replace(/\.{2,3}|\.[ ]/, ".")],
    },
  ],
  wrong: [
    { text: "面积⟦39．5⟧万平方米。", first: "39.5" },
    { text: "占比为⟦11。6⟧%。", first: "11.6" },
    { text: "全年处理⟦1,730,55⟧件。", first: "173,055" },
    { text: "投资⟦1，234，500⟧元。", first: "1,234,500" },
    { text: "发放补贴⟦4，457⟧元。", first: "4,457" },
    { text: "增长⟦3..5⟧个百分点。", first: "3.5" },
    { text: "产量⟦12·5⟧万吨。", first: "12.5" },
  ],
  right: [
    "面积39.5万平方米，占比11.6%。",
    "全年处理173,055件，投资1 234 500元。",
    "共检查120家，35家合格，12，3个县区。",
    "截至2023。35家企业参加。",
    "见第3.2.1条，“3·15”活动。",
  ],
};

function regrouped(text: string): string {
  return text.replace(/[,，]/g, "").replace(/(?<=\d)(?=(?:\d{3}){1,6}$)/g, ",");
}

const UNIT =
  "(?=[多余]?(?:万|亿)?(?:个|家|人|户|名|件|项|所|座|台|辆|次|亩|吨|元|公里|米|天|岁|份|处|条|册|位|只|头|棵|株|套|栋|间|批|场|种|平方|公斤|年(?!级|代)|村|镇|乡))";

export const joinedFigures: PatternRule = {
  id: "num-joined-words",
  category: "number",
  title: "一个数里汉字与阿拉伯数字混写",
  severity: "error",
  fix: "suggest",
  authority: [gb15835("4.3")],
  confidence: 0.9,
  scope: "pattern",
  antipatterns: [/[一二三四五六七八九十]{1,3}\d{4}年/, /百年|千年/],
  patterns: [
    {
      regex: new RegExp(
        `(?<![\\d.第〔A-Za-z－-])(?<mark>\\d{1,4}(?:十[一二三四五六七八九]?|[二三四五六七八九]?[百千]?[一二三四五六七八九]?[百十][一二三四五六七八九]?))${UNIT}`,
        "g",
      ),
      message: "一个数不能一部分用阿拉伯数字、一部分用汉字，请统一。",
      accept: ([whole]) => !/^\d{1,3}[百十]$/.test(whole),
      suggest: ([whole]) => inFigures(whole),
    },
    {
      regex: new RegExp(
        `(?<![一二三四五六七八九十百千万亿第\\d])(?<mark>[一二三四五六七八九]?[百千](?:零|[一二三四五六七八九][百十])?\\d{1,3}|[二三四五六七八九]十[1-9]|十[1-9])(?![\\d.:：])${UNIT}`,
        "g",
      ),
      message: "一个数不能一部分用阿拉伯数字、一部分用汉字，请统一。",
      accept: ({ input, index, 0: whole }) =>
        !/[\u4e00-\u9fff]/.test(whole.charAt(0)) ||
        !/^[百千]/.test(whole) ||
        !/[\u4e00-\u9fff]/.test(input[index - 1] ?? ""),
      suggest: ([whole]) => inFigures(whole),
    },
    {
      regex: new RegExp(
        `(?<![\\d.第])(?<mark>\\d{1,4}[万亿][零一二三四五六七八九][百千十]?(?:[一二三四五六七八九]?[百十]?[一二三四五六七八九]?)|(?<![一二三四五六七八九十百千])[一二三四五六七八九十]{1,3}[万亿]\\d{1,4}[千百万]?)${UNIT}`,
        "g",
      ),
      message: "一个数不能一部分用阿拉伯数字、一部分用汉字，请统一。",
      accept: ([whole]) => !/^[一二三四五六七八九十]{1,3}[万亿]\d{4}[千百]/.test(whole),
    },
    {
      regex:
        /(?<=第)(?<mark>\d{1,2}[一二三四五六七八九十]{1,2}|[一二三四五六七八九十]{1,2}\d{1,2})(?=[次届批条期位名项章节个轮号])/g,
      message: "一个数不能一部分用阿拉伯数字、一部分用汉字，请统一。",
    },
    {
      regex:
        /(?<![\d一二三四五六七八九〇])(?<mark>(?=[12一二][0-9〇零○]{0,3}[一二三四五六七八九〇])(?=[一二〇零三四五六七八九]{0,3}\d)[12一二][0-9〇零○一二三四五六七八九]{3})(?=年(?:\d|[一二三四五六七八九十]{1,3}月|度|底|初|末|以来|起|[，。、]))/g,
      message: "年份不能一部分用阿拉伯数字、一部分用汉字，请统一。",
      suggest: ([whole]) => [yearInFigures(whole)],
    },
  ],
  wrong: [
    { text: "全部乡镇中，⟦1十三⟧个已完成。", first: "13" },
    { text: "新增⟦二十5⟧户。", first: "25" },
    { text: "共有职工⟦三百20⟧人。", first: "320" },
    { text: "培训⟦1万二千⟧人。" },
    { text: "投资⟦三亿5000万⟧元。" },
    { text: "召开第⟦3一⟧次会议。" },
    { text: "⟦二0二六⟧年5月印发。", first: "2026" },
    { text: "走访⟦5百二十⟧家企业。", first: "520" },
  ],
  right: [
    "全部乡镇中，13个已完成，新增二十五户。",
    "共有职工320人，培训1.2万人。",
    "之一2024年，第一20人组。",
    "投资3亿元，入选百强20家企业。",
    "二〇二六年五月，2026年5月。",
  ],
};

function inFigures(text: string): readonly string[] {
  const lead = /^\d+/.exec(text)?.[0];
  if (lead !== undefined) {
    const rest = text.slice(lead.length);
    // 1十三 is 13: the 1 says again what 十 says.
    const value = wordsToNumber(
      `${Array.from(lead, (char) => "〇一二三四五六七八九".charAt(Number(char))).join("")}${rest}`,
    );
    return value === null || lead.length > 1 ? [] : [String(value)];
  }
  const words = /^[^\d]+/.exec(text)?.[0] ?? "";
  const figure = text.slice(words.length);
  const base = wordsToNumber(words.replace(/零$/, ""));
  return base === null ? [] : [String(base + BigInt(figure))];
}

function yearInFigures(text: string): string {
  return Array.from(text.replace(/[零○]/g, "〇"), (char) => {
    const at = "〇一二三四五六七八九".indexOf(char);
    return at === -1 ? char : String(at);
  }).join("");
}
