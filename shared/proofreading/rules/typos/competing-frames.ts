/** MC-02: two ways to say a thing that compete inside one clause: what opens it, and what can no longer close it. */
import { editing } from "../../authority";
import type { Pattern, PatternRule } from "../../rule";
import type { Frame } from "./frame";
import { predicateFrames } from "./predicate-frames";
import { prepositionFrames } from "./preposition-frames";

const STOP = "(?=[，。；！？]|$)";

const between = ({ least = 1, most = 24 }: Frame) => `(?<between>[^，。；：！？\\n]{${least},${most}}?)`;

function patternOf(frame: Frame): Pattern {
  const { first, last, why, drop, isOpen, unless } = frame;
  return {
    regex: new RegExp(`(?<first>${first})${between(frame)}(?<last>${last})${isOpen === true ? "" : STOP}`, "g"),
    message: `${why}杂糅，用一种。`,
    suggest: ({ groups }) => {
      const [from, middle, to] = [groups?.first ?? "", groups?.between ?? "", groups?.last ?? ""];
      if (drop === "first") return [middle + to];
      if (drop === "last") return [from + middle];
      return drop === "both" ? [from + middle, middle + to] : [];
    },
    accept: ({ groups }) => unless === undefined || !unless.test(groups?.between ?? ""),
  };
}

/** 对象是面向: what the noun already says. */
const heads: readonly (readonly [nouns: string, said: string])[] = [
  ["对象", "面向|针对"],
  ["范围", "面向|针对|覆盖|涵盖|涉及|适用于?"],
  ["内容", "包括|包含|涉及"],
  ["目标|宗旨|任务|初衷|用意|意图", "旨在|为了|意在"],
  ["原因|理由|根源|缘由|起因|症结|诱因", "由于|因为|源于|出于|在于"],
  ["关键|区别|意义|重点|核心|优势|难点|差别|亮点|奥秘", "在于"],
  ["(?:举办|召开|报名|受理|施工|实施|开放|培训|活动|会议|办理|停水|停电|截止|考试)时间", "自|从|于|在|将于|起"],
  ["地点|地址|位置", "位于|在于|坐落"],
  ["用途|功能", "用于|用来"],
  ["职责|职能", "负责"],
  ["依据", "根据|按照|依据|依照"],
  ["来源", "来自于?|来源于|源于"],
  ["(?:收费|补贴|补助|发放|计算|评定|奖励|收取|认定)标准", "按照?|根据|依据"],
  ["特点|优点|特征", "具有"],
  ["(?:主办|承办|协办|主管|牵头|责任|实施)(?:单位|部门)", "由"],
  ["结果", "导致|造成了?"],
];

const headed = heads.map(
  ([nouns, said]): Pattern => ({
    regex: new RegExp(
      `(?<noun>${nouns})(?<is>(?:主要|仅|全部|分别)?(?:是|为))(?<said>${said})(?![^，。；]{0,18}[的而]|[一-龥]?[是，。；])`,
      "g",
    ),
    message: ({ groups }) => `“${groups?.noun ?? ""}是……”与“${groups?.said ?? ""}……”杂糅，用一种。`,
    suggest: ({ groups }) => [`${groups?.noun ?? ""}${groups?.is ?? ""}`],
  }),
);

/** 可有权: two words of leave, of duty or of condition. */
const doubled: readonly (readonly [wrong: RegExp, right: string])[] = [
  [/(?<![认许准])(?:可以|能够|均可|都可|可|能)有权(?![威力益限属势])/g, "有权"],
  [/(?<![所占])有权利?(?:可以|能够)|(?<![所占])有权可(?=[一-龥]{2})/g, "有权"],
  [/有(?:义务|责任)(?:必须|应当|应该|务必)/g, "有义务"],
  [/(?:应当|必须|应该)有(?:义务|责任)(?=[一-龥]{2})(?!感|心|人|担当|意识)/g, "有义务"],
  [/有必要(?:应当|必须|应该|得以)/g, "有必要"],
  [/方可(?:才能?|方能|可以)|方能(?:才能?|方可|可以)|才能?方可|才方能/g, "方可"],
  [/(?:担任|出任|兼任)为(?!期)/g, "担任"],
  [/(?:关键|重点|核心|根本|原因|区别|意义)在于是(?!不是|否)/g, "在于"],
];

