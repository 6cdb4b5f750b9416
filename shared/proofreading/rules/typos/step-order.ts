/** MC-02: steps of a procedure listed in an order in which they cannot be taken: 整改、登记、销号. */
import { editing } from "../../authority";
import type { Pattern, PatternRule } from "../../rule";

/** Each line a procedure: steps of one stage share a word, stages stand in the order they are taken. */
const procedures: readonly (readonly string[])[] = `
排查 摸排 发现 收集 征集 搜集 采集|梳理 汇总 分类 归类 核实 登记 建账 建档 甄别 受理 接收|分析 研判 交办 转办 派单 分派 移交|处置 整改 解决 化解 办理 治理 处理|反馈 答复 回复 验收 复核 复查|销号 办结 结案 归档 回访
起草 草拟 拟定|修改 论证 讨论 审核 审议 审查 审定|通过 批准 印发 签发 公布 发布 颁布|实施 施行 执行
学习 研读|领会 领悟 理解|贯彻|落实
学习|理解 掌握|运用 应用
谋划 策划 规划|立项 设计 报批|招标|开工 施工|竣工 完工 建成|验收|投产 运营 投用 通车
举报|受理|立案|调查 侦查|审理 起诉|判决|执行
整地 翻耕 育苗 育秧|播种 栽种 移栽 插秧|施肥 灌溉 管护 除草|收割 采收 采摘 收获|晾晒 烘干 加工|包装|销售
预防|监测|预警|响应 处置 救援|恢复 重建
报名|笔试|面试|体检|考察|公示|聘用 录用
申请 申报|受理|审查 审核|审批 核准 批准|发证 送达 公示
投放|收集|转运 清运|处理 处置
招标|投标|开标|评标|定标|签约
研发 研究|试验 试点 中试|推广 转化 量产
培育 引进|发展|壮大
采集|录入 整理|审核 核对|上报 报送 入库|发布 归档
筛查|诊断|治疗|康复 随访
筹集|分配 拨付 下达|使用 支出|决算
挂牌|整治|验收|摘牌
孵化|饲养 养殖|屠宰|加工|销售
`
  .trim()
  .split("\n")
  .map((line) => line.split("|"));

const stageBy: readonly ReadonlyMap<string, number>[] = procedures.map(
  (stages) => new Map(stages.flatMap((words, stage) => words.split(" ").map((word) => [word, stage] as const))),
);

const LEAST_STEPS = 3;

/** The steps in the order they are taken, where all belong to one procedure and stand otherwise; else null. */
function ordered(steps: readonly string[]): readonly string[] | null {
  if (steps.length < LEAST_STEPS) return null;
  for (const stages of stageBy) {
    if (!steps.every((step) => stages.has(step))) continue;
    const at = (step: string) => stages.get(step) ?? 0;
    const right = [...steps].sort((a, b) => at(a) - at(b));
    return right.every((step, index) => step === steps[index]) ? null : right;
  }
  return null;
}

const JOINTS = /、|以及|并且|[和与及并]/;
const stepsOf = (list: string) => list.split(JOINTS);

const listed: Pattern = {
  regex: /[一-龥]{2}(?:、[一-龥]{2}){1,6}(?:(?:以及|并且|[和与及并])[一-龥]{2})?/g,
  message: "所列步骤的次序不合先后，按办事的先后排列。",
  suggest: ({ 0: list }) => {
    const right = ordered(stepsOf(list)) ?? [];
    const joints = list.match(new RegExp(JOINTS, "g")) ?? [];
    return [right.map((step, index) => step + (joints[index] ?? "")).join("")];
  },
  accept: ({ 0: list }) => ordered(stepsOf(list)) !== null,
};

export const stepOrder: PatternRule = {
  id: "grammar-step-order",
  category: "collocation",
  title: "步骤次序颠倒",
  severity: "warning",
  fix: "suggest",
  authority: [editing("语序")],
  confidence: 0.8,
  checks: ["MC-02"],
  yieldsToVocabulary: true,
  scope: "pattern",
  patterns: [listed],
  wrong: [
    { text: "问题线索实行⟦办理、受理和反馈⟧闭环。", first: "受理、办理和反馈" },
    { text: "制度文件要经过⟦印发、审议、起草⟧三道关。", first: "起草、审议、印发" },
    { text: "果园实现⟦销售、采摘、包装⟧一条龙。", first: "采摘、包装、销售" },
  ],
  right: [
    "问题线索实行受理、办理和反馈闭环，起草、审议、印发三道关。",
    "果园实现采摘、包装、销售一条龙；处置、整改、化解并重。",
    "监测、预警、防范和打击并举，整改、验收工作有序。",
  ],
};
