/** 附件说明 and what the text says of attachments (GB/T 9704-2012 7.3.4). */

import { gb9704 } from "../../authority";
import { chineseNumber } from "../../characters";
import { hitsOf } from "../../hits";
import type { BlockFact, DocumentRule, Match, PatternRule, TextBlock } from "../../rule";

const authority = [gb9704("7.3.4", "verified")];

interface Fault {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly right: string;
  readonly fix?: "suggest";
}

interface NoteLine {
  readonly isHead: boolean;
  /** 附件 统计表: a note whose colon was forgotten, if the day of the document stands right below; else a head. */
  readonly isUnsure?: true;
  /** The day under a text. */
  readonly isDay?: true;
  /** 0 when the line bears none. */
  readonly number: number;
  readonly faults: readonly Fault[];
}

const HEAD =
  /^(附件)(?<gap>[ \u3000]{0,3})(?<colon>[：:]?)(?<gap2>[ \u3000]{0,3})(?:(?<number>\d{1,2})(?<dot>[.．、，,)）。:：]?))?/;
const ITEM = /^(?<gap2>[ \u3000]{0,12})(?<number>\d{1,2})(?<dot>[.．、，,)）。])/;
const LONGEST = 80;

export const attachmentMark: DocumentRule<NoteLine> = {
  id: "doc-attachment-mark",
  category: "document-form",
  title: "附件说明的标点",
  severity: "error",
  fix: "safe",
  authority,
  confidence: 0.92,
  checks: ["MC-32"],
  roles: ["body", "list", "heading"],
  scope: "document",
  needs: "附0123456789",
  facts: noteLine,
  judge: (facts) =>
    noteLines(facts)
      .filter(({ fact, index }) => fact.isUnsure === undefined || hasDayBelow(facts, index))
      .flatMap(({ block, fact }) => fact.faults.map((fault) => matchOf(block, fault))),
  wrong: [
    { text: "附件：1⟦、⟧责任清单", first: "." },
    { text: "附件：1.责任清单⟦。⟧\n2⟦、⟧进度表⟦；⟧" },
    { text: "附件⟦ 1⟧.责任清单\n2.进度表", first: "：1" },
    { text: "附件：⟦1⟧责任清单\n⟦2⟧进度表", first: "1." },
    { text: "附件：报名表⟦。⟧", first: "" },
    { text: "附件：1⟦）⟧报名表\n2.回执", first: "." },
    { text: "附件⟦ ⟧进度统计表\n某县教育局\n2026年3月2日", first: "：" },
  ],
  right: [
    "附件：1.责任清单\n2.进度表",
    "附件1\n责任清单",
    "附件：报名表",
    "某县教育局\n2026年3月2日\n附件 进度统计表",
    "附件：报名表请于5日前交到办公室。材料不予退回。",
    "1、申请表；\n2、身份证。",
    "附件：2025年度计划",
  ],
};

function matchOf(block: string, { start, end, message, right, fix }: Fault): Match {
  return { block, start, end, message, suggestions: [right], ...(fix === undefined ? {} : { fix }) };
}

/** 附件说明 begins with 附件： and goes on while the numbers go on. */
function noteLines(facts: readonly BlockFact<NoteLine>[]): BlockFact<NoteLine>[] {
  let expected = 0;
  let at = -2;
  return facts.filter((item) => {
    const { isHead, number } = item.fact;
    const goesOn = !isHead && expected > 0 && item.index === at + 1 && number === expected;
    if (isHead || goesOn) {
      expected = number === 0 && isHead ? 1 : number + 1;
      at = item.index;
      return true;
    }
    expected = 0;
    return false;
  });
}

/** The issuer and the day follow the note within a line or two. */
const hasDayBelow = (facts: readonly BlockFact<NoteLine>[], index: number): boolean =>
  facts.some((other) => other.fact.isDay && other.index > index && other.index <= index + 3);

const DAY = /^[ \u3000]{0,60}(?:19|20)\d{2}年\d{1,2}月\d{1,2}日[ \u3000]{0,20}$/;
const UNSURE = /^附件(?<gap>[ \u3000]{1,3})[《\u4e00-\u9fff][^。；：，]{2,50}$/;

