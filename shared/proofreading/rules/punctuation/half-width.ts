/** Half-width stops in Chinese text (GB/T 15834-2011 5.1). Identical ones collapse into one group. */
import { gb15834 } from "../../authority";
import { HAN } from "../../characters";
import type { Pattern, PatternRule } from "../../rule";
import { isNameDot } from "./foreign-name";

const wide: Readonly<Record<string, string>> = { ",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。" };

/** What a Chinese sentence ends or goes on with. */
const CLOSER = "”’》〉）】〕";
const OPENER = "“‘《〈（【〔";

const stop = (regex: RegExp, accept?: Pattern["accept"]): Pattern => ({
  regex,
  message: ({ 0: mark }) => `中文语句应使用全角标点“${wide[mark] ?? mark}”。`,
  suggest: ({ 0: mark }) => [wide[mark] ?? mark],
  ...(accept === undefined ? {} : { accept }),
});

const notInName: Pattern["accept"] = ({ index }, { text }) =>
  !isNameDot(text, index) &&
  !(text.includes("《") && /《[\u4e00-\u9fff]{1,12}$/.test(text.slice(Math.max(0, index - 13), index)));
const inChinese: Pattern["accept"] = (_, { text }) => new RegExp(`[${HAN}]{2}`).test(text);

export const halfWidthStop: PatternRule = {
  id: "punct-halfwidth-in-chinese",
  category: "punctuation",
  title: "中文中使用半角标点",
  severity: "error",
  fix: "safe",
  authority: [gb15834("5.1")],
  confidence: 0.97,
  checks: ["MC-01"],
  antipatterns: [
    /[A-Za-z0-9/]{2,40}[:;,.?!][A-Za-z0-9/]{2,40}/,
    /^\s{0,4}[（(]?[一二三四五六七八九十]{1,3}[)）]?[.,:]/,
    /https?:\/\/[!-~]{1,200}/,
  ],
  scope: "pattern",
  patterns: [
    stop(new RegExp(`(?<=[${HAN}${CLOSER}])[,;:?!](?!//|[,;:?!])`, "g")),
    stop(
      new RegExp(
        `(?<=[${HAN}${CLOSER}])\\.(?=\\s{0,4}$|[${HAN}${OPENER}${CLOSER}]|\\d{1,4}(?:\\.\\d{1,4})?[%年月日${HAN}]|[A-Z]{2,10}[${HAN}])`,
        "g",
      ),
      notInName,
    ),
    stop(new RegExp(`(?<=[0-9A-Za-z%℃])[,;:](?=\\s?[${HAN}${OPENER}])`, "g")),
    stop(new RegExp(`(?<=[0-9%℃])[?!](?=[${HAN}${OPENER}])`, "g")),
    stop(/(?<=\d),(?=\d{4}年|\d{1,2}月\d)/g),
    stop(/(?<=[0-9A-Za-z%℃])[;,](?=\s{0,4}$)/g, inChinese),
    stop(/(?<=[%℃])\.(?=\s{0,4}$|[\u4e00-\u9fff])/g, inChinese),
    stop(/\.(?<=[\u4e00-\u9fff][^\n]{0,40}\d\.)(?=\s{0,4}$)/g, (_, { text }) => text.length > 12),
  ],
  wrong: [
    { text: "请各单位加强值守⟦,⟧遇有情况及时报告⟦.⟧", first: "，" },
    { text: "办理时限⟦:⟧五个工作日", first: "：" },
    { text: "《管理细则》⟦;⟧配套文件另行印发", first: "；" },
    { text: "启用5.5G基站⟦,⟧覆盖全部乡镇。", first: "，" },
    { text: "全年投入1.2亿元⟦,⟧同比增长6%⟦;⟧" },
    { text: "会议要求压实责任⟦.⟧各部门要抓紧落实。", first: "。" },
    { text: "附件1⟦:⟧任务清单", first: "：" },
    { text: "完成率达到98.5%⟦.⟧", first: "。" },
  ],
  right: [
    "请各单位加强值守，遇有情况及时报告。",
    "网址为https://www.example.gov.cn/a,b。",
    "比例为3:1，时间为9:30，投资1,000万元。",
    "Hello, world! 你好。",
    "增长5.5%，版本为V2.0.1。",
    "附件：任务清单.docx",
  ],
};
