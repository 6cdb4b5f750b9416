/** Ellipses, dashes, range marks and dates written with the wrong mark (GB/T 15834-2011 4.10, 4.11, 4.13). */
import { gb15834, gb15835 } from "../../authority";
import type { Pattern, PatternRule } from "../../rule";

export const ellipsisAndDeng: PatternRule = {
  id: "punct-ellipsis-and-deng",
  category: "punctuation",
  title: "省略号与“等”并用",
  severity: "warning",
  fix: "suggest",
  authority: [gb15834("附录A.9.2")],
  confidence: 0.9,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex: /…{1,4}等(?!级|候|待|于|同|值|我|你|他|到|一)/g,
      message: "省略号和“等”意思相同，只留一个。",
      suggest: ["等", "……"],
    },
    {
      regex: /等等?(?<=、[^，。；、]{1,14})…{1,4}/g,
      message: "“等”和省略号意思相同，只留一个。",
      suggest: ["等", "……"],
    },
  ],
  wrong: [
    { text: "展出剪纸、泥塑⟦……等⟧作品。", first: "等" },
    { text: "展出剪纸、泥塑⟦等……⟧", first: "等" },
    { text: "有书籍、报刊⟦…等⟧。", first: "等" },
  ],
  right: ["展出剪纸、泥塑等作品。", "展出剪纸、泥塑……", "他想了想……等到散会再说。", "请等……"],
};

const NOT_LEADER = (found: RegExpExecArray, { text }: { text: string }): boolean =>
  !/^\s{0,4}\d/.test(text.slice(found.index + found[0].length, found.index + found[0].length + 6));

const dots = (regex: RegExp, accept?: Pattern["accept"]): Pattern => ({
  regex,
  message: "省略号应写作“……”，占两个字的位置。",
  suggest: "……",
  ...(accept === undefined ? {} : { accept }),
});

export const ellipsisForm: PatternRule = {
  id: "punct-ellipsis-form",
  category: "punctuation",
  title: "省略号形式错误",
  severity: "error",
  fix: "safe",
  authority: [gb15834("4.11")],
  confidence: 0.95,
  checks: ["MC-01"],
  antipatterns: [/…{5,40}|\.{7,80}|。{7,40}|·{7,40}/],
  scope: "pattern",
  patterns: [
    dots(/(?<!。)。{3,6}(?!。)/g),
    dots(/(?<![…])(?:…{3}|…{5})(?!…|等)/g, NOT_LEADER),
    {
      // One half becomes two: applied twice it would grow, so a person applies it.
      ...dots(/(?<=[\u4e00-\u9fff”》）、，])…(?!…|等)/g, NOT_LEADER),
      fix: "suggest",
    },
    dots(/(?<=[\u4e00-\u9fff”》）、，])\.{3,6}(?!\.)|(?<!\.)\.{3,6}(?=[\u4e00-\u9fff“《])/g, NOT_LEADER),
    dots(/(?<=[\u4e00-\u9fff”》）、，])(?:·{3,6}|．{3,6}|•{3,6}|⋯{1,2}|‥{1,3})(?![·．•⋯‥])/g, NOT_LEADER),
  ],
  wrong: [
    { text: "他说完就走了⟦。。。⟧", first: "……" },
    { text: "清单包括门窗、管道⟦...⟧", first: "……" },
    { text: "这件事⟦…⟧还要再议。", first: "……" },
    { text: "许多人都来了⟦······⟧", first: "……" },
    { text: "一遍又一遍⟦………⟧", first: "……" },
  ],
  right: ["他说完就走了……", "第一章 总则……………………3", "wait... and see", "第二章......5", "他走了。"],
};

/** Nouns of things that run from one place to another: a single dash joins the places. */
const JOINT =
  /线|铁|路|航|高速|通道|走廊|工程|输电|管道|段|廊|带|圈|河|海岸|轴|关系|共体|论坛|委员会|对话|联盟|峰会|首脑|洲|南京|地区/;

const isClause: Pattern["accept"] = ({ index }, { text }) => {
  const [before, after] = [text.slice(Math.max(0, index - 12), index), text.slice(index + 1, index + 20)];
  if (/[—－–-]/.test(before + after) || JOINT.test(after.slice(0, 16))) return false;
  if (/[中国省市县州区港站日月年周时条章]$/.test(before)) return false;
  const clause = /^[^，。；：、！？“”（）]{0,20}/.exec(after)?.[0] ?? "";
  return clause.length >= 5;
};

const dash = (regex: RegExp, more?: Partial<Pattern>): Pattern => ({
  regex,
  message: "破折号应写作“——”，占两个字的位置。",
  suggest: "——",
  ...more,
});

export const dashForm: PatternRule = {
  id: "punct-dash-form",
  category: "punctuation",
  title: "破折号形式错误",
  severity: "warning",
  fix: "safe",
  authority: [gb15834("4.10")],
  confidence: 0.9,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    dash(/(?<=[\u4e00-\u9fff”》）])(?:-{2,4}|－{2,4}|–{1,3}|[─━]{1,4}|―{1,3}|﹣{2,4}|−{2,3})(?=[\u4e00-\u9fff“《（])/g),
    dash(/(?<=[\u4e00-\u9fff”》）])(?:-{2,4}|－{2,4}|–{2,3}|[─━]{2,4}|―{1,3}|—{3})(?=[A-Za-z0-9])/g),
    dash(/(?<=^\s{0,4})(?:-{2,4}|－{2,4}|–{2,3}|[─━]{1,4}|―{1,3}|—)(?=[\u4e00-\u9fff“《])/g),
    dash(/(?<=[\u4e00-\u9fff”》）])—{3,4}(?=[\u4e00-\u9fff“《])/g),
    dash(/(?<=[\u4e00-\u9fff”》）])—(?=[\u4e00-\u9fff“《])/g, { accept: isClause, fix: "suggest" }),
    dash(/(?<=[”》），。])—(?=[\u4e00-\u9fff“《])/g, { accept: isClause, fix: "suggest" }),
  ],
  wrong: [
    { text: "服务宗旨⟦--⟧让群众少跑腿。", first: "——" },
    { text: "服务宗旨⟦──⟧让群众少跑腿。", first: "——" },
    { text: "这是我们的根本宗旨⟦—⟧全心全意为人民服务。", first: "——" },
    { text: "⟦－－⟧在全市推进会上的讲话", first: "——" },
    { text: "三件大事⟦———⟧修路、通水、办学。", first: "——" },
  ],
  right: [
    "服务宗旨——让群众少跑腿。",
    "成都—重庆高速铁路开通。",
    "上海—苏州—南京沿线，周一—周五办理。",
    "会期为2024年5月1日—5月3日。",
    "run --help",
  ],
};

