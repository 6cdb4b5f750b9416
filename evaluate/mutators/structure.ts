/** What a kind of document must have and a reader with a screen reader needs. */

import type { TextBlock } from "../../shared/proofreading/rule";
import { addSentence, paragraphs } from "../places";
import type { Mutator } from "../plant";

const interpretation = { category: "interpretation", nature: "deterministic", severity: "warning" } as const;
const accessibility = { category: "accessibility", nature: "deterministic", severity: "warning" } as const;
const missingSection: Mutator = {
  ...interpretation,
  name: "解读、指南缺要素",
  mutate: ({ blocks, metadata }, random) => {
    if (metadata.itemType !== "guide" && metadata.itemType !== "interpretation") return null;
    const needed = metadata.itemType === "guide" ? /依据|条件|流程|时限|收费|注意/ : /目标|主要内容|解决的问题/;
    const heads = blocks.filter(({ role, text }) => role === "heading" && needed.test(text));
    const head = random.maybe(heads);
    if (head === null) return null;
    const from = blocks.indexOf(head);
    const next = blocks.findIndex(({ role }, index) => index > from && role === "heading");
    const gone = blocks.slice(from, next < 0 ? undefined : next).map(({ id }) => id);
    return {
      rebuilt: (all) => all.filter(({ id }) => !gone.includes(id)),
      isWhole: true,
    };
  },
};
const emptySection: Mutator = {
  ...interpretation,
  name: "解读、指南要素为空",
  mutate: ({ blocks, metadata }, random) => {
    if (metadata.itemType !== "guide" && metadata.itemType !== "interpretation") return null;
    const needed = metadata.itemType === "guide" ? /依据|条件|流程|时限|收费|注意|联系/ : /背景|目标|任务|主要内容/;
    const head = random.maybe(blocks.filter(({ role, text }) => role === "heading" && needed.test(text)));
    if (head === null) return null;
    const from = blocks.indexOf(head);
    const next = blocks.findIndex(({ role }, index) => index > from && role === "heading");
    const gone = blocks.slice(from + 1, next < 0 ? undefined : next).map(({ id }) => id);
    return { rebuilt: (all) => all.filter(({ id }) => !gone.includes(id)), anywhereIn: [head.id], isWhole: true };
  },
};
const noInterpretation: Mutator = {
  ...interpretation,
  name: "政策文件未提解读",
  severity: "hint",
  mutate: ({ blocks, metadata }) => {
    if (metadata.itemType !== "policy") return null;
    const gone = blocks.filter(({ text }) => text.includes("解读")).map(({ id }) => id);
    return gone.length === 0 || gone.includes("title")
      ? null
      : { rebuilt: (all) => all.filter(({ id }) => !gone.includes(id)), isWhole: true };
  },
};

const noAlt: Mutator = {
  ...accessibility,
  name: "图片缺替代文字",
  mutate: (draft, random) => {
    const block = random.maybe(paragraphs(draft));
    if (block === null) return null;
    const alt = random.pick(["", "", "图片", "IMG_2031.jpg", "image1", "微信图片_20260109", "1"]);
    const id = `${block.id}p.alt`;
    return {
      added: {
        after: block.id,
        blocks: [
          {
            id,
            role: "caption",
            text: alt,
            part: { kind: "image", name: "p.png", size: 184_320, caption: "", decorative: false },
          },
        ],
      },
      anywhereIn: [id],
    };
  },
};
const vagueAnchor: Mutator = {
  ...accessibility,
  name: "链接文字不知所指",
  mutate: (draft, random) => {
    const words = random.pick(["点击这里", "点此", "这里", "查看更多", "点击查看", "更多", "详情", "链接"]);
    const mutation = addSentence(draft, random, { lead: "申报系统", wrong: words, tail: "。" });
    const change = mutation?.changes?.[0];
    if (mutation === null || change === undefined) return null;
    const text = `申报系统${words}。`;
    const id = `${change.block}v`;
    const href = "https://www.gov.cn/fuwu/index.htm";
    return {
      added: {
        after: change.block,
        blocks: [{ id, role: "body", text, links: [{ start: 4, end: 4 + words.length, href }] }],
      },
    };
  },
};
const skippedLevel: Mutator = {
  ...accessibility,
  name: "标题层级跳级",
  mutate: ({ blocks }, random) => {
    const heads = blocks.filter(({ part }, index) => part?.kind === "heading" && part.level === 1 && index > 2);
    const head = random.maybe(heads.slice(1));
    if (head === null) return null;
    const from = blocks.indexOf(head);
    const block: TextBlock = {
      id: `${head.id}s`,
      role: "heading",
      text: "工作保障",
      part: { kind: "heading", level: random.pick([3, 4] as const) },
    };
    const next = blocks[from + 1];
    if (next === undefined || next.role === "heading") return null;
    return { added: { after: next.id, blocks: [block] }, anywhereIn: [block.id] };
  },
};
const headless: Mutator = {
  ...accessibility,
  name: "表格缺表头",
  mutate: ({ blocks }, random) => {
    const table = random.maybe(
      blocks.flatMap(({ cell }) => (cell !== undefined && cell.row === 0 && cell.column === 0 ? [cell.table] : [])),
    );
    if (table === null) return null;
    const ids = blocks.filter(({ cell }) => cell?.table === table).map(({ id }) => id);
    return {
      rebuilt: (all) => all.map((block) => (block.cell?.table === table ? withoutPart(block) : block)),
      anywhereIn: ids,
    };
  },
};
const withoutPart = ({ part: _, ...block }: TextBlock): TextBlock => block;

export const structureMutators: readonly Mutator[] = [
  missingSection,
  emptySection,
  noInterpretation,
  noAlt,
  vagueAnchor,
  skippedLevel,
  headless,
];
