/** MC-01, MC-02: a verb and an object in one clause that do not go together, whatever stands between them. */
import { editing } from "../../authority";
import { unitTable } from "../../characters";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { isInside } from "./joints";
import { verbObjectTable } from "./verb-object-table";

/** By object, then by verb, the verb to write. */
const better: ReadonlyMap<string, ReadonlyMap<string, string>> = tableOf(verbObjectTable);

function tableOf(table: string): Map<string, Map<string, string>> {
  const byObject = new Map<string, Map<string, string>>();
  for (const line of table.trim().split("\n")) {
    const [verbs = "", rest = ""] = line.split("：");
    for (const { 1: objects = "", 2: right = "" } of rest.matchAll(/([^>]+)>(\S+)/g))
      for (const object of objects.trim().split(" "))
        for (const verb of verbs.split("、")) {
          const known = byObject.get(object) ?? new Map<string, string>();
          byObject.set(object, known.set(verb, right));
        }
  }
  return byObject;
}

/** Verbs that take objects of these kinds rightly: the nearest verb is the one that counts. */
const OTHER_VERBS =
  "服务 分析 研究 调查 排查 梳理 反映 处理 处置 查找 查摆 发现 存在 针对 围绕 面对 突出 聚焦 关注 重视 抓好 抓住 做好 搞好 注重 坚持 保持 明确 确定 确保 保证 保障 保护 引导 支持 帮助 鼓励 组织 实施 展示 展现 体现 彰显 凸显 突破 跨越 迈出 迈上 迈向 迈开 符合 适应 对接 匹配 衡量 评价 评估 考核 检验 反馈 整改 整治 治理 堵塞 补齐 分担 分解 下达 部署 布置 安排 接受 给予 赋予 构建 搭建 释放 挖掘 利用 运用 借助 依托 结合 按照 根据 依据 规范 统一 统筹 协调 增长 上升 下降 减缓 放缓 防范 预防 防止 避免 遏制 压实 夯实 奠定 反对 破解 缓解 攻克 排除 摆脱 脱离 有效 突破 具有 具备 拥有 掌握 控制 限制 决定 影响 产生 带来 造成 导致 引发 引起 造福 惠及 使用 开创 开辟 开拓 开阔 打开 打破 抢抓 享 包括 涉及 属于 超过 高于 低于 相当 处于 关系 超出 缩减 精简 压缩 压减 削减 恢复 重建 重塑 转变 改造 改革 推广 传承 传播 传递 宣传 普及 倡导 牢记 践行 担当 扛起 扛牢 压紧 走出 确立 设置 设定 划定 划分 界定 认定 核定 测定 覆盖 回归 淘汰 讨论 商讨 磋商 指明".split(
    " ",
  );
const verbs = new Set([...OTHER_VERBS, ...[...better.values()].flatMap((pairs) => [...pairs.keys()])]);
const objects = [...better.keys()];
const LENGTHS = [4, 3, 2] as const;
const LAST = unitTable(objects.map((object) => object.slice(-1)).join(""));
const pairAt = (text: string, at: number): number => text.charCodeAt(at) * 0x10000 + text.charCodeAt(at + 1);
/** The last two characters of every object, as one number. */
const LAST_TWO: ReadonlySet<number> = new Set(objects.map((object) => pairAt(object, object.length - 2)));
const FARTHEST = 16;
const STOP = unitTable(
  "，。；：！？、“”（）《》〈〉0123456789 \t\n\v\f\r\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff",
  [0x2000, 0x200a],
);
/** The verbs, which are of two characters each, as numbers. */
const VERBS: ReadonlySet<number> = new Set(
  Array.from(verbs)
    .filter(({ length }) => length === 2)
    .map((verb) => pairAt(verb, 0)),
);
/** 落实制度不严|的问题, 执行中|的困难, 提高|的标准, 采取多种方式征求|意见: the verb belongs to what describes the object. */
const DESCRIBING =
  /^(?:[的对由以和与及或并到很较更最]|作为)|[不未难无是]|以来|过程中|这[一个项些]|(?:中|上|下|时|后|前|内|方面|过程|存在|面临|出现|遇到|需要|所)的|(?:方式|形式|渠道|途径|措施)[^的]{2}/;
