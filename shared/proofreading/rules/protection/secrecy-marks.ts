/** MC-07, R15: secrecy marks. Naming a prohibition is not committing it: the bare words stay quiet. */
import { gb9704, openGovernment, stateSecrets } from "../../authority";
import { remembered } from "../../memo";
import type { BlockFact, DocumentRule, Match, ProofContext, TextBlock } from "../../rule";
import { type SecrecyMark, secrecyMarks } from "../../secrecy";

interface MarkFact {
  /** Marks that stand whole in the block. */
  readonly marks: readonly SecrecyMark[];
  /** A level alone on its line: a mark only at the head of the document (版头). */
  readonly bare: boolean;
  /** A level that ends the block: with a star at the start of the next it is a mark. */
  readonly level: { readonly start: number; readonly end: number } | null;
  readonly star: boolean;
}

const LEVEL = /(?:绝|絕|机|機|秘|祕)[\s　\u200b]{0,4}密[\s　]{0,4}级?(?=[\s　]{0,8}$)/;
const STAR = /^[\s　]{0,8}[★☆✩✪⭐✭✮✯]/;
/** 内 alone is everywhere: only what can begin a mark is read on. */
const MAYBE = /密|内[\s　\u200b-\u200f\u2060\ufeff]{0,4}部|仅[\s　\u200b-\u200f\u2060\ufeff]{0,4}[供限]/;
/** Puts a block past the head of a document, where a level alone is only a word. */
const BELOW_HEAD = "·\n".repeat(5);
const HEAD_LINES = 5;
const factOf = ({ role, text }: TextBlock): MarkFact | null => (role === "meta" ? null : readOnce(text).fact);
/** Two rules ask the same. */
const readOnce = remembered((text: string): { readonly fact: MarkFact | null } => ({ fact: readMarks(text) }));

function readMarks(original: string): MarkFact | null {
  const star = STAR.test(original);
  if (!star && !MAYBE.test(original)) return null;
  const text = original.replace(/\n/g, " ");
  const marks = secrecyMarks(BELOW_HEAD + text).map(({ kind, start, end }) => ({
    kind,
    start: start - BELOW_HEAD.length,
    end: end - BELOW_HEAD.length,
  }));
  const found = LEVEL.exec(text);
  const level = found === null ? null : { start: found.index, end: found.index + found[0].length };
  const bare = level !== null && text.slice(0, level.start).trim() === "";
  return marks.length === 0 && level === null && !star ? null : { marks, bare, level, star };
}

const common = {
  category: "secrecy",
  severity: "block",
  fix: "none",
  checks: ["MC-07"],
  alsoInQuotations: true,
  scope: "document",
  needs: "密内仅★☆✩✪⭐✭✮✯",
  facts: factOf,
} as const;

export const secretMarking: DocumentRule<MarkFact> = {
  ...common,
  id: "secret-marking",
  title: "密级标志",
  authority: [stateSecrets("第二十二条"), gb9704("7.2.2")],
  confidence: 0.98,
  judge: (facts, context) =>
    placed(facts, context, {
      kind: "marking",
      message: "发现密级标志：涉密信息不得在此处理、保存和上报，请立即删除并报保密审查员。",
    }),
  wrong: [
    { text: "⟦机密★10年⟧" },
    { text: "某市人民政府文件\n⟦秘 密 ☆ 5 年⟧" },
    { text: "⟦密级：秘密⟧，编号3" },
    { text: "⟦绝密⟧\n关于某项工作的通知" },
    { text: "⟦保密期限：１０年⟧" },
    { text: "⟦机密★⟧" },
    { text: "关于某事的报告\n⟦机密⟧\n★10年" },
  ],
  right: [
    "严格执行“上网信息不涉密、涉密信息不上网”要求，不得泄露国家秘密。",
    "机密文件管理制度由保密部门制定。",
    "按照《保守国家秘密法》规定，国家秘密的密级分为绝密、机密、秘密三级。",
    "“机密”一词的含义，以及内部资料的管理。",
    "密级：公开",
  ],
};

