/** Names and numbers in 附件说明 (GB/T 9704-2012 7.3.4): one attachment bears no number, names bear no book marks. */
import { gb9704 } from "../../authority";
import type { BlockFact, DocumentRule, Match } from "../../rule";

export interface NoteLine {
  readonly isHead: boolean;
  readonly name: string;
  /** 0 when the line bears none. */
  readonly number: number;
  /** Where the number and its point stand. */
  readonly mark: { readonly start: number; readonly end: number };
  /** A name wholly in book marks. */
  readonly book: { readonly start: number; readonly end: number; readonly name: string } | null;
}

const LINE =
  /^(?<head>附[ \u3000]{0,3}件[ \u3000]{0,2}[：:])?(?<gap>[ \u3000]{0,12})(?:(?<number>\d{1,2})[.．、][ \u3000]{0,2}(?!\d))?(?<name>[^\n]{1,90}?)[。；;，、]?$/;

export const attachmentName: DocumentRule<NoteLine> = {
  id: "doc-attachment-name",
  category: "attachment",
  title: "附件说明的序号和名称",
  severity: "warning",
  fix: "suggest",
  authority: [gb9704("7.3.4", "verified")],
  confidence: 0.88,
  checks: ["MC-36"],
  roles: ["body", "list", "heading"],
  scope: "document",
  seeks: [/^附[ \u3000]{0,3}件[ \u3000]{0,2}[：:]/, /^[ \u3000]{0,12}\d{1,2}[.．、]/],
  facts: noteLineOf,
  judge: (facts) => notesOf(facts).flatMap(faults),
  wrong: [
    { text: "附件：⟦1.⟧责任清单\n某市教育局", first: "" },
    { text: "附件：⟦《责任清单》⟧", first: "责任清单" },
    { text: "附件：1.责任清单\n⟦3.⟧进度表", first: "2." },
    { text: "附件：⟦2.⟧责任清单\n3.进度表", first: "1." },
    { text: "附件：1.⟦《责任清单》⟧\n2.进度表", first: "责任清单" },
    { text: "附件：1.责任清单\n2.进度表\n⟦2.⟧回执", first: "3." },
  ],
  right: [
    "附件：责任清单",
    "附件：1.责任清单\n2.进度表",
    "附件：1.《公园管理办法》修订对照表\n2.进度表",
    "附件1\n责任清单",
    "1.责任清单\n3.进度表",
  ],
};

export function noteLineOf({ text }: { readonly text: string }): NoteLine | null {
  const line = text.trimEnd();
  const found = line.length > 100 ? null : LINE.exec(line);
  if (found === null) return null;
  const { head = "", gap = "", number = "", name = "" } = found.groups ?? {};
  if ((head === "" && number === "") || /。/.test(name)) return null;
  const from = head.length + gap.length;
  const at = line.indexOf(name, from + number.length);
  const isBook = /^《[^《》]{1,60}》$/.test(name);
  return {
    isHead: head !== "",
    name,
    number: Number(number || "0"),
    mark: { start: from, end: number === "" ? from : from + number.length + 1 },
    book: isBook ? { start: at, end: at + name.length, name: name.slice(1, -1) } : null,
  };
}

/** Each head with the numbered lines right behind it. */
export function notesOf(facts: readonly BlockFact<NoteLine>[]): BlockFact<NoteLine>[][] {
  const found: BlockFact<NoteLine>[][] = [];
  for (const item of facts) {
    const note = found.at(-1);
    const last = note?.at(-1);
    if (item.fact.isHead) found.push([item]);
    else if (note !== undefined && last !== undefined && last.fact.number > 0 && item.index === last.index + 1)
      note.push(item);
  }
  return found;
}

function faults(note: readonly BlockFact<NoteLine>[]): Match[] {
  const isSingle = note.length === 1;
  return note.flatMap(({ block, fact: { number, mark, book } }, at): Match[] => {
    const found: Match[] = [];
    const before = note[at - 1];
    const expected = before === undefined ? 1 : before.fact.number + 1;
    if (isSingle && number === 1)
      found.push({ block, ...mark, message: "只有一个附件时，附件名称前不编序号。", suggestions: [""] });
    else if (number > 0 && number !== expected)
      found.push({
        block,
        ...mark,
        message: `附件序号应从1起连续编排，此处应为“${expected}.”。`,
        suggestions: isSingle ? [] : [`${expected}.`],
      });
    if (book !== null) {
      const { start, end, name } = book;
      found.push({ block, start, end, message: "附件说明中的附件名称不加书名号。", suggestions: [name] });
    }
    return found;
  });
}
