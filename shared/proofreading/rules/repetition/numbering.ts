/** The numbers of headings, articles and enumerations, and which of them break their row. Shared by two rules. */
import { hitsOf } from "../../hits";
import { numberToWords, wordsToNumber } from "../../numerals";
import type { BlockFact, Match, TextBlock } from "../../rule";

export interface Level {
  /** Outer levels have smaller depths; a new outer number ends the rows inside it. */
  readonly depth: number;
  /** Group 1 is what stands before the number, group 2 the number, and the hit ends with the mark behind it. */
  readonly pattern: RegExp;
  /** What must stand somewhere in a block that has such a number: cheap to look for. */
  readonly sign: RegExp;
  /** Rows that go on while outer numbers change: articles through chapters. */
  readonly runsOn?: true;
  /** The row of the attachments themselves, which does not end where one begins. */
  readonly countsAttachments?: true;
  /** A number this many blocks after the last one begins a new row. */
  readonly reach?: number;
}

/** One number as it stands in a block. */
export interface NumberToken {
  readonly level: number;
  readonly value: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** `starts` is set where another document begins inside this one: 附件. */
export interface NumberFact {
  readonly starts: boolean;
  readonly tokens: readonly NumberToken[];
}

const CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";

/** Levels with the sign of any of them: most blocks show none. */
export interface Numbering {
  readonly sign: RegExp;
  readonly levels: readonly Level[];
}

/** Where another document begins. */
export const BEGINS = /^[\s\u3000]*附[件录表][\s\u3000]*(?:\d|[一二三四五六七八九十]|[：:]|$)/;

export function numberFact({ text }: TextBlock, { sign, levels }: Numbering): NumberFact | null {
  const starts = BEGINS.test(text);
  const tokens = sign.test(text) ? tokensIn(text, levels) : [];
  return tokens.length === 0 && !starts ? null : { starts, tokens };
}

function tokensIn(text: string, levels: readonly Level[]): NumberToken[] {
  const tokens: NumberToken[] = [];
  for (const [level, { pattern, sign }] of levels.entries()) {
    if (!sign.test(text)) continue;
    for (const found of hitsOf(text, pattern)) {
      const value = numberIn(found[2] ?? "");
      if (value === null || value === 0) continue;
      const start = found.index + (found[1] ?? "").length;
      const end = found.index + found[0].length;
      tokens.push({ level, value, start, end, text: text.slice(start, end) });
    }
  }
  return tokens.sort((a, b) => a.start - b.start);
}

function numberIn(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const circled = CIRCLED.indexOf(text);
  if (text.length === 1 && circled >= 0) return circled + 1;
  const value = wordsToNumber(text);
  return value === null ? null : Number(value);
}

interface Placed extends Omit<NumberToken, "level"> {
  readonly block: string;
  readonly index: number;
}

interface Row {
  readonly items: Placed[];
  /** An outer number stands before it, so it should begin with one. */
  readonly isInside: boolean;
}

export function brokenRows(facts: readonly BlockFact<NumberFact>[], levels: readonly Level[]): Match[] {
  const matches: Match[] = [];
  for (const row of rowsOf(facts, levels)) {
    if (isWhole(row)) continue;
    for (const { item, expected, kind } of broken(row))
      matches.push({
        block: item.block,
        start: item.start,
        end: item.end,
        message: messageOf(item, expected),
        suggestions: [rewritten(item.text, expected)],
        ...(kind === "mistaken" ? {} : { severity: kind === "gap" ? ("warning" as const) : ("hint" as const) }),
      });
  }
  return matches;
}

/** One, two, three …: nothing to look at further. */
const isWhole = ({ items }: Row): boolean => items.every(({ value }, at) => value === at + 1);

function rowsOf(facts: readonly BlockFact<NumberFact>[], levels: readonly Level[]): readonly Row[] {
  const rows: Row[] = [];
  const open = new OpenRows(levels);
  for (const { block, index, fact } of facts) {
    if (fact.starts) open.beginText();
    for (const token of fact.tokens) {
      const isInside = open.enter(token.level);
      const placed = { value: token.value, start: token.start, end: token.end, text: token.text, block, index };
      const row = open.at(token, index);
      if (row !== null) row.items.push(placed);
      else rows.push(open.begin(token.level, { items: [placed], isInside }));
    }
  }
  return rows;
}

/** The rows that go on, by level. */
class OpenRows {
  private readonly rows: (Row | null)[];
  private readonly levels: readonly Level[];