export const secretInternal: DocumentRule<MarkFact> = {
  ...common,
  id: "secret-internal",
  title: "内部资料字样",
  authority: [openGovernment("第十六条"), stateSecrets()],
  confidence: 0.97,
  judge: (facts, context) =>
    placed(facts, context, {
      kind: "internal",
      message: "发现内部资料字样：内部事项不得公开发布，请删除该材料或先办理公开审查。",
    }),
  wrong: [
    { text: "⟦内部资料 不得外传⟧" },
    { text: "⟦内部文件，注意保存⟧" },
    { text: "⟦内部资料，注意保存⟧" },
    { text: "（⟦仅供内部传阅⟧）" },
    { text: "某市情况反映\n⟦内部刊物 请勿外传⟧" },
  ],
  right: [
    "任何单位不得将内部资料外传。",
    "公开资料，欢迎查阅",
    "完善内部文件管理制度。",
    "“内部资料”字样应当印在首页。",
  ],
};

interface Asked {
  readonly kind: SecrecyMark["kind"];
  readonly message: string;
}

/** The marks of the blocks, those over two blocks and the bare level on one of the first lines. */
function placed(all: readonly BlockFact<MarkFact>[], context: ProofContext, { kind, message }: Asked): Match[] {
  return all.flatMap(({ block, index, fact }, at) => {
    const own = fact.marks
      .filter((mark) => mark.kind === kind)
      .map(({ start, end }) => ({ block, start, end, message }));
    if (kind === "internal" || fact.level === null) return own;
    const next = all[at + 1];
    const split = next !== undefined && next.index === index + 1 && next.fact.star;
    if (!split && !(fact.bare && isInHead(context.blocks, index))) return own;
    const { start, end } = fact.level;
    return own.some((mark) => mark.start <= start) ? own : [...own, { block, start, end, message }];
  });
}

/** One of the first lines that hold anything. */
const isInHead = (blocks: readonly TextBlock[], index: number): boolean =>
  blocks.slice(0, index).filter(({ role, text }) => role === "meta" || text.trim() !== "").length < HEAD_LINES;

interface HeadLine {
  readonly start: number;
  readonly end: number;
  readonly serial: boolean;
  readonly marked: boolean;
}

const SERIAL = /^[\s　]{0,20}(?:份号[：:]?\s?|№\s?|No\.?\s?)?(\d{6})[\s　]{0,20}$/;
const NAMED = /^[\s　]{0,20}((?:份号|秘密编号|涉密编号|密件编号)[：:]\s?[A-Za-z0-9〔〕()（）-]{1,20}号?)[\s　]{0,20}$/;
const HEAD = 6;

export const secretSerial: DocumentRule<HeadLine> = {
  id: "secret-serial",
  category: "secrecy",
  title: "份号、涉密编号",
  severity: "warning",
  fix: "none",
  authority: [gb9704("7.2.1")],
  confidence: 0.9,
  checks: ["MC-07"],
  roles: ["title", "heading", "body"],
  alsoInQuotations: true,
  scope: "document",
  seeks: [/\d{2}/, /[份密涉]|内|仅|[特加平]急|特提/],
  facts: ({ text }) => {
    if (text.length > 60) return null;
    const found = NAMED.exec(text) ?? SERIAL.exec(text);
    const marked =
      (MAYBE.test(text) && secrecyMarks(text).length > 0) ||
      /^[\s　]{0,20}(?:特急|加急|平急|特提)[\s　]{0,4}$/.test(text);
    if (found === null) return marked ? { start: 0, end: 0, serial: false, marked } : null;
    const serial = found[1] ?? "";
    const start = text.indexOf(serial);
    return { start, end: start + serial.length, serial: true, marked: NAMED.test(text) };
  },
  judge: (facts) => {
    const head = facts.filter(({ index }) => index < HEAD);
    const isMarked = head.some(({ fact }) => fact.marked);
    return head
      .filter(({ fact }) => fact.serial && isMarked)
      .map(({ block, fact }) => ({
        block,
        start: fact.start,
        end: fact.end,
        message: "首页的份号只用于涉密公文：请确认稿件不涉密，公开时删去份号。",
      }));
  },
  wrong: [
    { text: "⟦000012⟧\n机密★1年" },
    { text: "⟦000103⟧\n特急\n关于召开会议的通知" },
    { text: "⟦份号：000007⟧\n某市人民政府文件" },
  ],
  right: [
    "某市人民政府文件",
    "000012\n某市人民政府关于印发规划的通知",
    "邮政编码\n610000",
    "一、总体要求\n编号：2024-12",
  ],
};
