/** 见附近1, 附件：①报名表, one attachment listed twice, two under one number, names the note does not know (GB/T 9704-2012 7.3.4). */
import { gb9704, logic } from "../../authority";
import { hitsOf } from "../../hits";
import type { BlockFact, DocumentRule, Match, PatternRule, TextBlock } from "../../rule";
import { type NoteLine, noteLineOf, notesOf } from "./attachment-name";
import { stretchApart } from "./one-stretch";

export const attachmentSlip: PatternRule = {
  id: "doc-attachment-slip",
  category: "attachment",
  title: "附件说明的写法有误",
  severity: "warning",
  fix: "suggest",
  authority: [gb9704("7.3.4", "verified")],
  confidence: 0.9,
  checks: ["MC-36"],
  roles: ["body", "list", "heading", "caption"],
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<=[（(，。；](?:详|具体|内容|名单|表格|样式|格式|要求)?见|^(?:详|具体)见|填写)(?:附近|副件|附健|付件|附仵)(?=[\d一二三四五]{0,2}(?:[）)。，；]|$))/g,
      message: "应为“附件”。",
      suggest: "附件",
    },
    {
      regex: /^[ \u3000]{0,4}(?<mark>(?:付件|副件|附近|附仵|附健))(?=[\d一二三四五]{0,2}[：:]|[\d]{1,2}$)/g,
      message: "应为“附件”。",
      suggest: "附件",
    },
    {
      regex:
        /(?<=^[ \u3000]{0,4}附件[：:][ \u3000]{0,3})(?<mark>[①②③④⑤⑥⑦⑧⑨⑩]|[（(][1-9一二三四五][）)]|[一二三四五六]、)/g,
      message: "附件的序号用阿拉伯数字加下脚点，如“1.”。",
      suggest: "1.",
    },
    {
      regex:
        /(?<=^[ \u3000]{0,12}(?:附件[：:])?[ \u3000]{0,3}(?:\d{1,2}[.．])?[^。；：]{2,60})\.(?:docx?|xlsx?|pdf|wps|et|zip|rar)(?=[ \u3000]{0,4}$)/gi,
      message: "附件说明中写附件的名称，不写文件的后缀。",
      suggest: "",
      accept: ({ input }) => /^[ \u3000]{0,4}附件[：:]/.test(input),
    },
    {
      regex: /^(?<mark>附[：:])(?=[ \u3000]{0,2}1[.．、])/g,
      message: "附件说明以“附件：”开头。",
      suggest: "附件：",
    },
  ],
  wrong: [
    { text: "请填写报名表（见⟦附近⟧1）。", first: "附件" },
    { text: "附件：⟦①⟧报名表", first: "1." },
    { text: "⟦附：⟧1.报名表", first: "附件：" },
    { text: "附件：报名表⟦.docx⟧", first: "" },
  ],
  right: ["请填写报名表（见附件1）。", "附件：1.报名表", "附近居民可就近办理。", "附：报名表", "文件名为报名表.docx。"],
};

interface Fact {
  readonly line: NoteLine | null;
  /** 考核办法见附件3, 《推荐表》（见附件）: 0 stands for a sole attachment. */
  readonly told: readonly {
    readonly start: number;
    readonly end: number;
    readonly name: string;
    readonly number: number;
  }[];
  readonly heads: number;
}

const TOLD =
  /(?:《(?<book>[^《》\n]{2,40})》|(?<plain>[一-龥]{2,16}))(?:[（(](?:详|具体)?见?附件(?<inside>\d{0,2})[）)]|(?:详|具体)?见附件(?<behind>\d{0,2}))/g;
const HEAD = /^[ \u3000]{0,4}附[ \u3000]{0,3}件[ \u3000]{0,2}(?<number>\d{1,2})[：:]?[ \u3000]{0,4}$/;
const bare = (name: string): string => name.replace(/[《》\s\u3000]|[（(][^（()）]{1,20}[)）]$/g, "");

function factOf(block: TextBlock): Fact | null {
  const line = noteLineOf(block);
  const told = block.text.includes("附件")
    ? hitsOf(block.text, TOLD).map((found) => {
        const { book, plain = "", inside, behind } = found.groups ?? {};
        const name = bare(book ?? plain);
        return {
          start: found.index,
          end: found.index + found[0].length,
          name,
          number: Number(inside || behind || "0"),
        };
      })
    : [];
  const heads = Number(HEAD.exec(block.text)?.groups?.number ?? "0");
  return line === null && told.length === 0 && heads === 0 ? null : { line, told, heads };
}

