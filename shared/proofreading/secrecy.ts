/**
 * Secrecy marks 涉密标志 (保守国家秘密法; GB/T 9704-2012 7.2.2). Main runs this before anything is written or queued (NY-15),
 * so it must be quick on megabytes and safe on any input. It looks for marks, not for words: naming secrecy is no leak.
 */

import { hitsOf } from "./hits";

export interface SecrecyMark {
  /** 国家秘密标志, or the words of an internal paper. */
  readonly kind: "marking" | "internal";
  readonly start: number;
  readonly end: number;
}

/** Space that may hide inside a mark, without line breaks. Bounded, so that no input makes the patterns slow. */
const S = "[ \\t\\u00a0\\u2000-\\u200f\\u2060\\u3000\\ufeff]{0,4}";
const LEVEL = `(?:绝|絕|机|機|秘|祕)${S}密`;
const DIGITS = "[0-9０-９一二三四五六七八九十]";
const TERM = `(?:长${S}期|${DIGITS}{1,3}${S}(?:年|个${S}月|月|日|天))`;
const LINE_START = "(?<=^|[\\n\\r])[ \\t\\u00a0\\u3000]{0,40}";
const LINE_END = "(?=[ \\t\\u00a0\\u3000]{0,40}(?:$|[\\n\\r]))";
const INTERNAL = `内${S}部${S}(?:资${S}料|文${S}件|材${S}料|刊${S}物|使${S}用|信${S}息|掌${S}握|传${S}阅)`;
const KEEP =
  "(?:不得|请勿|严禁|禁止|切勿)(?:外传|公开|翻印|外泄|泄露|转发|上网|复制|扩散)|(?:注意|妥善)(?:保存|保密|保管)|(?:严格|请)保密";
const GAP = "[ \\t\\u3000，,、；;：:！!。·—-]{1,4}";

const markings: readonly RegExp[] = [
  // 机密★10年, 秘 密 ☆ 长期, 绝密级★; a plain asterisk only with a term: Markdown writes **机密**.
  // 商业秘密★ is the mark of a company and no level of the state.
  new RegExp(`(?<!商业(?=秘密))${LEVEL}${S}级?${S}[\\n\\r]{0,2}${S}[★☆✩✪⭐✭✮✯](?:${S}${TERM})?`, "g"),
  new RegExp(`(?<!商业(?=秘密))${LEVEL}${S}级?${S}[*＊]${S}${TERM}`, "g"),
  // ★机密
  new RegExp(`[★☆]${S}${LEVEL}(?:${S}${TERM})?`, "g"),
  // 密级：机密, 保密期限：10年
  new RegExp(`(?:密${S}级|定密${S}级别)${S}[:：]${S}[【〔\\[（(]?${S}${LEVEL}`, "g"),
  new RegExp(`保${S}密${S}期${S}限${S}[:：]${S}${TERM}`, "g"),
  // A line of its own with level and term: 秘密 5年
  new RegExp(`${LINE_START}[【〔\\[（(]?${LEVEL}${S}级?${S}[·・,，、]?${S}${TERM}[】〕\\]）)]?${LINE_END}`, "g"),
  // 【机密】 at the head of a line
  new RegExp(`${LINE_START}[【〔\\[]${S}${LEVEL}${S}级?${S}[】〕\\]]`, "g"),
];

const internals: readonly RegExp[] = [
  // 内部资料 不得外传, 内部文件，注意保存
  new RegExp(`(?<![\\u4e00-\\u9fff“‘《])${INTERNAL}${GAP}(?:${KEEP})`, "g"),
  new RegExp(`${LINE_START}[【〔\\[（(★]?${INTERNAL}(?:${KEEP})[】〕\\]）)！!。]?${LINE_END}`, "g"),
  new RegExp(
    `(?<![\\u4e00-\\u9fff“‘])仅${S}(?:供|限)${S}内${S}部${S}(?:使${S}用|传${S}阅|参${S}考|掌${S}握|学${S}习)`,
    "g",
  ),
];

/** Every mark of an internal paper has it. */
const INNER = new RegExp(`内${S}部`);

/** A level alone on one of the first lines of a document is its mark (版头); further down it is a word in a table or list. */
const HEAD_LINES = 5;
const bareLevel = new RegExp(`^[ \\t\\u00a0\\u3000]{0,40}(${LEVEL}${S}级?)[ \\t\\u00a0\\u3000]{0,40}$`);

/** Every mark in a text, in order, without overlaps. Never throws. */
export function secrecyMarks(text: string): readonly SecrecyMark[] {
  const mayBeMarked = text.includes("密");
  const mayBeInternal = INNER.test(text);
  if (!mayBeMarked && !mayBeInternal) return [];
  const marks = [
    ...(mayBeMarked ? markings.flatMap((pattern) => matchesOf(pattern, text, "marking")) : []),
    ...(mayBeInternal ? internals.flatMap((pattern) => matchesOf(pattern, text, "internal")) : []),
    ...(mayBeMarked ? headMarks(text) : []),
  ];
  return merged(marks.sort((a, b) => a.start - b.start || b.end - a.end));
}

function matchesOf(pattern: RegExp, text: string, kind: SecrecyMark["kind"]): SecrecyMark[] {
  return hitsOf(text, pattern).map((match) => {
    const lead = match[0].length - match[0].trimStart().length;
    return { kind, start: match.index + lead, end: match.index + match[0].length };
  });
}

function headMarks(text: string): SecrecyMark[] {
  const marks: SecrecyMark[] = [];
  let at = 0;
  for (let seen = 0; seen < HEAD_LINES && at < text.length; ) {
    const next = text.indexOf("\n", at);
    const end = next === -1 ? text.length : next;
    const line = text.slice(at, Math.min(end, at + 200)).replace(/\r$/, "");
    const found = end - at > 200 ? null : bareLevel.exec(line);
    const level = found?.[1];
    if (level !== undefined)
      marks.push({ kind: "marking", start: at + line.indexOf(level), end: at + line.indexOf(level) + level.length });
    if (line.trim() !== "") seen += 1;
    at = end + 1;
  }
  return marks;
}

function merged(marks: readonly SecrecyMark[]): readonly SecrecyMark[] {
  const result: SecrecyMark[] = [];
  for (const mark of marks) {
    const last = result.at(-1);
    if (last !== undefined && mark.start < last.end) {
      const kind = last.kind === "marking" || mark.kind === "marking" ? "marking" : "internal";
      result[result.length - 1] = { kind, start: last.start, end: Math.max(last.end, mark.end) };
    } else result.push(mark);
  }
  return result;
}