function unsureLine(line: string): NoteLine | null {
  const gap = UNSURE.exec(line)?.groups?.gap;
  if (gap === undefined) return null;
  const [start, end] = ["附件".length, "附件".length + gap.length];
  const fault = { start, end, message: "“附件”之后应为全角冒号，再写名称。", right: "：", fix: "suggest" } as const;
  return { isHead: true, number: 0, faults: [fault], isUnsure: true };
}

function noteLine({ text }: TextBlock): NoteLine | null {
  const line = text.trimEnd();
  if (DAY.test(line)) return { isHead: false, number: 0, faults: [], isDay: true };
  const unsure = unsureLine(line);
  if (unsure !== null) return unsure;
  if (line.length > LONGEST || /[。；;](?!$)/.test(line)) return null;
  const head = HEAD.exec(line);
  const found = head ?? ITEM.exec(line) ?? BARE_ITEM.exec(line);
  if (found === null) return null;
  const number = Number(found.groups?.number ?? "0");
  if (head !== null && isAnnexHead(line, head)) return null;
  if (head === null && number === 0) return null;
  return {
    isHead: head !== null,
    number,
    faults: [...markFaults(found, head !== null, line), ...tailFaults(line, found)],
  };
}

/** A second line of the list whose point was forgotten: 2进度表. Not 2025年 and not 3人. */
const BARE_ITEM = /^(?<gap2>[ \u3000]{0,12})(?<number>\d)(?<dot>)(?=[《\u4e00-\u9fff])(?![年月日个人项条万亿元级号])/;

/** 附件1, alone or before a name without a point, heads the attachment itself. */
function isAnnexHead(line: string, { groups }: RegExpExecArray): boolean {
  if (groups?.colon !== "") return false;
  return groups.number === undefined || !/^[.．、]$/.test(groups.dot ?? "") || line.length > 60;
}

function markFaults(found: RegExpExecArray, isHead: boolean, line: string): Fault[] {
  const { number, dot = "", gap2 = "", colon = "", gap = "" } = found.groups ?? {};
  if (number === undefined) return [];
  const prefix = isHead ? "附件".length + gap.length + colon.length + gap2.length : gap2.length;
  const after = prefix + number.length;
  if (isHead && colon === "") {
    const start = "附件".length;
    return [{ start, end: after, message: "“附件”之后应为全角冒号，再写序号。", right: `：${number}`, fix: "suggest" }];
  }
  const rest = line.slice(after + dot.length);
  if (dot === "") {
    if (!/^[《\u4e00-\u9fff]/.test(rest) || /^[年月日个人项条万亿元级号]/.test(rest)) return [];
    return [
      { start: prefix, end: after, message: "附件序号之后应有下脚点，如“1.”。", right: `${number}.`, fix: "suggest" },
    ];
  }
  if (dot === "." || dot === "．") return [];
  return [{ start: after, end: after + dot.length, message: `附件序号之后用“${dot}”不妥，应为“.”。`, right: "." }];
}

function tailFaults(line: string, found: RegExpExecArray): Fault[] {
  const tail = /[。；;，,、.]$/.exec(line)?.[0];
  if (tail === undefined || line.length - 1 <= found[0].length) return [];
  return [{ start: line.length - 1, end: line.length, message: "附件名称之后不加标点符号。", right: "" }];
}

