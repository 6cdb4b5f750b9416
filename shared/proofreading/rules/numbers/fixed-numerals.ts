/** Places where Chinese numerals are fixed, written in figures, and the other way round (GB/T 15835-2011 4.1, 4.2). */
import { gb15835 } from "../../authority";
import { chineseNumber } from "../../characters";
import type { PatternRule } from "../../rule";

const REIGNS =
  "光绪|康熙|乾隆|道光|咸丰|同治|嘉庆|雍正|宣统|顺治|万历|嘉靖|洪武|永乐|崇祯|正德|成化|弘治|宣德|正统|景泰|天顺|隆庆|天启|贞观|开元|淳熙|绍兴|至元|至正|元丰|民国";
const FIGURES = "〇一二三四五六七八九";

/** 12 → 十二, below a hundred. */
function inWords(figure: string): string {
  const number = Number(figure);
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const last = ones === 0 ? "" : FIGURES.charAt(ones);
  if (tens === 0) return FIGURES.charAt(number);
  return `${tens === 1 ? "" : FIGURES.charAt(tens)}十${last}`;
}

const worded = (groups: Readonly<Record<string, string>> | undefined): readonly string[] => [
  inWords(groups?.mark ?? ""),
];

/** Words that begin with a numeral of their own. */
const WORDS =
  "1(?:些|定(?!金)|直(?!径)|般|样|切(?!面)|旦|律|致|系列|方面|体化|站式|次性告知|窗(?:受理|通办)|网通办|事1议|把手|以贯之|如既往)|2(?:话不说)|3(?:农(?=工作|问题|领域|干部|事业)|令五申|三两两)|4(?:面环|面八方|通八达)|5(?:湖四海|谷丰登)|8方(?:来客|支援)|100(?:花齐放)|1000(?:家万户|方百计|头万绪)";