/** 高质量, 大规模, 多领域 are words of their own. */
const COMPOUND = /[高大多小低新全总各本该此其何有无是为等同]$|风险$/;

/** The clause says the right verb itself, or that there is such a thing: 完成改造和提升任务, 具有促进作用. */
const HELD = /[起是为]|有(?![效力序])|发挥|产生|作出|取得|带来/;

/** 维护权威和|作用, 增强竞争力和综合|效益: what goes with the verb is the first of the two. */
const COORDINATED = /[^，。；的][和与及][^的和与及]{0,2}$/;
/** Words whose object may be a clause with a verb of its own: 落实提高待遇政策, 突破促进振兴的关键问题. */
const GOVERNING = /(?:落实|突破|讨论|研究|查摆|查找|阐明|凸显|达到)([^，。；！？：]{0,16})$/;
const WIDEST = 60;

/** Objects of a block that end their clause and do not go with their verb. */
export function objectFaultsIn({ id, text }: TextBlock): Match[] {
  const matches: Match[] = [];
  for (let end = 1; end <= text.length; end += 1) {
    if (end < text.length && ENDS[text.charCodeAt(end)] !== 1) continue;
    const object = objectBefore(text, end);
    const found =
      object === undefined
        ? null
        : (faultOf(text, end - object.length, object) ?? secondOf(text, end - object.length, object));
    if (found !== null) matches.push({ block: id, ...found });
  }
  return matches;
}

/** The object ends its clause. */
const ENDS = unitTable("，。；！");

function objectBefore(text: string, end: number): string | undefined {
  if (LAST[text.charCodeAt(end - 1)] !== 1 || !LAST_TWO.has(pairAt(text, end - 2))) return undefined;
  for (const length of LENGTHS) {
    const word = text.slice(Math.max(0, end - length), end);
    if (better.has(word)) return word;
  }
  return undefined;
}

function faultOf(text: string, at: number, object: string): Omit<Match, "block"> | null {
  const found = nearestVerb(text, at);
  if (found === null) return null;
  const { verb, start } = found;
  const end = start + verb.length;
  const right = better.get(object)?.get(verb);
  if (right === undefined || isDescription(text.slice(end, at)) || COORDINATED.test(text.slice(end, at))) return null;
  const before = clauseBefore(text, start);
  if (IS_NOUN.test(before) || HELD.test(before) || before.includes(right) || isGoverned(text, start, right))
    return null;
  return {
    start,
    end,
    message: `“${verb}”与“${object}”搭配不当，可写“${right}”。`,
    suggestions: [right],
  };
}

/** The right verb stands farther off, before a list or a clause that describes: 发挥…对坚持领导、推进事业的保障作用. */
function isGoverned(text: string, start: number, right: string): boolean {
  const wide = /[^，。；！？：]*$/.exec(text.slice(Math.max(0, start - WIDEST), start))?.[0] ?? "";
  const at = wide.lastIndexOf(right);
  const gap = at < 0 ? GOVERNING.exec(wide)?.[1] : wide.slice(at + right.length);
  return gap !== undefined && !hasOwnObject(gap);
}

/** 完善制度、|提高…: the verb before has all it wants. */
const hasOwnObject = (gap: string): boolean =>
  gap
    .split(/[、和与及]/)
    .some((part, index, parts) => index + 1 < parts.length && objectBefore(part, part.length) !== undefined);

const LEADING =
  /^(?:[一二三四五六七八九]是)?(?:[^，。；]{1,6}(?:要|应当?|必须|须))?(?:不断|进一步|切实|着力|努力|全面|大力|积极|持续|有效|逐步|稳步)*/;
