/**
 * Plain text to a manuscript: a paragraph per line, 公文 levels as headings, the first lines as title.
 * Deterministic, and every character can be found again in the text. Text that enters a manuscript is NFC-normalised before.
 */
import type { Block, ManuscriptDocument } from "./manuscript";

export interface PlainText {
  readonly document: ManuscriptDocument;
  /** Block id (and `title`) → where its first character stands in the text. */
  readonly offsets: ReadonlyMap<string, number>;
  /** Where a position in a block stands in the text; `null` for an unknown block. A title may run over several lines. */
  readonly locate: (block: string, position: number) => number | null;
}

interface Line {
  readonly text: string;
  readonly start: number;
}

export function documentFromText(text: string): PlainText {
  const lines = linesOf(text);
  const title = titleLines(lines);
  const taken = new Set(title);
  const body = lines.filter((line) => !taken.has(line));
  const blocks = body.map((line, index) => blockOf(`b${index + 1}`, line.text));
  const places = new Map<string, readonly Line[]>(body.map((line, index) => [`b${index + 1}`, [line]]));
  if (title.length > 0) places.set("title", title);
  return {
    document: { title: title.map((line) => line.text).join(""), blocks },
    offsets: new Map([...places].map(([id, [first]]) => [id, first?.start ?? 0])),
    locate: (block, position) => locate(places.get(block), position),
  };
}

function locate(lines: readonly Line[] | undefined, position: number): number | null {
  let rest = position;
  for (const [index, line] of (lines ?? []).entries()) {
    // The end of a line belongs to that line, so that an end offset never runs over a line break.
    if (rest <= line.text.length || index === (lines?.length ?? 0) - 1) return line.start + rest;
    rest -= line.text.length;
  }
  return null;
}

/** The longest text one run may hold (shared/model/manuscript.ts). */
const LONGEST_LINE = 200_000;

/** Lines that hold something, without the white space around them. Over-long ones are cut. */
function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (const found of text.matchAll(/[^\r\n\u2028\u2029\u0085\v\f]+/g)) {
    const trimmed = found[0].trim();
    const start = found.index + found[0].length - found[0].trimStart().length;
    for (let at = 0; at < trimmed.length; at += LONGEST_LINE) {
      lines.push({ text: trimmed.slice(at, at + LONGEST_LINE), start: start + at });
    }
  }
  return lines;
}

const LONGEST_TITLE = 150;
const TITLE_REACH = 8;
/** What may stand above a title: 份号, 密级, 紧急程度, 发文机关标志, 发文字号, page furniture. */
const ABOVE_TITLE =
  /^(?:\d{6}|\[bookmark: ?\w{1,40}\]|.{0,12}[★☆].{0,8}|特急|加急|平急|.{2,30}文件|.{0,20}[〔[［【（(]\s*\d{2,4}\s*[〕\]］】）)]?\s*第?\d{0,7}号?|[-•·\s]*[\u4e00-\u9fff]{2,6}[：:].*|(?:绝|机|秘)\s*密.{0,8})$/;
const KIND =
  /(?:通知|通告|公告|公报|意见|办法|规定|方案|报告|决定|决议|批复|请示|函|纪要|命令|细则|条例|规划|纲要|要点|指南|制度|准则|总结|讲话|致辞|简报|说明|解读|倡议书|公示|声明)(?:[（(](?:试行|暂行|修订|征求意见稿|草案|节选|全文)[)）])?$/;

/**
 * The lines that make the title. A line that only names the office, an open 《 and a title that has not yet come to its
 * kind of document (通知, 办法 …) run on to the next line.
 */
function titleLines(lines: readonly Line[]): readonly Line[] {
  let first = 0;
  while (first < lines.length && first < TITLE_REACH && ABOVE_TITLE.test(lines[first]?.text ?? "")) first += 1;
  const head = lines[first];
  if (head === undefined || !isTitleLine(head.text)) return [];
  const title = [head];
  for (let index = first + 1; index < lines.length && title.length < 4; index += 1) {
    const line = lines[index];
    const soFar = title.map((item) => item.text).join("");
    if (line === undefined || !runsOn(soFar, line.text)) break;
    title.push(line);
  }
  return title;
}

function isTitleLine(text: string): boolean {
  return (
    text.length <= LONGEST_TITLE &&
    !/[。！；;]$/.test(text) &&
    headingLevel(text) === null &&
    !/^第[一二三四五六七八九十百]+条/.test(text)
  );
}

function runsOn(soFar: string, next: string): boolean {
  if (soFar.length + next.length > LONGEST_TITLE || /[。：:，；]$/.test(next) || !isTitleLine(next)) return false;
  const isOpen = count(soFar, "《") > count(soFar, "》");
  const isOffice = /(?:办公室|办公厅|人民政府|委员会|局|厅|部|院)$/.test(soFar) && /^(?:关于|印发|转发)/.test(next);
  const isUnfinished = /关于/.test(soFar) && !KIND.test(soFar) && next.length <= 40 && KIND.test(next);
  return isOpen || isOffice || isUnfinished;
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}

const LONGEST_HEADING = 40;
const HEADINGS: readonly { readonly level: 1 | 2 | 3 | 4; readonly pattern: RegExp }[] = [
  { level: 1, pattern: /^(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百]{1,4}[章编](?![程作]))/ },
  { level: 2, pattern: /^(?:[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]{1,3}节(?![能假日]))/ },
  { level: 3, pattern: /^\d{1,2}[.．](?!\d)/ },
  { level: 4, pattern: /^[（(]\d{1,2}[)）]/ },
];

/** GB/T 9704-2012 7.3.3. A numbered line that reads like a sentence or a list item is a paragraph. */
function headingLevel(text: string): 1 | 2 | 3 | 4 | null {
  if (text.length > LONGEST_HEADING || /[。；;：:，,！？.]$/.test(text)) return null;
  return HEADINGS.find(({ pattern }) => pattern.test(text))?.level ?? null;
}

function blockOf(id: string, text: string): Block {
  const runs = [{ text, marks: [], link: null }];
  const level = headingLevel(text);
  return level === null ? { kind: "paragraph", id, align: "left", runs } : { kind: "heading", id, level, runs };
}
