/** MC-39, MC-42: the units an item names. */

import { documentsRegulation, openGovernment } from "../../authority";
import { hitsOf } from "../../hits";
import type { BlockFact, DocumentRule, Lexicon, Match } from "../../rule";

interface Named {
  readonly name: string;
  readonly start: number;
}

const SUFFIX = "中心|管理所|服务站|服务所|领导小组|委员会|联席会议|指挥部|事务所|研究院|服务队";
/** Words that one form of a name has and the other lacks: 区电子政务中心, 区电子政务服务中心. */
const MODIFIER =
  "服务|管理|信息|事务|发展|指导|综合|运行|监测|数据|工作|建设|保障|促进|研究|监督|协调|推进|技术|应用|服务管理|管理服务|信息化";
const ENDINGS = new RegExp(SUFFIX, "g");
const LONGEST = 18;
const LONGER = new RegExp(`^([\\u4e00-\\u9fff]{2,16}?)(${MODIFIER})(${SUFFIX})$`);
/** Where the words before a name end. */
const BEFORE =
  /^.*(?:由|和|与|及|向|是|为|在|的|到|对|以|把|将|于|从|经|按|等|或|并|各|该|原|请|报|送|给|抄送|联系|设立|成立|建立|组建)(?=[\u4e00-\u9fff]{4})/;

export const organInconsistent: DocumentRule<readonly Named[]> = {
  id: "organ-name-inconsistent",
  category: "organ",
  title: "同一机构前后名称不一致",
  severity: "warning",
  fix: "none",
  authority: [documentsRegulation("第十九条")],
  confidence: 0.8,
  checks: ["MC-42"],
  roles: ["title", "heading", "body", "list", "cell", "caption"],
  scope: "document",
  seeks: [ENDINGS],
  facts: ({ text }) => {
    const names = hitsOf(text, ENDINGS)
      .map((found): Named => {
        const end = found.index + found[0].length;
        const run = /[\u4e00-\u9fff]*$/.exec(text.slice(Math.max(0, found.index - LONGEST), end))?.[0] ?? "";
        const name = run.replace(BEFORE, "");
        return { name, start: end - name.length };
      })
      .filter(({ name }) => name.length >= 5);
    return names.length === 0 ? null : names;
  },
  judge: (facts, { lexicon }) => contradictions(facts, lexicon),
  wrong: [
    { text: "由区电子政务服务中心负责建设。\n区电子政务服务中心应当公开。\n⟦区电子政务中心⟧负责运维。" },
    { text: "县公共资源交易中心发布公告，县公共资源交易中心组织开标，⟦县公共资源交易服务中心⟧存档。" },
    { text: "市疫情防控工作领导小组部署，市疫情防控工作领导小组检查。\n⟦市疫情防控领导小组⟧通报。" },
    { text: "报县城乡建设档案管理中心备案，⟦县城乡建设档案中心⟧出具证明。" },
  ],
  right: [
    "由区电子政务服务中心负责建设，区电子政务服务中心负责运维。",
    "市文化中心和市文艺服务中心分别承办。",
    "县政务服务中心与县综合服务中心合并。",
    "区疾病预防控制中心、区妇幼保健服务中心",
    "领导小组下设办公室，工作领导小组负责统筹。",
  ],
};

interface Counted {
  readonly name: string;
  readonly places: { readonly block: string; readonly start: number; readonly end: number }[];
}

function contradictions(facts: readonly BlockFact<readonly Named[]>[], lexicon: Lexicon): Match[] {
  const counted = new Map<string, Counted>();
  for (const { block, fact } of facts) {
    for (const { name, start } of fact) {
      const entry = counted.get(name) ?? { name, places: [] };
      entry.places.push({ block, start, end: start + name.length });
      counted.set(name, entry);
    }
  }
  const names = [...counted.values()];
  return names.flatMap((longer) => {
    const parts = LONGER.exec(longer.name);
    if (parts === null) return [];
    const [, stem = "", , suffix = ""] = parts;
    const shorter = names.find(({ name }) => name.endsWith(suffix) && isSameStem(stem, name.slice(0, -suffix.length)));
    return shorter === undefined ? [] : disagreement(longer, shorter, lexicon);
  });
}

/** Where a name begins is guessed, so only its end is compared. */
function isSameStem(a: string, b: string): boolean {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  return long.endsWith(short) && (short.length >= 4 || (short.length === 3 && /^[省市县区州旗]/.test(short)));
}

/** The form used less often is marked; of two equally often the later one. A registered name is never the wrong one. */
function disagreement(a: Counted, b: Counted, lexicon: Lexicon): Match[] {
  const isKnown = ({ name }: Counted) => (lexicon.units ?? []).some((unit) => unit === name || unit.endsWith(name));
  if (isKnown(a) && isKnown(b)) return [];
  const odd = isKnown(a) ? b : isKnown(b) ? a : rarer(a, b);
  const other = odd === a ? b : a;
  return odd.places.map(({ block, start, end }) => ({
    block,
    start,
    end,
    message: `同一稿件里既写“${other.name}”又写“${odd.name}”，如为同一机构，名称应一致。`,
  }));
}

function rarer(a: Counted, b: Counted): Counted {
  if (a.places.length !== b.places.length) return a.places.length < b.places.length ? a : b;
  // Map order is the order of first appearance.
  return b;
}

const OFFICE = "(?:局|委|厅|部|办公室|委员会|管理处|支队|大队|公司|银行|法院|检察院|工会|团委|妇联)";
const JOINT = new RegExp(
  `^[\\u4e00-\\u9fff（）]{2,24}${OFFICE}(?:[ 　、，]{1,4}|和|与)[\\u4e00-\\u9fff（） 　、，]{2,60}${OFFICE}[ 　]?(?:关于|印发|联合)`,
);
const JOINT_WORDS = /^(?:[\u4e00-\u9fff]{0,20})?(?:联合印发|联合发布|联合公告|联合通告|会签|联合发文)/;

/** MC-39: consent of the others is no text; the machine only reminds. */
export const jointIssue: DocumentRule<{ readonly length: number }> = {
  id: "joint-issue",
  category: "organ",
  title: "涉及其他单位，须会签",
  severity: "hint",
  fix: "none",
  authority: [openGovernment("第十一条")],
  confidence: 0.7,
  checks: ["MC-39"],
  roles: ["title", "heading", "body"],
  scope: "document",
  seeks: [JOINT, JOINT_WORDS],
  facts: ({ text }) =>
    text.length <= 120 && (JOINT.test(text) || JOINT_WORDS.test(text)) && !/[。；]$/.test(text)
      ? { length: text.length }
      : null,
  judge: (facts) => {
    const first = facts[0];
    if (first === undefined || first.index > 1) return [];
    const message = "稿件由几个单位联合发布，请确认其他单位已书面同意。";
    return [{ block: first.block, start: 0, end: first.fact.length, message }];
  },
  wrong: [
    { text: "⟦某市教育局 某市公安局关于加强校园周边管理的通知⟧" },
    { text: "⟦某县人社局、某县财政局关于发放补贴的公告⟧" },
    { text: "⟦六部门联合发布用工提醒⟧" },
  ],
  right: [
    "某市教育局关于加强校园周边管理的通知",
    "关于财政局、教育局工作的通知",
    "某县政府办公室关于印发方案的通知",
    "通知\n一\n二\n某市教育局 某市公安局关于管理的通知",
  ],
};
