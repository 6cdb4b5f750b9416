/** Marks between the members of a series (GB/T 15834-2011 4.5, 4.6): 一是…，二是…；三是…, A、B，C等. */

import { gb15834 } from "../../authority";
import { hitsOf } from "../../hits";
import type { BlockRule, Match, PatternRule } from "../../rule";

const MARKER = /(?<=[，；。：:、])([一二三四五六七八九])(是|要)(?!否|非|一种)/g;

export const mixedSeries: BlockRule = {
  id: "punct-series-mixed",
  category: "punctuation",
  title: "并列分句之间的标点不一致",
  severity: "hint",
  fix: "suggest",
  authority: [gb15834("4.6")],
  confidence: 0.8,
  checks: ["MC-01"],
  wraps: true,
  scope: "block",
  seeks: [/[，；]二(?:是|要)/],
  find: (block) => seriesIn(block.text).flatMap((marks) => mixed(block.id, block.text, marks)),
  wrong: [
    { text: "一是摸清底数⟦，⟧二是分类施策；三是跟踪问效。", first: "；" },
    { text: "一要压实责任；二要强化督导⟦，⟧三要严肃追责。", first: "；" },
    { text: "主要做法：一是建台账⟦，⟧二是抓整改；三是促提升；四是强保障。", first: "；" },
  ],
  right: [
    "一是摸清底数；二是分类施策；三是跟踪问效。",
    "一是摸清底数，二是分类施策，三是跟踪问效。",
    "一是摸清底数。二是分类施策；三是跟踪问效。",
    "一是摸清底数，建立台账；二是分类施策，精准发力；三是跟踪问效。",
  ],
};

/** Where the marks before 二是, 三是 … of one series stand. */
function seriesIn(text: string): readonly (readonly number[])[] {
  const series: number[][] = [];
  let expected = 2;
  let current: number[] = [];
  for (const found of hitsOf(text, MARKER)) {
    const value = "一二三四五六七八九".indexOf(found[1] ?? "") + 1;
    if (value === expected && value > 1) {
      current.push(found.index - 1);
      expected += 1;
      continue;
    }
    if (current.length > 1) series.push(current);
    [current, expected] = [[], 2];
  }
  if (current.length > 1) series.push(current);
  return series;
}

/** A comma among semicolons: the other way round, ； may part groups. */
function mixed(block: string, text: string, marks: readonly number[]): Match[] {
  const signs = marks.map((at) => text.charAt(at));
  if (!signs.includes("；") || signs.some((sign) => sign !== "；" && sign !== "，")) return [];
  return marks
    .filter((at) => text.charAt(at) === "，")
    .map((start) => ({
      block,
      start,
      end: start + 1,
      message: "同一组并列分句，有的用分号，有的用逗号，请统一。",
      suggestions: ["；"],
    }));
}

const LISTED =
  "工作|方面|内容|部门|单位|活动|措施|问题|领域|项目|重点|任务|行业|产业|事项|环节|场所|区域|人员|服务|设施|手段";

export const commaInList: PatternRule = {
  id: "punct-comma-in-list",
  category: "punctuation",
  title: "并列词语之间用了逗号，或动词后误用顿号",
  severity: "warning",
  fix: "suggest",
  authority: [gb15834("4.5.3")],
  confidence: 0.8,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `(?=，)(?<=(?:抓好|做好|推进|统筹|开展|包括|涉及|加强|围绕|聚焦|整治|检查|落实|保障|完善|强化)[一-龥]{4}、[一-龥]{4})，(?=[一-龥]{4}等(?:${LISTED}))|(?<=(?:抓好|做好|推进|统筹|开展|包括|涉及|加强|围绕|聚焦|整治|检查|落实|保障|完善|强化)[一-龥]{2}、[一-龥]{2})，(?=[一-龥]{2}等(?:${LISTED}))`,
        "g",
      ),
      message: "并列词语之间用顿号。",
      suggest: "、",
    },
    {
      regex:
        /(?<=[一-龥]{2,8}(?:局|委|厅|银行))，(?=[省市县区][一-龥]{2,9}(?:局|委|厅|银行)(?:[，、和]|等|关于|负责|主要|有关))/g,
      message: "并列的单位之间用顿号。",
      suggest: "、",
    },
    {
      regex:
        /(?<=分别(?:为|是|有)|(?:主要|具体|重点)(?:有|是|为|包括|包含)|(?:人员|单位|部门|对象|代表|领导)(?:有|包括)|其中有|还有|如下)[、；](?=[一-龥“《])/g,
      message: "动词后面不用顿号、分号，改用冒号或删去。",
      suggest: ["：", ""],
    },
  ],
  wrong: [
    { text: "抓好秋收秋种、水利兴修⟦，⟧森林防火等工作。", first: "、" },
    { text: "检查对象包括⟦、⟧超市、餐馆和食堂。", first: "：" },
    { text: "补助范围主要包括⟦；⟧农机、种子和化肥。", first: "：" },
    { text: "参会人员有⟦、⟧各局主要负责人。", first: "：" },
    { text: "完善供水、供电⟦，⟧供气等设施。", first: "、" },
    { text: "会议听取了市民政局⟦，⟧市教育局关于工作进展的汇报。", first: "、" },
  ],
  right: [
    "抓好秋收秋种、水利兴修、森林防火等工作。",
    "检查对象包括超市、餐馆和食堂。",
    "国有、集体、私有企业均可参加。",
    "要加强领导、压实责任，形成合力等局面。",
  ],
};

