/** Leftovers of editing, maps, metadata and quotations. */

import type { TextBlock } from "../../shared/proofreading/rule";
import { sources } from "../data/administrator";
import { addSentence, paragraphs, sentences } from "../places";
import type { Mutator } from "../plant";

const publication = { category: "publication", nature: "deterministic", severity: "error" } as const;
const map = { category: "map", nature: "deterministic", severity: "block" } as const;
const meta = { category: "metadata", nature: "deterministic", severity: "error" } as const;
const quotation = { category: "quotation", nature: "deterministic", severity: "warning" } as const;

const leftover = sentences({ ...publication, name: "编辑残留" }, (random) =>
  random.pick([
    "具体名单⟦XXX⟧。",
    "联系人：⟦×××⟧。",
    "⟦（此处插入图片）⟧",
    "活动地点⟦待定⟧。",
    "⟦（待补充）⟧",
    "⟦【待核实】⟧",
    "⟦（领导审阅后修改）⟧",
    "⟦此处加一段话⟧。",
    "⟦[图片]⟧",
    "⟦点击阅读全文⟧",
    "⟦上一篇：⟧关于印发方案的通知。",
    "⟦责编：小王⟧",
    "⟦复制到剪贴板⟧",
    "⟦TODO⟧：核对数字。",
    "⟦（初稿）⟧",
    "⟦（征求意见稿第三稿）⟧",
    "⟦批注[小李1]⟧：数字核对一下。",
    "⟦{{title}}⟧",
    "⟦<p>⟧",
    "⟦<br/>⟧",
    "⟦&nbsp;&nbsp;⟧",
    "⟦undefined⟧",
    "时间为⟦   年  月  日⟧。",
    "⟦____年__月__日⟧",
    "⟦错误！未找到引用源。⟧",
    "⟦错误!未定义书签。⟧",
    "⟦长按识别二维码⟧",
    "共计⟦#REF!⟧",
    "合计⟦#DIV/0!⟧。",
    "⟦**加强领导**⟧，压实责任。",
    "⟦以上内容由AI生成⟧。",
    "⟦作为一个人工智能助手⟧，我建议加强宣传。",
    "⟦希望以上内容对您有帮助⟧。",
    "⟦扫码关注我们⟧",
    "⟦原标题：⟧",
  ]),
);

const image = (id: string, alt: string, caption: string): TextBlock[] => [
  { id: `${id}.caption`, role: "caption", text: caption },
  {
    id: `${id}.alt`,
    role: "caption",
    text: alt,
    part: { kind: "image", name: "map.png", size: 184_320, caption, decorative: false },
  },
];
const noMapNumber: Mutator = {
  ...map,
  name: "地图无审图号",
  mutate: (draft, random) => {
    const block = random.maybe(paragraphs(draft));
    if (block === null) return null;
    const name = random.pick([
      "云溪市行政区划图",
      "云溪市交通旅游地图",
      "南岭区区位图",
      "全市水系分布图",
      "中国地图",
      "项目区位示意图",
      "安徽省地图",
      "云溪市政区图",
      "云溪市地形图",
      "“一带一路”示意图",
    ]);
    return { added: { after: block.id, blocks: image(`${block.id}m`, name, name) } };
  },
};
const badMapNumber: Mutator = {
  ...map,
  name: "审图号写错",
  severity: "error",
  mutate: (draft, random) => {
    const number = random.pick([
      "GS[2019]1822号",
      "皖S（2021）",
      "GS2019-1822",
      "GS（2019）号",
      "审图号 GS 1822",
      "G S（219）1822号",
      "gs（2019）1822号",
    ]);
    const block = random.maybe(paragraphs(draft));
    if (block === null) return null;
    const text = `云溪市行政区划图（审图号：${number}）`;
    return { added: { after: block.id, blocks: image(`${block.id}m`, text, text) } };
  },
};
const metaFaults: Mutator = {
  ...meta,
  name: "元数据相互矛盾",
  mutate: ({ metadata, today }, random) => {
    const year = Number(today.slice(0, 4));
    const choice = random.pick([
      { generatedOn: `${year + 1}-02-01` },
      { generatedOn: "" as const },
      { disclosure: "" as const },
      { disclosure: "不予公开" as const, disclosureGround: "" },
      { disclosure: "依申请公开" as const },
      { documentNumber: "云政发〔2019〕5号" },
      { disclosure: "不予公开" as const },
      ...(metadata.documentNumber === ""
        ? []
        : [
            { documentNumber: metadata.documentNumber.replace(/\d+号/, "991号") },
            { generatedOn: `${Number(metadata.generatedOn.slice(0, 4)) - 3}-01-08` },
          ]),
    ]);
    return {
      metadata: choice,
      anywhereIn: Object.keys(choice).map((field) => `meta.${field}`),
      isWhole: true,
    };
  },
};
const panelText: Mutator = {
  ...meta,
  name: "索取号、时限与范围写错",
  mutate: ({ metadata }, random) => {
    const year = Number(metadata.generatedOn.slice(0, 4) || "2026");
    const choice = random.pick([
      { indexNumber: `000014349/${year - 4}-02058` },
      { indexNumber: `00001434/${year}-2058` },
      { indexNumber: `000014349／${year}-02058` },
      { indexNumber: `000014349/${year}—02058` },
      { indexNumber: `000014349/${year}02058` },
      { audience: "内部人员" },
      { audience: "不公开" },
      { timeLimit: "永久不公开" },
    ]);
    return { metadata: choice, anywhereIn: Object.keys(choice).map((field) => `meta.${field}`) };
  },
};

const misquoted: Mutator = {
  ...quotation,
  name: "引文与原文不符",
  mutate: (draft, random) => {
    const text = sources[0]?.text ?? "";
    const sentence = random.pick(text.split("。").filter((part) => part.length > 12));
    const at = 3 + random.below(sentence.length - 6);
    const wrong = random.pick([
      sentence.slice(0, at) + sentence.slice(at + 1),
      `${sentence.slice(0, at)}要${sentence.slice(at)}`,
      sentence.slice(0, at) + random.pick([..."大好高新实优"]) + sentence.slice(at + 1),
      sentence.slice(0, at) + sentence.charAt(at + 1) + sentence.charAt(at) + sentence.slice(at + 2),
    ]);
    if (wrong === sentence) return null;
    const lead = random.pick([
      "《云溪市政务服务公约》指出，",
      "《云溪市政务服务公约》提出：",
      "正如《云溪市政务服务公约》所写，",
    ]);
    return addSentence(draft, random, { lead, wrong: `“${wrong}。”`, right: `“${sentence}。”`, tail: "" });
  },
};

const expired: Mutator = {
  ...publication,
  name: "过期的将来时",
  severity: "warning",
  mutate: (draft, random) => {
    const year = Number(draft.today.slice(0, 4)) - random.between(1, 3);
    const form = random.pick([
      `将于${year}年${random.between(1, 12)}月`,
      `定于${year}年${random.between(1, 12)}月${random.between(1, 28)}日`,
      `拟于${year}年${random.between(1, 12)}月`,
    ]);
    return addSentence(draft, random, { lead: "该项活动", wrong: `${form}举行`, tail: "，敬请关注。" });
  },
};

export const publicationMutators: readonly Mutator[] = [
  leftover,
  expired,
  noMapNumber,
  badMapNumber,
  metaFaults,
  panelText,
  misquoted,
];
