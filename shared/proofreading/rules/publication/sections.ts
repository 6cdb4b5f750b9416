/** A heading with nothing under it. */
import { inspection2019 } from "../../authority";
import type { BlockFact, DocumentRule, Match } from "../../rule";

interface Line {
  /** 1–4; 0 for text. */
  readonly level: number;
  /** Of a heading. */
  readonly length: number;
  /** What follows a colon is a list, not sections. */
  readonly opensList: boolean;
}

const marks: readonly RegExp[] = [
  /^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百]{1,4}[章编][ \u3000\u4e00-\u9fff])/,
  /^(?:[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}节[ \u3000])/,
  /^\d{1,2}[.．](?!\d)/,
  /^[（(]\d{1,2}[)）]/,
];

const plain: Line = { level: 0, length: 0, opensList: false };
const listed: Line = { ...plain, opensList: true };

export const emptySection: DocumentRule<Line> = {
  id: "web-empty-section",
  category: "publication",
  title: "标题下没有正文",
  severity: "warning",
  fix: "none",
  authority: [inspection2019()],
  confidence: 0.8,
  checks: ["MC-43"],
  roles: ["heading", "body", "list", "cell", "caption"],
  scope: "document",
  facts: ({ text, role, part }) => {
    if (part?.kind === "heading") return { level: part.level, length: text.length, opensList: false };
    const line = text.trim();
    if (line === "" && part === undefined) return null;
    const end = line.slice(-1);
    const isShort = line.length <= 40 && !"。；;：:，,！？.".includes(end) && (role === "body" || role === "heading");
    const level = isShort ? marks.findIndex((mark) => mark.test(line)) + 1 : 0;
    if (level === 0) return end === "：" || end === ":" ? listed : plain;
    return { opensList: false, level, length: text.length };
  },
  judge: (facts) => [1, 2].flatMap((level) => emptyAt(facts, level)),
  wrong: [
    { text: "一、时间\n下月初。\n⟦二、地点⟧\n三、人员\n各科室派一人。" },

    { text: "⟦一、工作目标⟧\n二、主要任务\n完善服务。" },
    { text: "一、工作目标\n提高效率。\n二、主要任务\n完善服务。\n⟦三、保障措施⟧" },
    { text: "一、目标\n提高效率。\n二、任务\n（一）宣传\n开展宣传。\n⟦（二）培训⟧\n（三）检查\n开展检查。" },
    { text: "⟦一、背景⟧\n二、经过\n如下所述。\n三、结果\n已经办结。" },
  ],
  right: [
    "一、时间\n下月初。\n二、地点\n会议室。",

    "一、工作目标\n提高效率。\n二、主要任务\n完善服务。",
    "一、申请表\n二、身份证复印件\n三、照片",
    "一、任务\n（一）宣传\n开展宣传。\n（二）培训\n开展培训。",
    "提交材料：\n一、申请表\n二、照片\n请按时提交。",
    "目录\n一、目标\n二、任务\n三、保障",
  ],
};

interface Section {
  readonly head: BlockFact<Line>;
  isEmpty: boolean;
}

/** Headings in a row are a list or a table of contents; one among filled ones was forgotten. */
function emptyAt(facts: readonly BlockFact<Line>[], level: number): Match[] {
  const groups: Section[][] = [];
  let group: Section[] = [];
  let last: Section | null = null;
  let inList = false;
  for (const item of facts) {
    if (item.fact.level === 0) inList = item.fact.opensList;
    if (item.fact.level === level && !inList) {
      last = { head: item, isEmpty: true };
      group.push(last);
    } else if (item.fact.level > 0 && item.fact.level < level) {
      groups.push(group);
      [group, last] = [[], null];
    } else if (last !== null) last.isEmpty = false;
  }
  groups.push(group);
  return groups.flatMap(forgotten);
}

function forgotten(group: readonly Section[]): Match[] {
  const empty = group.filter(({ isEmpty }) => isEmpty);
  if (empty.length === 0 || empty.length * 2 > group.length || (empty.length > 1 && empty.length * 3 > group.length))
    return [];
  return empty.map(({ head: { block, fact } }) => ({
    block,
    start: 0,
    end: fact.length,
    message: "标题下面没有内容，请补写正文或删去标题。",
  }));
}
