/** The numbers of headings, articles and enumerations, and which of them break their row. Shared by two rules. */
import { numberToWords, wordsToNumber } from "../../numerals";
import type { BlockFact, Match, TextBlock } from "../../rule";

export interface Level {
  /** Outer levels have smaller depths; a new outer number ends the rows inside it. */
  readonly depth: number;
  /** Group 1 is what stands before the number, group 2 the number, and the hit ends with the mark behind it. */
  readonly pattern: RegExp;
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

export function numberFact(block: TextBlock, levels: readonly Level[]): NumberFact | null {
  const starts = /^[\s\u3000]*附[件录表][\s\u3000]*(?:\d|[一二三四五六七八九十]|[：:]|$)/.test(block.text);
  const tokens = levels.flatMap(({ pattern }, level) =>
    Array.from(block.text.matchAll(pattern)).flatMap((found): NumberToken[] => {
      const value = numberIn(found[2] ?? "");
      const start = found.index + (found[1] ?? "").length;
      const end = found.index + found[0].length;
      return value === null || value === 0 ? [] : [{ level, value, start, end, text: block.text.slice(start, end) }];
    }),
  );
  if (tokens.length === 0 && !starts) return null;
  return { starts, tokens: tokens.sort((a, b) => a.start - b.start) };
}

function numberIn(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const circled = CIRCLED.indexOf(text);
  if (text.length === 1 && circled >= 0) return circled + 1;
  const value = wordsToNumber(text);
  return value === null ? null : Number(value);
}

interface Placed extends NumberToken {
  readonly block: string;
  readonly index: number;
}

interface Row {
  readonly items: Placed[];
  /** An outer number stands before it, so it should begin with one. */
  readonly isInside: boolean;
}

export function brokenRows(facts: readonly BlockFact<NumberFact>[], levels: readonly Level[]): Match[] {
  return rowsOf(facts, levels)
    .flatMap((row) => broken(row))
    .map(({ item, expected, kind }) => ({
      block: item.block,
      start: item.start,
      end: item.end,
      message: messageOf(item, expected),
      suggestions: [rewritten(item.text, expected)],
      ...(kind === "mistaken" ? {} : { severity: kind === "gap" ? ("warning" as const) : ("hint" as const) }),
    }));
}

function rowsOf(facts: readonly BlockFact<NumberFact>[], levels: readonly Level[]): readonly Row[] {
  const rows: Row[] = [];
  const open = new Map<number, Row>();
  for (const { block, index, fact } of facts) {
    if (fact.starts)
      for (const [other, level] of levels.entries()) if (level.countsAttachments !== true) open.delete(other);
    for (const token of fact.tokens) {
      const { depth, reach } = levels[token.level] ?? { depth: 0 };
      const isInside = levels.some((level, other) => level.depth < depth && open.has(other));
      levels.forEach((level, other) => {
        if (level.depth > depth && level.runsOn === undefined) open.delete(other);
      });
      const placed = { ...token, block, index };
      const row = open.get(token.level);
      const last = row?.items.at(-1);
      if (row !== undefined && last !== undefined && (reach === undefined || index - last.index <= reach)) {
        row.items.push(placed);
      } else {
        const fresh = { items: [placed], isInside };
        open.set(token.level, fresh);
        rows.push(fresh);
      }
    }
  }
  return rows;
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

function messageOf({ text, value }: NumberToken, expected: number): string {
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
