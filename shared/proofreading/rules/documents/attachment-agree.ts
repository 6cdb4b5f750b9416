/** The attachments a text cites, the note that lists them and their own headings must agree (GB/T 9704-2012 7.3.4, 7.4.1). */
import { gb9704, logic } from "../../authority";
import { chineseNumber } from "../../characters";
import { hitsOf } from "../../hits";
import type { BlockFact, DocumentRule, Match, ProofContext, TextBlock } from "../../rule";
import { type NoteLine, noteLineOf, notesOf } from "./attachment-name";
import { stretchApart } from "./one-stretch";

interface Cited {
  readonly start: number;
  readonly end: number;
  readonly number: number;
  readonly isWord: boolean;
  /** What the text calls it, right before the bracket. */
  readonly name: string;
}

interface AttachmentFact {
  readonly line: NoteLine | null;
  readonly cited: readonly Cited[];
  /** 附件2 alone heads an attachment; 0 for any other line. */
  readonly heads: number;
}

const N = "[1-9]\\d?|[一二三四五六七八九十]{1,3}";
const CITED = new RegExp(
  `(?<name>《[^《》\\n]{2,40}》|[一-龥]{2,24})[（(](?:详?见)?(?<mark>附件[ ]?(?<number>${N}))[）)]`,
  "g",
);
const HEADS = new RegExp(`^[ \\u3000]{0,4}附[ \\u3000]{0,3}件[ \\u3000]{0,2}(?<number>${N})[：:]?[ \\u3000]{0,4}$`);

const numeral = (text: string): number => (/^\d+$/.test(text) ? Number(text) : (chineseNumber(text) ?? 0));
/** A name as it is compared: without book marks, spaces and what stands in brackets behind it. */
const plain = (name: string): string => name.replace(/[《》\s\u3000]|[（(][^（()）]{1,20}[）)]$/g, "");

function factOf(block: TextBlock): AttachmentFact | null {
  const line = noteLineOf(block);
  const cited = block.text.includes("附件") ? citedIn(block.text) : [];
  const heads = numeral(HEADS.exec(block.text)?.groups?.number ?? "0");
  return line === null && cited.length === 0 && heads === 0 ? null : { line, cited, heads };
}

const citedIn = (text: string): readonly Cited[] =>
  hitsOf(text, CITED).map((found) => {
    const { name = "", mark = "", number = "" } = found.groups ?? {};
    const end = found.index + found[0].length - 1;
    return { start: end - mark.length, end, number: numeral(number), isWord: !/\d/.test(number), name: plain(name) };
  });

/** The note of the document, if it has exactly one: its names in order. */
function namesOf(facts: readonly BlockFact<AttachmentFact>[]): readonly string[] {
  const lines = facts.flatMap(({ fact, ...place }) => (fact.line === null ? [] : [{ ...place, fact: fact.line }]));
  const [note, second] = notesOf(lines);
  return note === undefined || second !== undefined ? [] : note.map(({ fact }) => plain(fact.name));
}

const seeks = [/附[ \u3000]{0,3}件/, /^[ \u3000]{0,12}\d{1,2}[.．、]/];
const shared = { category: "attachment", checks: ["MC-36"], scope: "document", seeks, facts: factOf } as const;

export const attachmentNumber: DocumentRule<AttachmentFact> = {
  ...shared,
  id: "doc-attachment-number",
  title: "正文所引附件的序号与附件说明不符",
  severity: "warning",
  fix: "suggest",
  authority: [gb9704("7.3.4", "verified"), logic()],
  confidence: 0.88,
  roles: ["body", "list", "heading"],
  judge: (facts) => {
    const names = namesOf(facts);
    return names.length < 2
      ? []
      : facts.flatMap(({ block, fact }) => fact.cited.flatMap((one) => other(block, one, names)));
  },
  wrong: [
    { text: "请填写《任务分工表》（⟦附件1⟧）。\n附件：1.工作方案\n2.任务分工表", first: "附件2" },
    { text: "请填写回执（见⟦附件3⟧）。\n附件：1.会议日程\n2.参会回执\n3.路线图\n4.回执", first: "附件4" },
    { text: "按照《评分标准》（⟦附件二⟧）评审。\n附件：1.评分标准\n2.专家名单", first: "附件1" },
    { text: "请填写报名表（⟦附件二⟧）。\n附件：1.活动方案\n2.报名表", first: "附件2" },
  ],
  right: [
    "请填写《任务分工表》（附件2）。\n附件：1.工作方案\n2.任务分工表",
    "请填写《任务分工表》（附件1）。\n附件：1.分工任务一览\n2.经费表",
    "请填写《任务分工表》（附件1）。\n附件：任务分工表",
    "请填写表格（附件2）。\n附件：1.登记表格\n2.汇总表格",
  ],
};

function other(block: string, { start, end, number, isWord, name }: Cited, names: readonly string[]): Match[] {
  const fits = (item: string) => item === name || (item.length >= 2 && name.endsWith(item));
  const exact = names.flatMap((item, index) => (fits(item) ? [index + 1] : []));
  const right = exact.length === 1 ? exact[0] : undefined;
  if (right === undefined || (right === number && !isWord)) return [];
  const message =
    right === number
      ? `附件说明的序号用阿拉伯数字，正文也写“附件${right}”。`
      : `附件说明中“${names[right - 1] ?? ""}”是附件${right}，请核对序号。`;
  const place = { block, start, end, message, suggestions: [`附件${right}`] };
  return [right === number ? { ...place, severity: "hint" } : place];
}

