/** MC-32: numbering that jumps or repeats: 一、三、 or 第一条、第三条 (GB/T 9704-2012 7.3.3). */
import { drafting, gb9704 } from "../../authority";
import { chineseNumber, toChineseNumber } from "../../characters";
import type { DocumentRule, Match, TextBlock } from "../../rule";

interface Level {
  readonly name: string;
  /** Group 1 is the number. */
  readonly pattern: RegExp;
  readonly depth: number;
  readonly write: (value: number, written: string) => string;
}

const N = "([一二三四五六七八九十百零〇]{1,5})";

/** From the outside in: a new outer number lets the inner ones begin again. */
const levels: readonly Level[] = [
  { name: "编", pattern: new RegExp(`^第${N}编(?=[\\s\\u3000]|$)`), depth: 0, write: replaced },
  { name: "章", pattern: new RegExp(`^第${N}章`), depth: 1, write: replaced },
  { name: "节", pattern: new RegExp(`^第${N}节(?=[\\s\\u3000\\u4e00-\\u9fff]|$)`), depth: 2, write: replaced },
  { name: "一、", pattern: new RegExp(`^${N}、`), depth: 3, write: replaced },
  { name: "条", pattern: new RegExp(`^第${N}条(?=[\\s\\u3000\\u4e00-\\u9fff])`), depth: 3, write: replaced },
  { name: "（一）", pattern: new RegExp(`^[（(]${N}[)）]`), depth: 4, write: replaced },
  {
    name: "1.",
    pattern: /^(\d{1,2})[.．、](?!\d)/,
    depth: 5,
    write: (value, written) => written.replace(/\d+/, String(value)),
  },
  {
    name: "（1）",
    pattern: /^[（(](\d{1,2})[)）]/,
    depth: 6,
    write: (value, written) => written.replace(/\d+/, String(value)),
  },
];

/** Articles run through the chapters of a regulation, so chapters do not restart them. */
const RUNS_ON = new Set(["条"]);

export const sequenceNumber: DocumentRule<TextBlock> = {
  id: "sequence-number",
  category: "numbering",
  title: "序号重复或跳号",
  severity: "error",
  fix: "suggest",
  authority: [gb9704("7.3.3", "verified"), drafting()],
  confidence: 0.85,
  scope: "document",
  facts: (block) => block,
  judge: (facts) => {
    const blocks = facts.map(({ fact }) => fact);
    return [...headings(blocks), ...inText(blocks)];
  },
  wrong: [
    { text: "一、总体要求\n略。\n⟦三、⟧保障措施", first: "二、" },
    { text: "第一条 目的。\n第二条 范围。\n⟦第四条⟧ 职责。", first: "第三条" },
    { text: "（一）加强领导\n（二）压实责任\n⟦（二）⟧强化考核", first: "（三）" },
    { text: "主要做法如下：一是自查；二是整改；⟦四是⟧验收。", first: "三是" },
    { text: "第一章 总则\n第一条 目的。\n⟦第三章⟧ 附则\n第二条 施行。", first: "第二章" },
  ],
  right: [
    "一、总体要求\n（一）目标\n（二）原则\n二、重点任务\n（一）网站\n（二）新媒体",
    "第一章 总则\n第一条 目的。\n第二章 附则\n第二条 施行。",
    "一是自查；二是整改；三是验收。",
    "第十条 略。\n第十一条 略。",
    "附件1\n一、名称\n二、地址\n附件2\n一、名称\n二、电话",
    "其一是说明，十二是偶数。",
  ],
};

function replaced(value: number, written: string): string {
  return written.replace(/[一二三四五六七八九十百零〇]+/, chinese(value));
}

function chinese(value: number): string {
  if (value < 100) return toChineseNumber(value);
  const rest = value % 100;
  const tail =
    rest === 0 ? "" : rest < 10 ? `零${toChineseNumber(rest)}` : `${rest < 20 ? "一" : ""}${toChineseNumber(rest)}`;
  return `${toChineseNumber(Math.floor(value / 100))}百${tail}`;
}

interface Counter {
  value: number;
}

function headings(blocks: readonly TextBlock[]): Match[] {
  const counters = new Map<string, Counter>();
  const matches: Match[] = [];
  for (const block of blocks) {
    if (block.role === "meta" || block.role === "cell" || block.role === "caption" || block.role === "title") continue;
    if (/^附[件录表]/.test(block.text)) counters.clear();
    const level = levels.find((item) => item.pattern.test(block.text));
    const found = level?.pattern.exec(block.text);
    if (level === undefined || found === undefined || found === null) continue;
    const value = numberOf(found[1] ?? "");
    const last = counters.get(level.name)?.value ?? null;
    if (value === null) continue;
    forget(counters, level);
    counters.set(level.name, { value });
    // The first number seen may be any: excerpts begin in the middle. A new 一 begins a new list.
    if (last === null || value === 1 || value === last + 1) continue;
    matches.push(
      wrongNumber({ block: block.id, start: 0, end: found[0].length }, last, level.write(last + 1, found[0])),
    );
  }
  return matches;
}

function forget(counters: Map<string, Counter>, level: Level): void {
  for (const other of levels) if (other.depth > level.depth && !RUNS_ON.has(other.name)) counters.delete(other.name);
}

function wrongNumber(place: Omit<Match, "message">, last: number, right: string): Match {
  return { ...place, message: `序号不连续：前一个是第${last}项，这里应为“${right}”。`, suggestions: [right] };
}

function numberOf(text: string): number | null {
  return /^\d+$/.test(text) ? Number(text) : chineseNumber(text);
}

const INLINE = /(?<=^|[。；，：、\s”）])([一二三四五六七八九十]{1,2})是(?!否|非)/g;

/** 一是 … 二是 … 三是 within a paragraph or from paragraph to paragraph. */
function inText(blocks: readonly TextBlock[]): Match[] {
  let last = 0;
  let lastBlock = -9;
  return blocks.flatMap((block, index) => {
    if (block.role === "meta") return [];
    return Array.from(block.text.matchAll(INLINE)).flatMap((found) => {
      const value = chineseNumber(found[1] ?? "") ?? 0;
      const expected = last + 1;
      const isNear = index - lastBlock <= 2;
      [last, lastBlock] = [value, index];
      if (value === 1 || !isNear || value === expected) return [];
      const place = { block: block.id, start: found.index, end: found.index + found[0].length };
      return [wrongNumber(place, expected - 1, `${chinese(expected)}是`)];
    });
  });
}