const TITLED = "意见|通知|办法|方案|决定|批复|函|公告|通告|报告|请示|规定|细则|措施|通报|规划|纲要|条例";
const SLOGANS =
  "放管服|互联网\\+|一网通办|一网统管|最多跑一次|高效办成一件事|双减|双碳|两个维护|两个确立|四个意识|四个自信|三农|五位一体|四个全面|一带一路|三会一课|两学一做|双随机、一公开|十四五|十五五|三公|四风|中央八项规定精神|双创|新基建|枫桥经验|千万工程|两山|三个代表|最后一公里|不忘初心、牢记使命|习近平新时代中国特色社会主义思想|习近平经济思想|习近平法治思想|习近平生态文明思想|习近平文化思想|社会主义核心价值观";

export const titleMarks: PatternRule = {
  id: "punct-title-marks",
  category: "quotation-mark",
  title: "文件名称用了引号，提法用了书名号",
  severity: "warning",
  fix: "suggest",
  authority: [gb15834("4.8、4.15")],
  confidence: 0.88,
  checks: ["MC-01"],
  scope: "pattern",
  patterns: [
    {
      regex: new RegExp(
        `“(?<title>关于[^“”《》\\n]{4,50}的(?:${TITLED})(?:（[^（）]{1,8}）)?)”(?=（[^（）]{4,24}号）|(?:已经?|正式|现)?(?:印发|发布|公布|下发|出台|施行|实施)|的?(?:精神|要求|规定|通知|文件))`,
        "g",
      ),
      message: "文件的名称用书名号。",
      suggest: ({ groups }) => [`《${groups?.title ?? ""}》`],
    },
    {
      regex:
        /(?<=(?:根据|依据|按照|依照|印发了?|出台了?|制定了?|修订了?|颁布了?|公布了?|违反|遵守|执行|学习了?|贯彻落实|贯彻|宣传了?|解读了?|适用))“(?<title>[^“”《》，。]{3,40}(?:条例|办法|细则|预案|实施方案|工作方案|行动计划|若干意见|实施意见|若干规定|管理规定|发展规划|规划纲要|法))”/g,
      message: "文件的名称用书名号。",
      suggest: ({ groups }) => [`《${groups?.title ?? ""}》`],
      accept: ({ groups }) =>
        !/(?:办法|做法|方法|看法|手法|说法|想法|工作法|普法|执法|[一二三四五六七八九十\d]{1,3}[条个步]工?作?法)$/.test(
          groups?.title ?? "",
        ) ||
        /(?:管理|实施|暂行|试行|补助|奖励|处理|监督|评定|考核|征收|使用|保障|救助|认定|申报)办法$/.test(
          groups?.title ?? "",
        ),
    },
    {
      regex: new RegExp(`《(?<words>${SLOGANS})》(?!栏目|专栏|节目|一文|一书|杂志|丛书|专题|纪录片|微视频)`, "g"),
      message: "这不是文件或作品的名称，用引号。",
      suggest: ({ groups }) => [`“${groups?.words ?? ""}”`],
    },
    {
      regex: /(?<=^|[。；，、：一-龥])(?<!“[^”]{0,60})‘(?<inner>[^‘’“”]{1,30})’(?![^“”]{0,60}”)/g,
      message: "最外层的引号用双引号。",
      severity: "hint",
      // A quotation may have begun in the paragraph before.
      accept: ({ index }, { text }) =>
        text.slice(0, index).split("“").length === text.slice(0, index).split("”").length && !/^[^“]*”/.test(text),
      suggest: ({ groups }) => [`“${groups?.inner ?? ""}”`],
    },
    {
      regex:
        /(?<=^|[。？！；]|问：)(?:为什么|为何|什么是)(?!说|要求)[^，。；？！：“]{2,30}(?<mark>。)(?=$|答)|(?<=^|问：)[^，。；？！：]{2,24}(?:有哪些|是什么|怎么办|如何办理|需要什么材料|有什么(?:要求|变化|区别|规定)|多少钱|在哪里办)(?<mark2>。)$/g,
      message: "疑问句末尾用问号。",
      suggest: ({ 0: whole, groups }) => [groups?.mark === undefined ? `${whole.slice(0, -1)}？` : "？"],
    },
  ],
  wrong: [
    {
      text: "⟦“关于加强校园安全工作的意见”⟧（市政办发〔2023〕8号）要求落实责任。",
      first: "《关于加强校园安全工作的意见》",
    },
    { text: "深化⟦《放管服》⟧改革。", first: "“放管服”" },
    { text: "根据⟦“某县城镇燃气管理办法”⟧的规定办理。", first: "《某县城镇燃气管理办法》" },
    { text: "为什么要修订该办法⟦。⟧", first: "？" },
    { text: "推广⟦‘一窗受理’⟧模式。", first: "“一窗受理”" },
    { text: "推进⟦《一网通办》⟧，方便群众。", first: "“一网通办”" },
  ],
  right: [
    "《关于加强校园安全工作的意见》（市政办发〔2023〕8号）要求落实责任。",
    "深化“放管服”改革，推进“一网通办”。",
    "为什么要修订该办法？",
    "《三农》栏目介绍了经验。",
    "为什么群众满意，关键在落实。",
  ],
};