const NUMBER = "\\d{1,6}(?:\\.\\d{1,3})?";
const AMOUNT =
  "%|％|‰|万|亿|元|人|名|个|天|小时|分钟|秒|公里|千米|米|厘米|毫米|平方|立方|亩|吨|公斤|千克|克|度|℃|岁|家|项|次|倍|级|周|户|台|辆|件|分(?!类|局|院|公司)|折|成|毫升|升(?!级)|公顷|千瓦|兆";

export const rangeMark: PatternRule = {
  id: "punct-range-mark",
  category: "punctuation",
  title: "数值范围用“-”“~”",
  severity: "hint",
  fix: "safe",
  authority: [gb15834("4.13"), gb15835("5.1.3")],
  confidence: 0.85,
  checks: ["MC-01"],
  antipatterns: [/[A-Za-z][\w.]{0,12}-[\w.-]{1,12}|\d{3,4}-\d{7,8}|\d{1,4}-\d{1,4}-\d{1,6}/],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?<![\\w.\\-/~—～第〔])(${NUMBER}[%％℃]?(?:万|亿)?(?:元|人|个|天|米)?)(?:[-~]|－|–)(${NUMBER}(?:${AMOUNT}))`,
        "g",
      ),
      message: "数值的起止之间应使用“～”。",
      suggest: "$1～$2",
    },
    {
      regex: /(?<![\w.\-/~—～第〔])((?:19|20)\d{2}年?)(?:[-~]|－|–)((?:19|20)\d{2}(?:年|学年|财年))/g,
      message: "起止的年份之间应使用一字线“—”。",
      suggest: "$1—$2",
    },
    {
      regex:
        /(?<=[\u4e00-\u9fff，（：\s]|^)(\d{1,2}[月日年]?(?:\d{1,2}日)?)[-~](\d{1,2}(?:月(?!\d{1,2}[-~])(?:\d{1,2}日)?|日))/g,
      message: "起止的日期之间应使用一字线“—”。",
      suggest: "$1—$2",
      fix: "suggest",
    },
    {
      regex: /(?<![\w.\-/:])((?:[01]?\d|2[0-4]):[0-5]\d)(?:[-~]|－|–)((?:[01]?\d|2[0-4]):[0-5]\d)(?![\d:])/g,
      message: "起止的时间之间应使用一字线“—”。",
      suggest: "$1—$2",
      fix: "suggest",
    },
    {
      regex: /(?<=[\d%％元人个天年月日])~(?=\d)/g,
      message: "起止之间应使用“～”或“—”，不用半角波浪号。",
      suggest: "～",
    },
  ],
  wrong: [
    { text: "合格率为⟦90%-95%⟧。", first: "90%～95%" },
    { text: "每次培训⟦3~5天⟧。", first: "3～5天" },
    { text: "规划期为⟦2021-2025年⟧。", first: "2021—2025年" },
    { text: "展览于⟦5月1日-7日⟧举行。", first: "5月1日—7日" },
    { text: "办公时间⟦9:00-17:00⟧。", first: "9:00—17:00" },
  ],
  right: [
    "合格率为90%～95%。",
    "规划期为2021—2025年。",
    "联系电话0817-1234567，型号为XY-200型。",
    "执行GB/T 15834-2011，发布于2024-05-01。",
    "主队以3-1获胜。",
  ],
};

export const dateMark: PatternRule = {
  id: "punct-date-dun",
  category: "punctuation",
  title: "年月日简写误用顿号或点",
  severity: "error",
  fix: "safe",
  authority: [gb15834("附录A.4.2")],
  confidence: 0.95,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex: /(?<!\d)((?:19|20)\d{2})[、，]((?:0?[1-9]|1[0-2]))[、，]((?:0?[1-9]|[12]\d|3[01]))(?![\d、])/g,
      message: "年月日的简写之间应使用连接号“-”，不用顿号。",
      suggest: "$1-$2-$3",
    },
    {
      regex: /(?<![\d.\w/])((?:19|20)\d{2})．((?:0?[1-9]|1[0-2]))．((?:0?[1-9]|[12]\d|3[01]))(?![\d．])/g,
      message: "年月日的简写之间应使用连接号“-”，不用点。",
      suggest: "$1-$2-$3",
      fix: "suggest",
    },
  ],
  wrong: [
    { text: "登记日⟦2024、05、01⟧", first: "2024-05-01" },
    { text: "有效期至⟦2026、3、8⟧。", first: "2026-3-8" },
    { text: "登记日⟦2024．5．1⟧", first: "2024-5-1" },
  ],
  right: ["登记日2024-05-01", "2022、2023、2024三年", "软件版本为2024.5.1。", "2024年5月1日"],
};
