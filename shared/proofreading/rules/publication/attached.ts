/** MC-36: the files of an item: as many as the text names, and nothing in them that their reader does not see. */
import { emptyMetadata } from "../../../model/metadata";
import { gb9704, inspection2019 } from "../../authority";
import type { BlockFact, BlockRule, DocumentRule } from "../../rule";

interface Sign {
  readonly kind: "file" | "head" | "item" | "annex";
  readonly number: number;
  readonly length: number;
}

export const attachedFiles: DocumentRule<Sign> = {
  id: "attachment-count",
  category: "attachment",
  title: "附件说明与所附文件数目不符",
  severity: "warning",
  fix: "none",
  authority: [gb9704("7.3.4", "verified")],
  confidence: 0.85,
  checks: ["MC-36"],
  roles: ["body", "list", "heading", "caption"],
  carried: "part",
  seeks: [/附件/, /\d/],
  scope: "document",
  facts: ({ text, part }) => {
    const length = text.length;
    if (part?.kind === "file") return { kind: "file", number: 0, length };
    const head = /^附件[：:][ \u3000]{0,2}(?:(\d{1,2})[.．、])?[^\s]/.exec(text);
    if (head !== null) return { kind: "head", number: Number(head[1] ?? 1), length };
    if (/^附件[ \u3000]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?[：:]?$/.test(text.trim()))
      return { kind: "annex", number: 0, length };
    const item = /^[ \u3000]{0,12}(\d{1,2})[.．、](?!\d)/.exec(text);
    return item === null || length > 80 ? null : { kind: "item", number: Number(item[1]), length };
  },
  judge: (facts, { metadata }) => {
    const note = noteOf(facts);
    if (metadata === null || note === null) return [];
    const files = facts.filter(({ fact }) => fact.kind === "file").length;
    const annexes = facts.filter(({ fact }) => fact.kind === "annex").length;
    if (files + annexes >= note.count || (annexes > 0 && files === 0)) return [];
    const message = `附件说明列了${note.count}个附件，稿件只附了${files + annexes}个，请补齐或改正。`;
    return [{ block: note.block, start: 0, end: note.length, message }];
  },
  setting: { metadata: emptyMetadata },
  wrong: [
    { text: "⟦附件：1.清单⟧\n2.样表\n3.流程图\n清单.xlsx", parts: [null, null, null, file()] },
    { text: "⟦附件：任务分解表⟧\n特此通知。" },

    { text: "⟦附件：1.名额表⟧\n2.报名表\n名额表.xlsx", parts: [null, null, file()] },
    { text: "⟦附件：报名表⟧" },
    { text: "⟦附件：1.名额表⟧\n2.报名表\n3.回执\n甲.doc\n乙.doc", parts: [null, null, null, file(), file()] },
  ],
  right: [
    { text: "附件：任务分解表\n分解表.xlsx", parts: [null, file()] },
    "附件一\n任务分解表",

    { text: "附件：1.名额表\n2.报名表\n甲.xlsx\n乙.docx", parts: [null, null, file(), file()] },
    "附件：1.名额表\n2.报名表\n附件1\n名额表\n附件2\n报名表",
    { text: "名额表.xlsx", parts: [file()] },
    "附件名称应与正文一致。",
  ],
};

function file() {
  return { kind: "file", size: 20_000, mime: "application/octet-stream" } as const;
}

function noteOf(facts: readonly BlockFact<Sign>[]): { block: string; length: number; count: number } | null {
  const at = facts.findIndex(({ fact }) => fact.kind === "head");
  const head = facts[at];
  if (head === undefined) return null;
  let count = head.fact.number;
  for (let next = at + 1; next < facts.length; next += 1) {
    const item = facts[next];
    if (item?.fact.kind !== "item" || item.fact.number !== count + 1) break;
    count += 1;
  }
  return { block: head.block, length: head.fact.length, count };
}

export const unreadFile: BlockRule = {
  id: "attachment-unread",
  category: "attachment",
  title: "附件的文字没有检查",
  severity: "warning",
  fix: "none",
  authority: [inspection2019()],
  confidence: 0.97,
  checks: ["MC-36"],
  roles: ["caption"],
  scope: "block",
  find: ({ id, text, part }) =>
    part?.kind !== "file" || part.unread === undefined
      ? []
      : [
          {
            block: id,
            start: 0,
            end: text.length,
            message: `附件的文字没有检查：${part.unread}。请换一种格式，或由人逐字核对。`,
          },
        ],
  setting: { role: "caption" },
  wrong: [
    { text: "⟦报表.xls⟧", parts: [{ ...file(), unread: "旧格式的文字无法读取" }] },
    { text: "⟦图纸.pdf⟧", parts: [{ ...file(), unread: "文件已损坏，打不开" }] },

    { text: "⟦名额表.doc⟧", parts: [{ ...file(), unread: "旧格式的文字无法读取" }] },
    { text: "⟦方案.pdf⟧", parts: [{ ...file(), unread: "文件已加密，读不出文字" }] },
    { text: "⟦扫描件.pdf⟧", parts: [{ ...file(), unread: "第2页没有文字" }] },
  ],
  right: [
    { text: "报表.csv", parts: [file()] },
    "图纸.dwg",
    { text: "名额表.docx", parts: [file()] },
    "方案.pdf",
    "名额表.xlsx",
  ],
};

export const hiddenContent: BlockRule = {
  id: "attachment-hidden",
  category: "attachment",
  title: "附件含隐藏内容",
  severity: "warning",
  fix: "none",
  authority: [inspection2019()],
  confidence: 0.9,
  checks: ["MC-36"],
  roles: ["attachment"],
  scope: "block",
  find: ({ id, text, part }) =>
    part?.kind !== "hidden" || text === ""
      ? []
      : [
          {
            block: id,
            start: 0,
            end: text.length,
            message: `附件中有读者看不见的内容（${part.why}），发布后可被他人看到，请清除。`,
          },
        ],
  wraps: true,
  setting: { role: "attachment" },
  wrong: [
    { text: "⟦内部测算⟧", parts: [{ kind: "hidden", why: "深度隐藏的工作表“测算”" }] },
    { text: "⟦讲到这里停顿⟧", parts: [{ kind: "hidden", why: "演讲者备注" }] },

    { text: "⟦张某 三号仓库⟧", parts: [{ kind: "hidden", why: "隐藏工作表" }] },
    { text: "⟦原定金额另议⟧", parts: [{ kind: "hidden", why: "修订中删除的文字" }] },
    { text: "⟦此处请领导定夺⟧", parts: [{ kind: "hidden", why: "批注" }] },
  ],
  right: [
    "工作表：名额",
    "备注见第二页",
    "张某 三号仓库",
    { text: "", parts: [{ kind: "hidden", why: "批注" }] },
    "附件正文",
  ],
};