export const attachmentTold: DocumentRule<Fact> = {
  id: "doc-attachment-told",
  category: "attachment",
  title: "正文所称附件与附件说明不一致",
  severity: "warning",
  fix: "none",
  authority: [gb9704("7.3.4", "verified"), logic()],
  confidence: 0.82,
  checks: ["MC-36"],
  roles: ["title", "body", "list", "heading"],
  scope: "document",
  seeks: [/附[ \u3000]{0,3}件/, /^[ \u3000]{0,12}\d{1,2}[.．、]/],
  facts: factOf,
  judge: (facts) => {
    const lines = facts.flatMap(({ fact, ...place }) => (fact.line === null ? [] : [{ ...place, fact: fact.line }]));
    const [note, second] = notesOf(lines);
    const heads = facts.filter(({ fact }) => fact.heads > 0);
    const twice = heads.flatMap(({ block, fact }, at): Match[] =>
      heads.slice(0, at).some((other) => other.fact.heads === fact.heads)
        ? [{ block, start: 0, end: lengthOf(fact.heads), message: `“附件${fact.heads}”的序号前面已经用过，请核对。` }]
        : [],
    );
    return note === undefined || second !== undefined ? twice : [...twice, ...doubled(note), ...unknown(facts, note)];
  },
  wrong: [
    { text: "考核办法见附件3。\n附件：1.任务分工表\n2.时间安排表\n3.⟦时间安排表⟧" },
    { text: "请将⟦《云溪县乡村工匠推荐表》（见附件）⟧报送我局。\n附件：云溪县乡村工匠申请表" },
    { text: "对照《任务清单》（附件1）和⟦《进度月报表》（附件2）⟧抓好落实。\n附件：1.任务清单\n2.进度季报表" },
    { text: "⟦任务分工见附件2⟧，⟦时间安排见附件1⟧。\n附件：1.任务分工表\n2.时间安排表" },
  ],
  right: [
    "考核办法见附件3。\n附件：1.任务分工表\n2.时间安排表\n3.考核办法",
    "请将《云溪县乡村工匠推荐表》（见附件）报送我局。\n附件：云溪县乡村工匠推荐表",
    "有关要求见附件。\n附件：会议须知",
    "请填写《登记表》（见附件2）。\n附件：1.办法\n2.云溪县志愿者登记表",
  ],
};

const lengthOf = (number: number): number => 2 + String(number).length;

function doubled(note: readonly BlockFact<NoteLine>[]): Match[] {
  return note.flatMap(({ block, fact: { name, mark } }, at): Match[] =>
    note.slice(0, at).some(({ fact }) => bare(fact.name) === bare(name))
      ? [{ block, start: mark.end, end: mark.end + name.length, message: `附件“${name}”前面已经列出，请核对。` }]
      : [],
  );
}

/** The name in the text is nearly that of the note, or that of another number. */
function unknown(facts: readonly BlockFact<Fact>[], note: readonly BlockFact<NoteLine>[]): Match[] {
  const names = note.map(({ fact }) => bare(fact.name));
  return facts.flatMap(({ block, fact }) =>
    fact.told.flatMap(({ start, end, name, number }): Match[] => {
      const own = names[Math.max(0, number - 1)];
      if (own === undefined || (number === 0 && names.length > 1) || fits(name, own)) return [];
      const near = stretchApart(own, name, 0.35) !== null && own.length >= 4;
      const other = names.findIndex((item, at) => at !== number - 1 && fits(name, item) && item.length >= 4);
      if (!near && other === -1) return [];
      const message =
        other === -1 ? `附件说明中是“${own}”，请核对。` : `“${name}”在附件说明中是附件${other + 1}，请核对。`;
      return [{ block, start, end, message }];
    }),
  );
}

/** The note's name, or the end of a longer one, or its beginning: 任务分工 for 任务分工表. */
const fits = (name: string, item: string): boolean =>
  name === item || item.endsWith(name) || item.startsWith(name) || name.endsWith(item);
