/** MC-32: 一、 holds （一）, （一） holds 1., 1. holds （1） (GB/T 9704-2012 7.3.3). */
import { gb9704 } from "../../authority";
import type { BlockFact, DocumentRule, Match } from "../../rule";

interface Mark {
  /** 1 一、 2 （一） 3 1. 4 （1）; 0 begins a new text: 附件1. */
  readonly level: number;
  readonly length: number;
  /** Short and without a full stop at the end: it reads like a heading. */
  readonly isHeading: boolean;
}

const marks: readonly RegExp[] = [
  /^附[件录表][\d一二三四五六七八九十：:]{0,4}/,
  /^[一二三四五六七八九十]{1,3}、/,
  /^[（(][一二三四五六七八九十]{1,3}[)）]/,
  /^\d{1,2}[.．](?!\d)/,
  /^[（(]\d{1,2}[)）]/,
];
const names = ["", "一、", "（一）", "1.", "（1）"];

export const sequenceOrder: DocumentRule<Mark> = {
  id: "doc-seq-order",
  category: "numbering",
  title: "层次序数越级",
  severity: "error",
  fix: "none",
  authority: [gb9704("7.3.3", "verified")],
  confidence: 0.85,
  checks: ["MC-32", "MC-43"],
  roles: ["heading", "body", "list"],
  scope: "document",
  facts: ({ text }) => {
    const level = marks.findIndex((pattern) => pattern.test(text));
    if (level < 0) return null;
    const length = marks[level]?.exec(text)?.[0].length ?? 0;
    return { level, length, isHeading: text.length <= 40 && !/[。；;：:，,！？]$/.test(text) };
  },
  judge: (facts) => sections(facts).flatMap(inverted),
  wrong: [
    { text: "一、工作目标\n⟦1.⟧近期目标\n（一）远期目标" },
    { text: "一、任务\n（一）宣传\n略。\n二、步骤\n⟦1.⟧动员\n略。\n（一）实施\n略。" },
    { text: "一、任务\n（一）宣传\n⟦（1）⟧海报。\n1.讲座。" },
    { text: "一、目标\n略。\n二、措施\n⟦1．⟧排查\n（一）整治\n（二）验收" },
  ],
  right: [
    "一、工作目标\n（一）近期目标\n1.数量\n（1）年度",
    "一、申报材料\n1.申请表；\n2.身份证。\n二、申报流程\n（一）受理\n（二）审核",
    "一、任务\n1.宣传。\n2.培训。\n二、步骤\n1.动员。",
    "一、任务\n（一）宣传\n附件1\n1.名单\n（一）说明",
    "（一）宣传\n1.海报\n二、保障\n（一）经费",
  ],
};

/** The marks between one 一、 and the next. What stands before the first is not judged. */
function sections(facts: readonly BlockFact<Mark>[]): BlockFact<Mark>[][] {
  const found: BlockFact<Mark>[][] = [];
  let open: BlockFact<Mark>[] | null = null;
  for (const item of facts) {
    if (item.fact.level === 0) open = null;
    else if (item.fact.level === 1) {
      open = [];
      found.push(open);
    } else open?.push(item);
  }
  return found;
}

/** Within one section the inner number comes first and the outer one after it: the two have changed places. */
function inverted(section: readonly BlockFact<Mark>[]): Match[] {
  const first = section[0];
  if (first === undefined) return [];
  if (first.fact.level > 2) {
    const outer = section.find(({ fact }) => fact.level < first.fact.level);
    return outer === undefined ? [] : [fault(first, outer.fact.level)];
  }
  const matches: Match[] = [];
  for (const [index, item] of section.entries()) {
    if (item.fact.level !== 2) continue;
    const own = section.slice(index + 1);
    const end = own.findIndex(({ fact }) => fact.level === 2);
    const inner = end < 0 ? own : own.slice(0, end);
    if (inner[0]?.fact.level === 4 && inner.some(({ fact }) => fact.level === 3)) matches.push(fault(inner[0], 3));
  }
  return matches;
}

function fault({ block, fact }: BlockFact<Mark>, outer: number): Match {
  const message = `层次序数越级：这里用了“${names[fact.level]}”一级，后文又用上一级“${names[outer]}”，应依次为“一、”“（一）”“1.”“（1）”。`;
  return { block, start: 0, end: fact.length, message };
}
