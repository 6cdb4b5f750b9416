/** A numbered heading on a line of its own bears no mark at its end (GB/T 15834-2011 附录B.4). */
import { gb15834 } from "../../authority";
import type { BlockFact, DocumentRule, Match } from "../../rule";

interface Heading {
  /** 1 一、 2 （一） 3 1. 4 （1） 5 第一章; 0 for other text. */
  readonly level: number;
  /** Of a heading. */
  readonly length: number;
  /** The mark at its end; empty where it has none. */
  readonly tail: string;
}

const levels: readonly RegExp[] = [
  /^[一二三四五六七八九十]{1,3}[、.．]/,
  /^[（(][一二三四五六七八九十]{1,3}[)）]/,
  /^\d{1,2}[.．](?!\d)/,
  /^[（(]\d{1,2}[)）]/,
  /^第[一二三四五六七八九十百]{1,4}[编章节][ \u3000]/,
];
const LONGEST = 40;

const none: readonly Match[] = [];
const other: Heading = { level: 0, length: 0, tail: "" };

export const headingMark: DocumentRule<Heading> = {
  id: "doc-heading-mark",
  category: "document-form",
  title: "独行标题末尾有标点",
  severity: "warning",
  fix: "suggest",
  authority: [gb15834("附录B.4")],
  confidence: 0.88,
  checks: ["MC-32"],
  roles: ["body", "heading", "list"],
  scope: "document",
  facts: ({ text, role, part }) => {
    const line = text.trim();
    if (line === "") return null;
    if (line.length > LONGEST) return other;
    const isHeading = role === "heading" || part?.kind === "heading";
    const at = levels.findIndex((level) => level.test(line)) + 1;
    const level = at === 0 && isHeading ? 9 : at;
    if (level === 0 || /[。；：！？](?!$)/.test(line)) return other;
    const tail = /[。；，、：;,.:]$/.exec(line)?.[0] ?? "";
    return { level, length: text.trimEnd().length, tail };
  },
  judge: (facts) =>
    facts.flatMap(({ fact }, at) => (fact.tail === "" || fact.level === 0 ? none : judgeHeading(facts, at))),
  wrong: [
    { text: "一、目标⟦；⟧\n提高效率，改进服务。\n二、任务\n完善制度，加强培训。", first: "" },
    { text: "一、目标\n提高效率，改进服务。\n二、任务⟦：⟧\n完善制度，加强培训。", first: "" },
    { text: "（一）宣传⟦。⟧\n开展宣传，营造氛围。\n（二）培训\n开展培训，提升能力。", first: "" },
    { text: "一、提高认识，压实责任⟦。⟧\n各科室要落实分工。\n二、加强检查\n每月检查一次。", first: "" },
  ],
  right: [
    "一、目标\n提高效率，改进服务。\n二、任务\n完善制度，加强培训。",
    "一、申请表；\n二、身份证；\n三、照片。\n请按时提交。",
    "一、目标：\n提高效率。\n二、任务：\n完善制度。",
    "一、提高效率。\n二、改进服务。\n以上两条请落实。",
    "一、目标\n提高效率，改进服务。\n二、请各科室月底前报送材料。",
    "（一）报名\n网上登记即可。\n需要下列材料：\n（一）申请表；\n（二）身份证。\n请按时提交。",
  ],
};

/** Its peers show what headings look like here: on lines of their own, with text below, without a mark. */
function judgeHeading(facts: readonly BlockFact<Heading>[], at: number): Match[] {
  const [one, next] = [facts[at], facts[at + 1]];
  if (one === undefined || next === undefined) return [];
  const { level, length } = one.fact;
  if (!isBelow(next.fact, level)) return [];
  // The last item of a list, whose other items stand right above: no heading, for headings have text below them.
  const above = facts[at - 1]?.fact;
  if (above?.level === level && above.tail !== "") return [];
  const isShown = facts.some(({ fact }, other) => {
    const under = facts[other + 1];
    return (
      other !== at && fact.level === level && fact.tail === "" && under !== undefined && isBelow(under.fact, level)
    );
  });
  if (!isShown) return [];
  const message = "标题独占一行时，末尾不用标点，与其他标题一致。";
  return [{ block: one.block, start: length - 1, end: length, message, suggestions: [""] }];
}

/** Text, or a heading of a lower rank. */
const isBelow = (under: Heading, level: number): boolean =>
  under.level === 0 || (under.level !== 9 && under.level > level);
