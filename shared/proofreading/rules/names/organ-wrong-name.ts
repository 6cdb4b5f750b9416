/** MC-42: the prescribed names of organs and their usual slips; every organ of the State Council one slip away too. */
import { cites } from "../../authority";
import { centralOrgans, localFullNames, nationalOrgans, organSlips, stateOrgans } from "../../packs/organs";
import type { BlockRule, Match, Term, TermRule, TextBlock } from "../../rule";
import { TermMatcher } from "../../term-matcher";
import { slipBetween } from "./near-miss";
import { FOREIGN } from "./organ-foreign";

const setup = cites("《国务院关于机构设置的通知》（国发〔2023〕5号）", "2023-03");

/** Longer words in which a wrong form is innocent. */
const innocent: Readonly<Record<string, readonly string[]>> = {
  市场监督局: ["市场监督局面"],
  生态环境保护部: ["生态环境保护部门", "生态环境保护部署", "生态环境保护部分"],
  生态环境保护局: ["生态环境保护局面"],
  生态和环境部: ["生态和环境部门"],
  生态与环境部: ["生态与环境部门"],
  环境生态部: ["环境生态部门"],
  工业和信息部: ["工业和信息部门"],
  农业和农村部: ["农业和农村部门"],
  农业与农村部: ["农业与农村部门"],
  农村农业部: ["农村农业部门"],
  文化与旅游部: ["文化与旅游部门"],
  旅游和文化部: ["旅游和文化部门"],
  退役军人管理部: ["退役军人管理部门"],
  退役军人服务部: ["退役军人服务部门"],
  退役军人部: ["退役军人部门", "退役军人部分"],
  住房和城镇建设部: ["住房和城镇建设部门"],
  住房和城市建设部: ["住房和城市建设部门"],
  住房与城乡建设部: ["住房与城乡建设部门"],
  工业与信息化部: ["工业与信息化部门"],
  应急事务部: ["应急事务部门"],
  应急事务管理部: ["应急事务管理部门"],
  统一战线部: ["统一战线部门", "统一战线部署"],
  人力资源与社会保障部: ["人力资源与社会保障部门"],
  科学与技术部: ["科学与技术部门"],
  科学和技术部: ["科学和技术部门"],
  科学及技术部: ["科学及技术部门"],
  技术科学部: ["技术科学部门"],
  自然与资源部: ["自然与资源部门"],
  交通和运输部: ["交通和运输部门"],
  交通与运输部: ["交通与运输部门"],
  自然和资源部: ["自然和资源部门"],
  国家水利部: ["国家水利部门", "国家水利部署"],
  国务院国有资产监督管理委: ["国务院国有资产监督管理委员"],
  国家民族事务委: ["国家民族事务委员", "国家民族事务委托"],
  中国证券监督管理委: ["中国证券监督管理委员", "中国证券监督管理委托"],
  国家发展与改革委: ["国家发展与改革委员"],
  国家卫生和健康委: ["国家卫生和健康委员"],
  国家卫生与健康委: ["国家卫生与健康委员"],
  国家健康卫生委: ["国家健康卫生委员"],
  中国国际贸易委员会: ["中国国际贸易委员会仲裁"],
  中央社会工作委员会: ["中央社会工作委员会议"],
  国家气象局: ["原国家气象局"],
  国家科学院: ["中国家科学院"],
  // Its congress bears this name.
  中国工商业联合会: ["中国工商业联合会第", "中国工商业联合会全国"],
  农业农村部部: ["农业农村部部署", "农业农村部部长", "农业农村部部分", "农业农村部部门"],
  中国民航总局: ["原中国民航总局"],
  中国民用航空总局: ["原中国民用航空总局", "中国民用航空总局令"],
};

export const organTerms: readonly Term[] = organSlips
  .trim()
  .split("\n")
  .flatMap((line) => {
    const [right = "", ...wrongs] = line.split(" ");
    return wrongs.map((wrong) => ({
      wrong,
      right: [right],
      why: "机构名称以编制部门公布的为准",
      ...(innocent[wrong] === undefined ? {} : { unless: innocent[wrong] }),
    }));
  });

export const organWrongName: TermRule = {
  id: "org-wrong-name",
  category: "organ",
  title: "机构规范名称误写",
  severity: "error",
  fix: "suggest",
  authority: [setup()],
  confidence: 0.95,
  checks: ["MC-03", "MC-42"],
  antipatterns: FOREIGN,
  scope: "terms",
  terms: organTerms,
  wrong: [
    { text: "报国家⟦发展与改革委员会⟧审批。", first: "发展和改革委员会" },
    { text: "省⟦卫生与健康委员会⟧发布通告。", first: "卫生健康委员会" },
    { text: "到市⟦人力资源与社会保障局⟧办理。", first: "人力资源和社会保障局" },
    { text: "由县⟦住房与城乡建设局⟧验收。", first: "住房和城乡建设局" },
    { text: "⟦工业与信息化部⟧批复同意。", first: "工业和信息化部" },
    { text: "县⟦退伍军人事务局⟧走访慰问。", first: "退役军人事务局" },
    { text: "⟦国家市场监督管理局⟧发布公告。", first: "国家市场监督管理总局" },
    { text: "⟦科学与技术部⟧、⟦国家审计署⟧联合检查。", first: "科学技术部" },
    { text: "材料报⟦国务院国有资产监督管理委⟧。", first: "国务院国有资产监督管理委员会" },
  ],
  right: [
    "报国家发展和改革委员会审批。",
    "省卫生健康委员会、市人力资源和社会保障局。",
    "人力资源社会保障局、住房城乡建设局联合印发通知。",
    "中央生态环境保护督察组进驻。",
    "生态环境保护部门、自然资源管理部门应当配合。",
    "会同科学和技术部门、退役军人管理部门办理。",
    "首都精神文明建设委员会办公室公布名单。",
  ],
};