export const attachmentTitle: DocumentRule<AttachmentFact> = {
  ...shared,
  id: "doc-attachment-title",
  title: "附件的标题与附件说明不一致",
  severity: "warning",
  fix: "suggest",
  authority: [gb9704("7.3.4", "verified"), logic()],
  confidence: 0.85,
  judge: (facts, context) => {
    const names = namesOf(facts);
    return names.length === 0 ? [] : facts.flatMap(({ fact, index }) => unlike(fact.heads, index, { names, context }));
  },
  wrong: [
    {
      text: "附件：1.任务分工表\n2.经费预算表\n某县水务局\n附件1\n⟦任务分解表⟧\n附件2\n经费预算表",
      first: "任务分工表",
    },
    { text: "附件：1.公园改造方案\n2.经费预算表\n附件2\n⟦经费概算表⟧", first: "经费预算表" },
    { text: "附件：1.全县重点项目清单\n2.责任分工\n附件1\n⟦全市重点项目清单⟧", first: "全县重点项目清单" },
  ],
  right: [
    "附件：1.任务分工表\n2.经费预算表\n附件1\n任务分工表\n附件2\n经费预算表",
    "附件：1.任务分工表\n2.经费预算表\n附件1\n为做好分工，制定本表。",
    "附件：1.任务分工表\n2.经费预算表\n附件1\n某县水务局任务分工表（2026年）",
    "附件：1.会议日程\n2.参会回执\n附件1\n日程安排",
  ],
};

/** The title under 附件1 is nearly the name of the note: a few characters in one place differ. */
function unlike(
  heads: number,
  index: number,
  { names, context }: { readonly names: readonly string[]; readonly context: ProofContext },
): Match[] {
  const name = names[heads - 1];
  const next = context.blocks[index + 1];
  if (heads === 0 || name === undefined || next === undefined || next.text.length > 60) return [];
  const title = plain(next.text);
  if (title === name || names.includes(title) || stretchApart(name, title, 1 / 3) === null) return [];
  const start = next.text.length - next.text.trimStart().length;
  const message = `附件说明中附件${heads}是“${name}”，这里是“${title}”，请核对。`;
  return [{ block: next.id, start, end: next.text.trimEnd().length, message, suggestions: [name] }];
}

interface Single {
  readonly number: number;
  readonly start: number;
  readonly end: number;
  /** A name stands in the line: 附件1：清单. */
  readonly isNote: boolean;
  readonly isDay: boolean;
}

const NUMBERED = new RegExp(
  `^[ \\u3000]{0,4}附件[ ]?(?<number>${N})(?<rest>[：:][ \\u3000]{0,3}\\S[^。；]{1,60})?[ \\u3000]{0,4}$`,
);
const ANY = new RegExp(`附[ \\u3000]{0,3}件[ ]?[：:]?[ ]?(${N})`, "g");
const DAY = /^[ \u3000]{0,60}(?:19|20)\d{2}年\d{1,2}月\d{1,2}日[ \u3000]{0,20}$/;

export const onlyAttachment: DocumentRule<readonly Single[]> = {
  id: "doc-attachment-single",
  category: "attachment",
  title: "只有一个附件却编了序号",
  severity: "warning",
  fix: "suggest",
  authority: [gb9704("7.3.4", "verified")],
  confidence: 0.85,
  checks: ["MC-36"],
  roles: ["title", "body", "list", "heading"],
  scope: "document",
  seeks: [ANY, DAY],
  facts: ({ text }) => {
    const day = { number: 0, start: 0, end: 0, isNote: false, isDay: true };
    if (DAY.test(text)) return [day];
    const head = NUMBERED.exec(text);
    const number = head?.groups?.number ?? "";
    const start = text.indexOf("附件") + "附件".length;
    if (head !== null)
      return [
        {
          number: numeral(number),
          start,
          end: text.indexOf(number, start) + number.length,
          isNote: head.groups?.rest !== undefined,
          isDay: false,
        },
      ];
    const all = hitsOf(text, ANY).map((found) => ({ ...day, number: numeral(found[1] ?? ""), isDay: false }));
    return all.length === 0 ? null : all;
  },
  judge: (facts) => {
    const all = facts.flatMap(({ fact }) => fact);
    if (all.some(({ number }) => number > 1)) return [];
    return facts.flatMap(({ block, index, fact: [one] }): Match[] => {
      if (one === undefined || one.end === 0) return [];
      // A page that is an attachment itself and nothing else keeps the number it has in its document.
      const near = facts.some(
        ({ index: at, fact: [day] }) =>
          day?.isDay === true && (one.isNote ? at > index && at <= index + 4 : at < index),
      );
      const message = "只有一个附件时，“附件”之后不编序号。";
      return near ? [{ block, start: one.start, end: one.end, message, suggestions: [""] }] : [];
    });
  },
  wrong: [
    { text: "请认真落实。\n附件⟦1⟧：重点任务清单\n某县水务局\n2026年3月5日", first: "" },
    { text: "附件⟦一⟧：考核结果\n\n某县教育局\n2026年3月5日", first: "" },
    { text: "某县水务局\n2026年3月5日\n附件⟦1⟧\n重点任务清单", first: "" },
  ],
  right: [
    "请认真落实。\n附件：重点任务清单\n某县水务局\n2026年3月5日",
    "附件1：任务清单\n附件2：考核表\n某县水务局\n2026年3月5日",
    "附件1\n重点任务清单",
    "附件：1.清单\n2.表格\n某县水务局\n2026年3月5日\n附件1\n清单\n附件2\n表格",
  ],
};
