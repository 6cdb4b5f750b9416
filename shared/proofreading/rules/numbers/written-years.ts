/** Years in words and in short: 二零二三年, 23年 (GB/T 15835). */
import { gb15835 } from "../../authority";
import type { PatternRule } from "../../rule";

export const zeroInYear: PatternRule = {
  id: "num-year-hanzi-ling",
  category: "number",
  title: "汉字年份用“零”",
  severity: "error",
  fix: "safe",
  authority: [gb15835("5.2.5")],
  confidence: 0.95,
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<![一二三四五六七八九十百千万〇零])(?<mark>(?=[一二][一二三四五六七八九〇○]{0,2}零)[一二][〇零○一二三四五六七八九]{3})(?=年|学年|[—－～~至到-]{1,2}[一二][〇零○一二三四五六七八九]{3}年)/g,
      message: "用汉字写年份时，“零”应写作“〇”。",
      suggest: ([whole]) => [whole.replace(/[零○]/g, "〇")],
    },
  ],
  wrong: [
    { text: "⟦二零二三⟧年一月", first: "二〇二三" },
    { text: "成文于⟦一九九零⟧年。", first: "一九九〇" },
    { text: "⟦二零零八⟧年五月十二日", first: "二〇〇八" },
    { text: "规划期为⟦二零二一⟧至二〇二五年。", first: "二〇二一" },
    { text: "⟦二〇一零⟧年", first: "二〇一〇" },
  ],
  right: ["二〇二三年一月", "一百零五年", "历时二十年零三个月", "二〇二四年五月", "一千零二年前"],
};

/** After these words two figures are a length of time: 历时12年. */
const LENGTH =
  /(?:\d|第|近|约|历时|历经|达|满|逾|超过?|连续|长达|为期|时隔|过去|未来|最近|至少|不少于|不低于|处|刑|徒刑|监禁|改革|开放|建[校厂院立成]|结婚|从[教医警事业]|工作|任[职教]|[有了的过隔这那几每前后头共比])[ ]?$/;
/** 23年 is a year when what follows belongs to a year and not to a length of time. */
const SHORT_YEAR =
  /(?<![\d.,年月日—－\-～~至到〔[（(A-Za-z])(?<mark>(?:[0-3]\d|[789]\d)年)(?=(?:0?[1-9]|1[0-2])月(?!\d)|全[年市省县区国镇]|我[市省县区局镇]|上半年|下半年|度(?!过|假)|[初底末](?![一-龥]{0,1}次)|一季度|[二三四前]季度|[前三一二四]{1,4}季度|[春夏秋冬]|财政|预算|决算)/g;

export const shortYear: PatternRule = {
  id: "num-year-short",
  category: "number",
  title: "年份简写",
  severity: "warning",
  fix: "suggest",
  authority: [gb15835("5.1.4")],
  confidence: 0.8,
  scope: "pattern",
  patterns: [
    {
      regex: SHORT_YEAR,
      message: "年份应写全四位数字，不写作“$0”。",
      accept: ({ input, index }) => !LENGTH.test(input.slice(Math.max(0, index - 5), index)),
      suggest: ([whole]) => [fullYear(whole)],
    },
    {
      regex:
        /(?<![\d.,年月日—－\-～~至到〔[（(A-Za-z第零])(?<mark>0\d年)(?!级|期|制|\d|[0-9]?月)(?=[一-龥，。、；）)]|$)/g,
      message: "年份应写全四位数字，不写作“$0”。",
      accept: ({ input, index }) => !LENGTH.test(input.slice(Math.max(0, index - 5), index)),
      suggest: ([whole]) => [fullYear(whole)],
    },
    {
      regex: /(?<mark>['’‘](?:[0-3]\d|[789]\d)年)/g,
      message: "年份应写全四位数字，不写作“$0”。",
      suggest: ([whole]) => [fullYear(whole.slice(1))],
    },
  ],
  wrong: [
    { text: "⟦23年⟧全市共检查网站62家次。", first: "2023年" },
    { text: "自⟦24年⟧5月起实行。", first: "2024年" },
    { text: "⟦98年⟧底建成投用。", first: "1998年" },
    { text: "完成⟦22年⟧度考核。", first: "2022年" },
    { text: "⟦08年⟧以来，网站多次改版。", first: "2008年" },
    { text: "与⟦23年⟧上半年相比，办件量上升。", first: "2023年" },
  ],
  right: [
    "2023年全市共检查网站62家次，历时12年。",
    "连续23年全市无重大事故。",
    "20年前建成，30年来持续改进，10年间翻番。",
    "被判处有期徒刑12年6个月。",
    "2023—24年度工作总结。",
    "第23年度会议。",
  ],
};

function fullYear(text: string): string {
  return `${Number(text.slice(0, 2)) >= 70 ? "19" : "20"}${text}`;
}
