/** Numbers half in words and half in figures, short years of beginnings, and letters among figures: 四十二点5岁, 于22年启动, 6月l5日 (GB/T 15835-2011 5.2, 5.3). */
import { gb15835 } from "../../authority";
import { chineseNumber } from "../../characters";
import type { PatternRule } from "../../rule";

const UNIT = "[%％‰岁元米吨亩公平立千万亿倍人户家个度克升]";

export const mixedDecimal: PatternRule = {
  id: "num-mixed-decimal",
  category: "number",
  title: "一个数里汉字、数字、字母混用",
  severity: "warning",
  fix: "suggest",
  authority: [gb15835("5.2、5.3")],
  confidence: 0.9,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<![一二三四五六七八九十百千第\\d])(?<whole>[一二三四五六七八九十百]{1,5})点(?<rest>\\d{1,3})(?=个?${UNIT}|个百分点)`,
        "g",
      ),
      message: "同一个数不要一半用汉字、一半用阿拉伯数字。",
      suggest: ({ groups }) => [`${String(chineseNumber(groups?.whole ?? "") ?? "")}.${groups?.rest ?? ""}`],
      accept: ({ input, index }) => !/[第早晚午时日至到：]$/.test(input.slice(0, index)),
    },
    {
      regex:
        /(?<![\d.第])(?<whole>\d{1,4})点(?<rest>[一二三四五六七八九零]{1,3})(?=[%％个岁元米吨亩倍万亿])(?!个[人名])/g,
      message: "同一个数不要一半用汉字、一半用阿拉伯数字。",
      suggest: ({ groups }) => [
        `${groups?.whole ?? ""}.${[...(groups?.rest ?? "")].map((char) => (char === "零" ? "0" : String(chineseNumber(char) ?? ""))).join("")}`,
      ],
    },
    {
      regex:
        /(?<=\d{1,2}月|\d{1,2}日|[：:至到—])[lIｌ](?=\d[日时点:：]|[日时](?=[，。；前起至]))|(?<=\d{1,2}月)[oOО](?=[1-9]日)|(?<=\d{1,2}月[123]?)[oO](?=日)/g,
      message: "数字里混入了字母。",
      suggest: ([mark]) => [/[oOО]/.test(mark) ? "0" : "1"],
    },
    {
      regex:
        /(?<=(?:^|[，。；])[一-龥]{0,8}(?:于|自|从|在))(?<mark>(?<year>[012]\d)年)(?=(?:底|初|年底)?(?:启动|建成|成立|开工|开始|完成|实施|投入|竣工|起|被|获|出台|印发|设立|搬迁|退休|毕业|参加|引进|底|初))/g,
      message: "年份应写四位数字。",
      suggest: ({ groups }) => [`20${groups?.mark ?? ""}`],
    },
    {
      regex: /(?<=\d(?:\.\d{1,3})?(?:米|m|cm|毫米|厘米)?)[xX](?=\d{1,4}(?:\.\d{1,3})?(?:米|m|cm|毫米|厘米|mm))/g,
      message: "尺寸之间用乘号“×”。",
      suggest: "×",
    },
    {
      regex:
        /(?<![一-龥])(?<mark>[壹贰叁肆伍柒捌玖拾]{1,3})(?=[个名户条项台件座辆岁天](?!人之))|(?<=[\d一-龥、，])(?<!人民币|[壹贰叁肆伍陆柒捌玖拾佰仟万零元角])(?<mark2>[壹贰叁肆柒捌玖拾]{1,2})(?=[个名户项台件座辆](?:[一-龥]))/g,
      message: "一般行文不用大写的数字。",
      suggest: ({ 0: mark }) => [
        [...mark].map((char) => "一二三四五六七八九十".charAt("壹贰叁肆伍陆柒捌玖拾".indexOf(char))).join(""),
      ],
    },
    {
      regex:
        /(?<=[一-龥](?:达到?|为|有|共|约|计|至|超过?))\d{1,4}\.\d{1,2}(?=(?:人|名|户|家|辆|起|所|座)(?:次)?[，。；、（])/g,
      message: "人、户、家等不会有小数，请核对是否漏写“万”。",
      suggest: "$0万",
      accept: ({ input, index }) =>
        !/均|每|比|率|密度|相当|倍|指数|平均/.test(input.slice(Math.max(0, index - 18), index)),
    },
    {
      regex:
        /(?<=“)(?:一·二九|一二九|一·二·九|一二八|九·一八|五·四|七·七|六·一|八·一|三·八|七·一|五·卅)(?=”(?:事变|运动|精神|[一-龥]{0,4}节|抗战|纪念|爱国))/g,
      message: "涉及一月、十一月、十二月的汉字月日专名用间隔号，其他月份不用。",
      suggest: ([mark]) => {
        const plain = mark.replaceAll("·", "");
        return [plain === "一二九" ? "一二·九" : plain === "一二八" ? "一·二八" : plain];
      },
    },
    {
      regex:
        /(?<=“)(?<month>\d{1,2})[、，](?<day>\d{1,2})(?=”(?:[一-龥]{0,8}(?:日|节|周|运动|事变|地震|宣传|纪念|大|特大)))/g,
      message: "用月日作专名时，月日之间用间隔号。",
      suggest: ({ groups }) => [`${groups?.month ?? ""}·${groups?.day ?? ""}`],
    },
  ],
  wrong: [
    { text: "职工平均年龄为⟦三十八点5⟧岁。", first: "38.5" },
    { text: "合格率提高了3个百分点，为⟦九十六点2⟧%。", first: "96.2" },
    { text: "办理时间为9月⟦l⟧2日至16日。", first: "1" },
    { text: "该站于⟦21年⟧建成投用。", first: "2021年" },
    { text: "展板规格为1.2米⟦x⟧2.4米。", first: "×" },
    { text: "全县下辖13个乡镇、⟦贰⟧个街道。", first: "二" },
    { text: "参保人数达⟦35.6⟧人，参保率98%。", first: "35.6万" },
    { text: "“⟦九·一八⟧”事变爆发。", first: "九一八" },
    { text: "“⟦12、4⟧”国家宪法日。", first: "12·4" },
  ],
  right: [
    "职工平均年龄为38.5岁，中午十二点30分集合。",
    "办理时间为9月12日至16日，9月1日开学。",
    "平均每户为3.2人，人民币贰佰元整，伍家岗区、陆家村。",
    "该站于2021年建成投用，从22年前的窑洞搬出。",
    "展板规格为1.2米×2.4米，型号为X5。",
    "“九一八”事变爆发，“一二·九”运动，“12·4”国家宪法日。",
  ],
};