  constructor(levels: readonly Level[]) {
    this.levels = levels;
    this.rows = levels.map(() => null);
  }

  beginText(): void {
    for (let other = 0; other < this.rows.length; other += 1)
      if (this.levels[other]?.countsAttachments !== true) this.rows[other] = null;
  }

  /** Ends the rows inside a number of this level. Whether an outer number stands before it. */
  enter(level: number): boolean {
    const depth = this.levels[level]?.depth ?? 0;
    let isInside = false;
    for (let other = 0; other < this.rows.length; other += 1) {
      const rule = this.levels[other];
      if (rule === undefined) continue;
      if (rule.depth < depth) isInside ||= this.rows[other] !== null;
      else if (rule.depth > depth && rule.runsOn === undefined) this.rows[other] = null;
    }
    return isInside;
  }

  /** The row a number belongs to; beyond the reach of its level only the very next number goes on with it. */
  at({ level, value }: NumberToken, index: number): Row | null {
    const row = this.rows[level] ?? null;
    const reach = this.levels[level]?.reach;
    const last = row?.items.at(-1);
    if (reach === undefined || last === undefined) return row;
    return index - last.index <= reach || value === last.value + 1 ? row : null;
  }

  begin(level: number, row: Row): Row {
    this.rows[level] = row;
    return row;
  }
}

interface Break {
  readonly item: Placed;
  readonly expected: number;
  /** The number itself is wrong; something may be missing before it; one of many gaps, as excerpts have them. */
  readonly kind: "mistaken" | "gap" | "excerpt";
}

/** A row with more gaps than this is an excerpt 节选, and that is said once. */
const MOST_GAPS = 2;

function broken(row: Row): readonly Break[] {
  const breaks = breaksOf(row);
  const gaps = breaks.filter(({ kind }) => kind === "gap");
  if (gaps.length <= MOST_GAPS) return breaks;
  const first = gaps[0];
  return breaks.flatMap((item) =>
    item.kind !== "gap" ? [item] : item === first ? [{ ...item, kind: "excerpt" as const }] : [],
  );
}

/**
 * Which numbers are wrong. One that breaks the row while the next number fits the row is itself mistaken; after any
 * other jump counting goes on from the new number, so that one gap is one finding. A one begins a new row, and so
 * does a fall back into the first few: another text begins there without its beginning.
 */
function breaksOf({ items, isInside }: Row): Break[] {
  const breaks: Break[] = [];
  let last = 0;
  items.forEach((item, at) => {
    const next = items[at + 1]?.value ?? null;
    const expected = last + 1;
    const isMistaken = next === expected + 1 && item.value !== expected;
    const isFirst = at === 0 && !(isInside && item.value <= 3 && next !== item.value + 1);
    const beginsAnew = isFirst || item.value === 1 || last - item.value >= 4;
    if (item.value === expected || (beginsAnew && !isMistaken)) {
      last = item.value;
    } else {
      breaks.push({ item, expected, kind: isMistaken || item.value === last ? "mistaken" : "gap" });
      last = isMistaken ? expected : item.value;
    }
  });
  return breaks;
}

function messageOf({ text, value }: Pick<NumberToken, "text" | "value">, expected: number): string {
  const right = rewritten(text, expected);
  if (expected === 1) return `序号应从“${right}”开始。`;
  return value < expected
    ? `序号重复或倒退：接着前一项，这里应为“${right}”。`
    : `序号不连续：接着前一项，这里应为“${right}”，请核对是否漏了内容。`;
}

function rewritten(text: string, value: number): string {
  if (/\d/.test(text)) return text.replace(/\d+/, String(value));
  if (/[①-⑳]/.test(text)) return text.replace(/[①-⑳]/, CIRCLED.charAt(value - 1));
  return text.replace(/[〇零一二三四五六七八九十百千]+/, numberToWords(value));
}