/** Words of doing that name a kind of thing: 服务态度, 管理方法. */
const KINDS = new Set(["服务", "规范", "处理", "研究", "分析", "保障"]);

/** 改善服务态度和医疗水平: the verb of the clause goes with its first object only. */
function secondOf(text: string, at: number, object: string): Omit<Match, "block"> | null {
  const clause = clauseBefore(text, at);
  const lead = LEADING.exec(clause)?.[0].length ?? 0;
  const verb = clause.slice(lead, lead + 2);
  const right = better.get(object)?.get(verb);
  if (right === undefined) return null;
  const joined = /^[^和与及、为使对以将把]{2,8}(?:和|以及|与)[^和与及、为使对以将把]{0,6}$/.test(
    clause.slice(lead + 2),
  );
  if (!joined || clause.includes(right) || holdsVerb(clause.slice(lead + 2))) return null;
  const start = at - clause.length + lead;
  const message = `“${verb}”带了两个宾语，与后一个“${object}”搭配不当，可另写“${right}”。`;
  return { start, end: start + 2, message, suggestions: [] };
}

function holdsVerb(between: string): boolean {
  for (let start = 0; start + 2 <= between.length; start += 1) {
    if (VERBS.has(pairAt(between, start)) && !KINDS.has(between.slice(start, start + 2))) return true;
  }
  return false;
}

/** 提高对安全生产的组织领导: what it is done to stands between. */
const TOWARDS = /^对(?!外)[^，。；的]{2,12}的/;

function isDescription(between: string): boolean {
  const rest = between.replace(TOWARDS, "");
  return DESCRIBING.test(rest) || COMPOUND.test(rest) || holdsObject(rest.slice(0, rest.lastIndexOf("的") + 1));
}

function holdsObject(between: string): boolean {
  for (let end = 2; end <= between.length; end += 1) {
    const object = objectBefore(between, end);
    if (object !== undefined && !MEANS.has(object)) return true;
  }
  return false;
}
/** What is used rather than worked upon: 资金的使用效率. */
const MEANS = new Set(["资金", "人才", "投资"]);

function clauseBefore(text: string, at: number): string {
  let start = at;
  while (start > Math.max(0, at - FARTHEST) && STOP[text.charCodeAt(start - 1)] !== 1) start -= 1;
  return text.slice(start, at);
}

/** The verb closest before a place in the same clause. */
function nearestVerb(text: string, before: number): { verb: string; start: number } | null {
  for (let start = before - 2; start >= Math.max(0, before - FARTHEST); start -= 1) {
    if (STOP[text.charCodeAt(start)] === 1 || STOP[text.charCodeAt(start + 1)] === 1) return null;
    if (VERBS.has(pairAt(text, start)) && !isAttribute(text, start, before) && !isName(text, start))
      return { verb: text.slice(start, start + 2), start };
  }
  return null;
}

/** 党组织, 社会组织, 改善性需求: the word is part of a name. */
const isName = (text: string, start: number): boolean =>
  isInside(text, start, start + 2) ||
  "性型业".includes(text.charAt(start + 2)) ||
  (text.startsWith("组织", start) && start > 0 && "党会团众济际层级".includes(text.charAt(start - 1)));

/** 敢闯敢试的改革精神, 资金的使用效益, 改造的步伐: a word of doing between 的 and its noun says what kind of thing it is. */
function isAttribute(text: string, start: number, object: number): boolean {
  if (start + 2 === object)
    return isDoubleDeed(text, start) || (text.charAt(start - 1) === "的" && ATTRIBUTES.has(text.slice(start, object)));
  return start + 3 === object && text.charAt(object - 1) === "的" && MEASURED.has(text.slice(object, object + 2));
}
/** 创新创造|意识, 升级维护|任务: two words of doing name one thing. */
const isDoubleDeed = (text: string, start: number): boolean => ATTRIBUTES.has(text.slice(start - 2, start));
/** What work has whose name stands before it: 改造的步伐, 治理的力度. */
const MEASURED = new Set(["步伐", "力度", "进度", "速度"]);
const ATTRIBUTES = new Set(
  "使用 利用 监测 处置 调查 评估 检验 测定 改革 创新 服务 管理 研究 分析 规范 保障 组织 统筹 协调 发展 建设 治理 监管 学习 工作 奋斗 奉献 合作 协作 创业 担当 拼搏".split(
    " ",
  ),
);