export const attachmentHalfColon: PatternRule = {
  id: "doc-attachment-halfcolon",
  category: "document-form",
  title: "“附件:”用半角冒号",
  // Half-width marks are errors everywhere; a lower one would be hidden behind them.
  severity: "error",
  fix: "safe",
  authority,
  confidence: 0.95,
  checks: ["MC-32"],
  roles: ["body", "list", "heading", "cell", "caption"],
  scope: "pattern",
  patterns: [
    {
      regex: /(?:^|[\n（(])附[ \u3000]{0,3}件[ \u3000]{0,2}[\d一二三四五六七八九十]{0,2}(?<mark>[ ]?[:∶︰﹕][ ]{0,2})/g,
      message: "“附件”之后应为全角冒号“：”。",
      suggest: "：",
    },
  ],
  wrong: [
    { text: "附件⟦:⟧责任清单", first: "：" },
    { text: "附件⟦: ⟧1.责任清单", first: "：" },
    { text: "附件1⟦:⟧责任清单", first: "：" },
    { text: "附件⟦﹕⟧回执", first: "：" },
  ],
  right: ["附件：责任清单", "附件 责任清单", "见附件", "附件一：责任清单"],
};

interface Mention {
  /** Numbers the text refers to: 见附件3. 0 stands for 见附件. */
  readonly refs: readonly { readonly start: number; readonly end: number; readonly number: number }[];
  /** How many attachments this line names, or that this is an attachment or its head. */
  readonly named: number;
  readonly isFile: boolean;
}

const N = "[1-9]\\d?|[一二三四五六七八九十]{1,3}";
const REF = new RegExp(
  `(?:见|按照?|参照|对照|填写|填报|依据|根据|使用|下载|符合|列入)(?:本(?:通知|办法|规定|方案|意见|公告))?[“《（(]?附件[ ]?(${N})?(?![0-9一二三四五六七八九十]{0,3}(?:的|所|中|包))`,
  "g",
);

export const attachmentMissing: DocumentRule<Mention> = {
  id: "doc-attachment-missing",
  category: "attachment",
  title: "正文提到的附件没有附上",
  severity: "warning",
  fix: "none",
  authority,
  confidence: 0.85,
  checks: ["MC-36"],
  scope: "document",
  facts: mention,
  judge: absent,
  wrong: [
    { text: "申请表⟦见附件2⟧。\n附件1\n办法" },

    { text: "名额分配⟦见附件3⟧。\n附件：1.名额表\n2.报名表" },
    { text: "请⟦填写附件2⟧。\n附件：报名表" },
    { text: "具体分工⟦见附件⟧。\n某县人民政府" },
    { text: "任务⟦见附件4⟧。\n附件1\n清单\n附件2\n表格" },
    { text: "要求⟦见附件一⟧，时间另行通知。" },
  ],
  right: [
    "申请表见附件1、附件2。\n附件1\n办法\n附件2\n表",

    "名额分配见附件2。\n附件：1.名额表\n2.报名表",
    "具体分工见附件。\n附件：分工表",
    "任务见附件1。\n附件1\n清单",
    "按附件的要求准备材料。",
    "（名单见附件）\n附件\n名单",
    "附件下载后打印。",
  ],
};

function mention(block: TextBlock): Mention | null {
  const isFile = block.part?.kind === "file";
  if (block.role === "attachment") return null;
  if (isFile) return { refs: [], named: 0, isFile };
  const { text } = block;
  const named = namedBy(text);
  const refs = text.includes("附件") ? refsIn(text) : [];
  return named === 0 && refs.length === 0 ? null : { refs, named, isFile };
}

function namedBy(text: string): number {
  const head = /^附[ \u3000]{0,3}件[ \u3000]{0,3}[：:]?[ \u3000]{0,3}([1-9]\d?|[一二三四五六七八九十]{1,3})?/.exec(
    text,
  );
  if (head !== null) return /^附件(?:下载|所|中|的)/.test(text) ? 0 : Math.max(1, numeral(head[1] ?? ""));
  const item = /^[ \u3000]{0,12}([1-9]\d?)[.．、](?!\d)/.exec(text);
  return item === null || text.length > LONGEST ? 0 : -Number(item[1]);
}

function refsIn(text: string): Mention["refs"] {
  return hitsOf(text, REF).map((found) => {
    const number = numeral(found[1] ?? "");
    return { start: found.index, end: found.index + found[0].length, number };
  });
}

const numeral = (text: string): number => (/^\d+$/.test(text) ? Number(text) : (chineseNumber(text) ?? 0));

function absent(facts: readonly BlockFact<Mention>[]): Match[] {
  const known = countNamed(facts);
  return facts.flatMap(({ block, fact }) =>
    fact.refs.flatMap(({ start, end, number }) => {
      if (number <= known && known > 0) return [];
      const message =
        known === 0
          ? "正文提到附件，但没有附件说明，也没有附上文件，请补上或改正。"
          : `正文提到附件${number}，但附件只有${known}个，请核对序号。`;
      return [{ block, start, end, message }];
    }),
  );
}

/** Attachments by the note (a numbered list after its head), by their own heads, or by files; the most counts. */
function countNamed(facts: readonly BlockFact<Mention>[]): number {
  let most = 0;
  let at = -2;
  let listed = 0;
  for (const { fact, index } of facts) {
    if (fact.named > 0) [listed, at] = [fact.named, index];
    else if (fact.named < 0 && index === at + 1 && -fact.named === listed + 1) [listed, at] = [listed + 1, index];
    most = Math.max(most, listed);
  }
  return Math.max(most, facts.filter(({ fact }) => fact.isFile).length);
}