/** The full names of today, seven characters and more: shorter ones resemble too much. */
const current: readonly string[] = [
  ...new Set([
    ...nationalOrgans
      .trim()
      .split("\n")
      .flatMap((line) => {
        const [name = "", , until = "-"] = line.split(" ");
        return until === "-" && name.length >= 7 ? [name] : [];
      }),
    ...localFullNames.trim().split(/\s/),
    ...centralOrgans.trim().split(/\s+/),
    ...stateOrgans
      .trim()
      .split(/\s+/)
      .filter((name) => name.length >= 7),
  ]),
];
const others: ReadonlySet<string> = new Set([
  ...nationalOrgans
    .trim()
    .split("\n")
    .flatMap((line) => (line.split(" ")[0] ?? "").split("/")),
  ...current,
  // Committees of the National People's Congress and of ministries have names of their own.
  "农业与农村委员会",
  "农业和农村委员会",
  "人民代表大会的常务委员会",
]);

/** One half of a name is enough to look for the other. */
const HALF = 4;
const halves: readonly { readonly half: string; readonly name: string; readonly isTail: boolean }[] = current.flatMap(
  (name) => [
    { half: name.slice(0, HALF), name, isTail: false },
    { half: name.slice(-HALF), name, isTail: true },
  ],
);
let halfMatcher: TermMatcher | null = null;

export const organNearMiss: BlockRule = {
  id: "org-name-near-miss",
  category: "organ",
  title: "机构名称一字之差",
  severity: "error",
  fix: "suggest",
  authority: [setup()],
  confidence: 0.9,
  checks: ["MC-03", "MC-42"],
  scope: "block",
  words: halves.map(({ half }) => half),
  antipatterns: FOREIGN,
  find: slipsIn,
  wrong: [
    { text: "⟦国家发展和改革委会员⟧印发规划。", first: "国家发展和改革委员会" },
    { text: "经⟦国家卫生健康委原会⟧同意。", first: "国家卫生健康委员会" },
    { text: "⟦国家市场监督官理总局⟧公告。", first: "国家市场监督管理总局" },
    { text: "⟦人力资原和社会保障部⟧发布通知。", first: "人力资源和社会保障部" },
    { text: "向县⟦市场监督管里局⟧举报。", first: "市场监督管理局" },
    { text: "市⟦人力资源和社会障局⟧答复", first: "人力资源和社会保障局" },
    { text: "⟦国家金融监督管里总局⟧挂牌。", first: "国家金融监督管理总局" },
  ],
  right: [
    "国家发展和改革委员会、国家卫生健康委员会、国家市场监督管理总局。",
    "人力资源社会保障部门、工业和信息化厅。",
    "国家发展改革委、工业和信息化局。",
    "住房和城乡建设部门、住房和城乡建设厅。",
    "国家林业和草原局国家公园管理局",
    "市场监督管理所、市场监督管理总局、市场监督管理分局。",
    "发展改革委员会、住房城乡建设局、工业信息化局。",
    "全国人大农业与农村委员会主任委员作说明，全国政协农业和农村委员会开展调研。",
    "代表可以向选举其的县人民代表大会的常务委员会书面提出辞职。",
    "美国疾病预防及控制中心公布的数据。",
    "国际原子能机构总干事到访。",
    "省人民代表大会常委会第二十次会议通过。",
  ],
};

/** Where one half of a name stands, the other is read beside it and compared; of two readings the longer counts. */
function slipsIn(block: TextBlock): Match[] {
  halfMatcher ??= new TermMatcher(halves.map(({ half }) => half));
  const found = halfMatcher.find(block.text).flatMap(({ term, start, end }) => {
    const half = halves[term];
    if (half === undefined) return [];
    const { name, isTail } = half;
    const starts = isTail ? [name.length, name.length - 1, name.length + 1].map((length) => end - length) : [start];
    return starts.flatMap((at) => slipAt(name, block, at));
  });
  const kept: Match[] = [];
  for (const match of found.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start))
    if (!kept.some(({ start, end }) => match.start < end && start < match.end)) kept.push(match);
  return kept;
}

function slipAt(name: string, { id, text }: TextBlock, start: number): Match[] {
  if (start < 0 || text.startsWith(name, start)) return [];
  for (const length of [name.length, name.length - 1, name.length + 1]) {
    const written = text.slice(start, start + length);
    if (written.length !== length || !/^[一-龥]+$/.test(written) || written.includes(name) || others.has(written))
      continue;
    const slip = slipBetween(name, written);
    if (slip === null || !isInner(name, written, slip) || organTerms.some(({ wrong }) => written.includes(wrong)))
      continue;
    const message = `“${written}”应为“${name}”，请核对机构名称。`;
    return [{ block: id, start, end: start + length, message, suggestions: [name] }];
  }
  return [];
}

/** 厅 and 局 of a province end otherwise, 和 is often left out, and what stands before a name is no part of it. */
function isInner(name: string, written: string, slip: { readonly kind: string; readonly at: number }): boolean {
  const last = Math.min(name.length, written.length) - 1;
  if (slip.at === 0 || slip.at >= last) return slip.kind === "swapped";
  if (slip.kind === "dropped" && /[和总]/.test(name[slip.at] ?? "")) return false;
  // 国际原子能机构 beside 国家原子能机构; 人民代表大会常委会 is a short form.
  if (written.startsWith("国际") || (slip.kind === "dropped" && written.endsWith("常委会"))) return false;
  return true;
}