const doubledWords = doubled.map(
  ([regex, right]): Pattern => ({ regex, message: "“$0”是两种说法，用一种。", suggest: right }),
);

/** 之所以……，原因是: the reason is asked for with 是因为. */
const reasons: readonly Pattern[] = [
  {
    regex:
      /之所以[^。；！？]{2,40}?，(?<mark>(?:其|究其|最)?(?:主要|根本|直接)?(?:的)?(?:原因|理由|缘由)(?:就|主要)?(?:是|在于|为)(?:由于|因为)?|(?:主要)?(?:由于|因为)(?=[一-龥]{2}))/g,
    message: "“之所以……”后面用“是因为……”。",
    suggest: "是因为",
  },
  {
    regex: /(?<=^|[，。；])(?<mark>为了[^，。；]{4,24}，(?:从而)?(?:以)?达到[^，。；]{2,16}的目的)(?=[，。；]|$)/g,
    message: "“为了……”与“达到……的目的”重复，留一种。",
  },
];

export const competingFrame: PatternRule = {
  id: "grammar-competing-frame",
  category: "collocation",
  title: "句式杂糅：首尾两种说法",
  severity: "warning",
  fix: "suggest",
  authority: [editing("句式杂糅")],
  confidence: 0.85,
  checks: ["MC-02"],
  yieldsToVocabulary: true,
  scope: "pattern",
  patterns: [...[...prepositionFrames, ...predicateFrames].map(patternOf), ...headed, ...doubledWords, ...reasons],
  wrong: [
    { text: "评审组⟦由五个部门的专家组成而成⟧。", first: "由五个部门的专家组成" },
    { text: "⟦根据抽样检查结果显示⟧，合格率为九成。", first: "抽样检查结果显示" },
    { text: "⟦受雷雨大风影响的原因⟧，渡口停航。", first: "受雷雨大风影响" },
    { text: "⟦通过几轮耐心劝说下⟧，双方握手言和。", first: "通过几轮耐心劝说" },
    { text: "抓好秋粮收购，⟦重点在于压实收储企业责任是重点⟧。", first: "重点在于压实收储企业责任" },
    { text: "要⟦以把耕地保护作为⟧底线任务。", first: "把耕地保护作为" },
    { text: "该县被⟦誉为茶乡之称⟧。", first: "誉为茶乡" },
    { text: "早餐工程⟦受到学生家长的交口称赞⟧。" },
    { text: "申报⟦范围是覆盖⟧全县中小企业。", first: "范围是" },
    { text: "业主⟦可有权⟧查阅维修资金账目。", first: "有权" },
    { text: "项目之所以提前投产，⟦主要原因是⟧各方通力配合。", first: "是因为" },
    { text: "各校要⟦围绕立德树人为根本⟧，上好思政课。" },
  ],
  right: [
    "评审组由五个部门的专家组成，材料由三部分汇编而成。",
    "抽样检查结果显示，合格率为九成；从检查情况看，问题不少。",
    "受雷雨大风影响，渡口停航；随着冷空气南下，气温下降。",
    "在几轮耐心劝说下，双方握手言和；把改革进行到底。",
    "要把耕地保护作为底线任务，将以此为契机推进改革，以粮食安全为重点。",
    "该县被誉为茶乡，素有茶乡之称，以茶叶著称。",
    "房屋所有权可以依法转让，业主有权查阅账目，未经许可有权拒绝；对象是面向基层的干部。",
    "民主的关键在于是不是真正做到人民当家作主，项目之所以提前投产，是因为各方配合。",
    "各校要围绕立德树人这一根本任务上好思政课，从业人员应当持有健康证明。",
  ],
};