/** 服务的提高, 得到改善, 有待提高: not a verb with an object. */
const IS_NOUN = /[的得]$|有待$|获得$|予以$/;

export const verbObject: BlockRule = {
  id: "grammar-verb-object",
  category: "collocation",
  title: "动词与宾语不搭配",
  severity: "warning",
  fix: "suggest",
  authority: [editing("动宾搭配")],
  confidence: 0.8,
  checks: ["MC-01", "MC-02"],
  yieldsToVocabulary: true,
  // Set forms: 发挥首创精神, 推进降成本、补短板, 降低税费负担.
  antipatterns: [/发挥[^，。；]{0,10}首创精神|推进降成本|降低[^，。；]{0,10}[税费药]负担/],
  scope: "block",
  words: objects,
  find: objectFaultsIn,
  wrong: [
    { text: "要⟦提高⟧农村基础设施。", first: "完善" },
    { text: "各部门要⟦加强⟧审批效率，方便群众。", first: "提高" },
    { text: "着力⟦改善⟧老百姓最关心的问题。", first: "解决" },
    { text: "进一步⟦增加⟧干部的责任感。", first: "增强" },
    { text: "认真⟦采纳⟧防汛措施。", first: "采取" },
    { text: "市教育局⟦召开⟧了读书活动。", first: "开展" },
    { text: "要⟦发挥⟧艰苦创业的拼搏精神，推进试点。", first: "发扬" },
    { text: "网格员认真⟦实行⟧职责，服务居民。", first: "履行" },
    { text: "切实⟦加强⟧公共资金的使用效率。", first: "提高" },
    { text: "抓紧⟦加大⟧农村厕所改造的步伐。", first: "加快" },
    { text: "⟦承担⟧好村级党组织的引领作用。", first: "发挥" },
    { text: "有效⟦改善⟧了老年人的用餐需求。", first: "满足" },
    { text: "⟦提高⟧对防汛工作的组织领导。", first: "加强" },
    { text: "坚决⟦完成⟧碧水保卫战。", first: "打赢" },
    { text: "医院要⟦改善⟧服务态度和医疗水平。" },
    { text: "不断⟦优化⟧营商环境和服务效率。" },
  ],
  right: [
    "要完善农村基础设施。",
    "各部门要提高审批效率，方便群众。",
    "着力解决群众反映强烈的问题。",
    "着力纠正落实责任不到位的问题。",
    "完善解决群众困难的机制，推进高水平、高质量发展。",
    "采取防汛措施，召开会议，开展读书活动。",
    "采取听证会等方式征求公众意见，消防站承担当地应急救援任务。",
    "推动解决历史遗留问题。",
    "支持改善性住房需求，防范化解各种风险隐患，增强对全省发展的带动作用，有效降低灾害损失。",
    "提高公共资金的使用效率，加快农村厕所改造的步伐，打赢碧水保卫战。",
    "发挥好村级党组织的引领作用，加大整治的力度，满足老年人的用餐需求。",
    "医院要改善服务态度和就医条件，改善服务态度、提高医疗水平。",
    "完成80余项设备升级维护任务，落实提高乡村教师待遇政策，肯定他们的创新创造意识。",
    "发挥立法机关在促进两国国家关系发展中的重要推动作用，建立新秩序是长期的任务。",
    "立足打造粮食生产核心区这一目标和任务。",
    "充分发挥群众首创精神，大力推进降成本，降低企业税费负担。",
  ],
};
