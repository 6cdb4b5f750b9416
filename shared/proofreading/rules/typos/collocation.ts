/** MC-01, MC-02: verbs and objects that do not go together: 提高工作作风, 加强…速度. */
import { editing } from "../../authority";
import type { PatternRule } from "../../rule";

interface Frame {
  readonly verbs: string;
  readonly objects: string;
  /** The verb to write instead. */
  readonly better: string;
  /** What may stand between verb and object. */
  readonly between?: string;
}

const modifiers =
  "(?:了|我[国省市县区]|全[国省市县区]|各级|各类|广大|党员|干部|机关|工作|群众的?|人民的?|社会|思想|服务|生产|生活|教育|农村|城乡|基层|政府|企业|业务){0,3}的?";

const frames: readonly Frame[] = [
  { verbs: "提高|提升|增强|加快|扩大", objects: "(?<!优良)作风(?!建设|形象|水平|要求)", better: "改进" },
  { verbs: "加强|增强|改善|扩大", objects: "速度|进度|效率(?!意识|建设|监察|考核)", better: "提高" },
  { verbs: "提高|增加|加快|扩大", objects: "意识形态责任|责任感(?!培)", better: "增强" },
  { verbs: "提高|加强", objects: "步伐(?!一致)|脚步", better: "加快" },
  { verbs: "提高|增加|加强", objects: "规模(?!效益|化|养殖|经营|以上|企业|效应)", better: "扩大" },
  { verbs: "增加|增强|扩大|加强", objects: "素质(?!教育|建设|培训|拓展|培养|提升|养成)", better: "提高" },
  { verbs: "提高|改善|增加", objects: "凝聚力|战斗力|向心力|责任心|紧迫感|使命感|主动性(?!和)", better: "增强" },
  {
    verbs: "改善|改进|加强",
    objects: "产量|收入(?!分配|管理|核算|征管|核对|保障|监管|组织|政策|来源|结构|统计|增长|调查|水平|差距)",
    better: "增加",
  },
  {
    verbs: "提高|加强|扩大",
    objects:
      "(?:营商|生态|投资|发展|人居|政治|市场|法治)环境(?!质量|保护|治理|建设|整治|监管|管理|监测|卫生|监督|水平|优化|承载|执法|改善|整改|准入|影响|容量|意识|信息|竞争|风险|综合|提升|标准|要求|与|和|评价|指标|基础)",
    better: "优化",
  },
  { verbs: "打造|建立|建设", objects: "(?:良好)?(?:氛围|风气)", better: "营造" },
  { verbs: "采取|进行", objects: "(?:有效|有力)?态度(?!调查|端正|测评|评价)", better: "端正" },
  { verbs: "发扬|弘扬", objects: "(?:积极|重要|骨干|带头)?作用", better: "发挥" },
  {
    verbs: "发挥",
    objects: "(?:优良)?(?:传统|作风)(?!优势|文化|教育|美德|媒体|特色|产业|的|村落|工艺|节日|医药|功能|引领)",
    better: "发扬",
  },
  { verbs: "履行", objects: "(?:各项)?任务|指标", better: "完成" },
  {
    verbs: "完成",
    objects: "(?:法定|监管)?职责(?!范围|任务|内|清单|划转|调整)|义务(?!教育|植树|兵|监督)",
    better: "履行",
  },
  { verbs: "解决|化解", objects: "(?:工作)?经验(?!不足|缺乏|问题)|成绩(?!不|问题)", better: "总结" },
  { verbs: "消除|解除", objects: "(?:工作)?困难(?!因素)", better: "克服" },
  { verbs: "克服", objects: "隐患|风险(?!意识)", better: "消除" },
  { verbs: "实现|达到", objects: "(?:各项|重点)?任务(?!目标|数|分工|要求|完成)", better: "完成" },
];

export const typoCollocation: PatternRule = {
  id: "typo-collocation",
  category: "collocation",
  title: "搭配不当",
  severity: "hint",
  fix: "suggest",
  authority: [editing("动宾搭配")],
  confidence: 0.7,
  checks: ["MC-01", "MC-02"],
  yieldsToVocabulary: true,
  scope: "pattern",
  patterns: frames.map(({ verbs, objects, better, between = modifiers }) => ({
    regex: new RegExp(`(?<mark>${verbs})${between}(?<object>${objects})(?=[，。；、！]|$)`, "g"),
    message: (found) => `“${found.groups?.mark ?? ""}”与“${found.groups?.object ?? ""}”搭配不当，可写“${better}”。`,
    suggest: better,
  })),
  wrong: [
    { text: "进一步⟦提高⟧工作作风。", first: "改进" },
    { text: "⟦加强⟧工作速度。", first: "提高" },
    { text: "⟦提高⟧生产规模。", first: "扩大" },
    { text: "⟦发扬⟧带头作用。", first: "发挥" },
    { text: "⟦完成⟧法定职责。", first: "履行" },
    { text: "⟦克服⟧风险。", first: "消除" },
  ],
  right: [
    "进一步改进工作作风。",
    "提高工作作风建设水平。",
    "发挥带头作用，发扬优良传统。",
    "履行法定职责，完成各项任务。",
    "扩大规模以上企业数量。",
    "加强环境保护。",
  ],
};
