/** How many attachments the text speaks of, which it points to and what it calls them, against the note that lists them (GB/T 9704-2012 7.3.4). */
import { gb9704, logic } from "../../authority";
import { chineseNumber } from "../../characters";
import { hitsOf } from "../../hits";
import type { BlockFact, DocumentRule, Match, TextBlock } from "../../rule";
import { type NoteLine, noteLineOf, notesOf } from "./attachment-name";

interface Spoken {
  readonly kind: "count" | "number" | "name";
  readonly value: number;
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

interface CountFact {
  readonly line: NoteLine | null;
  readonly spoken: readonly Spoken[];
}

const N = "[1-9]\\d?|[一二两三四五六七八九十]{1,3}";
const COUNT = new RegExp(`(?<![\\d第])(?<number>${N})[个份项]附件`, "g");
const POINTS = new RegExp(
  `(?:详?见|按照?|依据|参照|填写|填报|执行)(?<mark>附件[ ]?(?<number>${N}))(?![\\d份个项十])`,
  "g",
);
const NAMED = new RegExp(`《(?<name>[^《》\\n]{2,40})》[（(](?:详?见)?附件[ ]?(?<number>${N})[）)]`, "g");

const numeral = (text = ""): number =>
  text === "两" ? 2 : /^\d+$/.test(text) ? Number(text) : (chineseNumber(text) ?? 0);

function factOf(block: TextBlock): CountFact | null {
  const line = noteLineOf(block);
  const { text } = block;
  const read = (pattern: RegExp, kind: Spoken["kind"]): readonly Spoken[] =>
    hitsOf(text, pattern).map((found) => {
      const mark = found.groups?.mark ?? found[0];
      const start = found.index + found[0].length - mark.length;
      return {
        kind,
        value: numeral(found.groups?.number),
        name: found.groups?.name ?? "",
        start,
        end: start + mark.length,
      };
    });
  const spoken =
    text.includes("附件") && line === null
      ? [...read(COUNT, "count"), ...read(POINTS, "number"), ...read(NAMED, "name")]
      : [];
  return line === null && spoken.length === 0 ? null : { line, spoken };
}

export const attachmentCount: DocumentRule<CountFact> = {
  id: "doc-attachment-count",
  category: "attachment",
  title: "正文所说的附件与附件说明不符",
  severity: "warning",
  fix: "none",
  authority: [gb9704("7.3.4", "verified"), logic()],
  confidence: 0.86,
  checks: ["MC-36"],
  roles: ["body", "list", "heading"],
  scope: "document",
  seeks: [/附[ \u3000]{0,3}件/, /^[ \u3000]{0,12}\d{1,2}[.．、]/],
  facts: factOf,
  judge: (facts) => {
    const lines = facts.flatMap(({ fact, ...place }) => (fact.line === null ? [] : [{ ...place, fact: fact.line }]));
    const [note, second] = notesOf(lines);
    if (note === undefined || second !== undefined) return [];
    return facts.flatMap(({ block, fact }) => fact.spoken.flatMap((one) => unlike(block, one, note)));
  },
  wrong: [
    { text: "本次公布的⟦两份附件⟧可在网站下载。\n附件：1.申请审批表\n2.入户调查表\n3.民主评议表" },
    { text: "补贴标准详见⟦附件2⟧。\n附件：补贴标准一览表" },
    { text: "请填写《承诺书》（附件2）。\n附件：1.报名表\n2.⟦委托书⟧" },
  ],
  right: [
    "本次公布的三份附件可在网站下载。\n附件：1.申请审批表\n2.入户调查表\n3.民主评议表",
    "补贴标准详见附件。\n附件：补贴标准一览表",
    "请填写《承诺书》（附件2）。\n附件：1.报名表\n2.承诺书",
    "请填写《报名表》（附件1）。\n附件：1.县直单位报名表\n2.承诺书",
    "补贴标准详见附件2。\n附件：1.说明\n2.补贴标准",
  ],
};

const bare = (name: string): string => name.replace(/[《》\s\u3000]|[（(][^（()）]{1,20}[）)]$/g, "");

function unlike(
  block: string,
  { kind, value, name, start, end }: Spoken,
  note: readonly BlockFact<NoteLine>[],
): Match[] {
  const length = note.length;
  if (kind === "count")
    return value === length
      ? []
      : [{ block, start, end, message: `正文说有${value}个附件，附件说明列出${length}个，请核对。` }];
  if (kind === "number") {
    if (value <= length && !(length === 1 && note[0]?.fact.number === 0)) return [];
    const message =
      length === 1 ? "只有一个附件，正文写“附件”，不编序号。" : `附件说明只有${length}个附件，请核对序号。`;
    return [{ block, start, end, message }];
  }
  const line = note[value - 1];
  const names = note.map(({ fact }) => bare(fact.name));
  const called = bare(name);
  const listed = names[value - 1] ?? "";
  // A name that stands somewhere in the note has another number: that is told by another rule.
  if (line === undefined || names.some((item) => item.includes(called) || called.includes(item))) return [];
  // The same kind of paper, and nearly the same name or a short one.
  if (listed.at(-1) !== called.at(-1) || Math.abs(listed.length - called.length) > 2 || listed.length > 14) return [];
  const at = note.length === 1 ? line.fact.mark.end : line.fact.mark.end;
  const message = `正文把附件${value}称作“${called}”，这里是“${listed}”，请核对。`;
  return [{ block: line.block, start: at, end: at + line.fact.name.length, message }];
}