export const fixedNumerals: PatternRule = {
  id: "num-fixed-words",
  category: "number",
  title: "该用汉字数字的用了阿拉伯数字，或者相反",
  severity: "warning",
  fix: "suggest",
  authority: [gb15835("4.1、4.2")],
  confidence: 0.88,
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(`(?<=(?:${REIGNS}))(?<mark>\\d{1,2})(?=年)`, "g"),
      message: "帝王纪年、民国纪年用汉字数字。",
      suggest: ({ groups }) => worded(groups),
    },
    {
      regex:
        /(?<=(?:正月|腊月|冬月|大年(?:初)?|农历[一二三四五六七八九十]{1,2}月(?:初)?|(?:正月|腊月|[一二三四五六七八九十]月)初))(?<mark>\d{1,2})(?=[日，。、；至到—上下晚早前后夜]|$)/g,
      message: "农历月日用汉字数字。",
      suggest: ({ groups }) => worded(groups),
    },
    {
      regex: /(?<=农历)(?<mark>\d{1,2}月(?:初)?\d{1,2}日?)/g,
      message: "农历月日用汉字数字。",
      suggest: ({ groups }) => [
        (groups?.mark ?? "")
          .replace(/日$/, "")
          .replace(/\d{1,2}/g, inWords)
          .replace(/月([一二三四五六七八九十])$/, "月初$1"),
      ],
    },
    {
      regex:
        /(?<=[零〇一二三四五六七八九十百](?:来|几)?分之)(?<mark>\d{1,2})(?![\d.％%])|(?<mark2>(?<![\d.])\d{1,2})(?=分之[一二三四五六七八九十])/g,
      message: "一个分数里汉字与阿拉伯数字不混用。",
      suggest: ({ 0: figure }) => [inWords(figure)],
    },
    {
      regex: /(?<=\d{1,2}世纪)(?<mark>[一二三四五六七八九]十)(?=年代)/g,
      message: "世纪用阿拉伯数字时，年代也用阿拉伯数字。",
      suggest: ({ groups }) => [`${chineseNumber(groups?.mark ?? "") ?? ""}`],
    },
    {
      regex:
        /(?<=第)(?<mark>\d{1,2})(?=次全国(?:人口|农业|经济|国土|文物|水利|污染源)|(?:书记|产业|课堂|议题|一责任人)|季度)|(?<=(?:^|[^\d第])前)(?<mark2>[23])(?=个?季度)|(?<=(?:\d年|^|[，。、；今去]年?))(?<mark3>[1-4])(?=季度)/g,
      message: "固定的名称、季度用汉字数字。",
      severity: "hint",
      suggest: ({ 0: figure }) => [inWords(figure)],
    },
    {
      regex: new RegExp(`(?<![\\d.A-Za-z第〔\\[(（-])(?:${WORDS})`, "g"),
      message: "固定词语里的数字用汉字。",
      suggest: ({ 0: whole }) => [
        whole
          .replace(/^\d+/, (figure) => (figure === "100" ? "百" : figure === "1000" ? "千" : inWords(figure)))
          .replace(/1议/, "一议"),
      ],
    },
    {
      regex: /(?<=[“"]?)(?<mark>1[0-6])(?=五[”"]?(?:规划|时期|期间|以来|末|开局))/g,
      message: "五年规划的序数用汉字数字。",
      suggest: ({ groups }) => worded(groups),
    },
    {
      regex:
        /(?<![一二三四五六七八九十百千万第])(?<mark>[两三四五六七八九])(?=个(?:行政村|自然村|村民小组|居民小组|社区|乡镇|标段|班级)[、，](?:[一-龥]{0,6})\d{1,6}[名户人家])/g,
      message: "同一句里并列的计数，写法应当一致。",
      severity: "hint",
      suggest: ({ 0: word }) => [`${"一二三四五六七八九".indexOf(word === "两" ? "二" : word) + 1}`],
    },
    {
      regex:
        /(?:约|大约)有?(?<mark>近|将近)(?=\d)|(?<=约(?:有)?\d[\d.,]{0,8}[万亿]?(?:人|名|户|元|亩|吨|家|件|个))(?<mark2>左右|上下)/g,
      message: "两个表示概数的词重复，留一个。",
      suggest: "",
    },
    {
      regex:
        /(?<=[。；，](?:全长|总长|面积|深|高|宽|总投资|投资|共|约|达|为)|[。；，])(?<mark>[\d]{1,3}[．,，]\d{3})(?=万|亿|元|人|吨|亩|公里)(?<!\d[.,]\d{3}[．,，]\d{3})/g,
      message: "数字中间用了全角或汉语的标点，请核对。",
      suggest: ({ groups }) => [(groups?.mark ?? "").replace(/[．,，]/, "")],
      accept: ({ groups }) => /[．，]/.test(groups?.mark ?? ""),
    },
  ],
  wrong: [
    { text: "碑立于清光绪⟦12⟧年。", first: "十二" },
    { text: "腊月⟦23⟧，镇里送春联。", first: "二十三" },
    { text: "农历⟦8月15日⟧举办灯会。", first: "八月十五" },
    { text: "约占三分之⟦1⟧。", first: "一" },
    { text: "建于20世纪⟦八十⟧年代。", first: "80" },
    { text: "第⟦4⟧次全国文物普查启动。", first: "四" },
    { text: "前⟦3⟧季度收入增长。", first: "三" },
    { text: "听取⟦1些⟧群众的意见。", first: "一些" },
    { text: "编制“⟦15⟧五”规划。", first: "十五" },
    { text: "该村有⟦三⟧个村民小组、28名党员。", first: "3" },
    { text: "约有⟦近⟧300人报名。", first: "" },
  ],
  right: [
    "碑立于清光绪十二年（1886年）。",
    "腊月二十三，镇里送春联。农历八月十五举办灯会。",
    "约占三分之一。建于20世纪80年代。",
    "第四次全国文物普查启动，前三季度收入增长，2026年第一季度开工。",
    "听取一些群众的意见。编制“十五五”规划。",
    "年降水量1200毫米，有三个阶段、28项任务。",
    "第3批名单有30人，约有300人报名。",
    "1方混凝土，1直径的管，1定金。",
  ],
};
