/** Where amounts may stand in a text: one look at each unit through a table, before any pattern is tried. */
import { UNITS } from "./amount-units";

const NUMERALS = "一二两三四五六七八九十百千零〇";
const DIGITS = "0123456789０１２３４５６７８９";
const SPACES = " \t\n\v\f\r\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff";

/** Bits of what a unit of text may be. */
const COUNTS = 1;
const OPENS_UNIT = 2;
const INSIDE = 4;
const ENDS_LABEL = 8;

const kinds = new Uint8Array(65_536);
const mark = (chars: string, kind: number): void => {
  for (const char of chars) kinds[char.charCodeAt(0)] = (kinds[char.charCodeAt(0)] ?? 0) | kind;
};
mark(`${DIGITS}${NUMERALS}万亿多余来`, COUNTS | INSIDE);
mark(".,．，点分之", INSIDE);
mark(`${UNITS.map((unit) => unit.charAt(0)).join("")}%％‰`, OPENS_UNIT);
mark(`，。；：、！？（）()“”,;:${SPACES}`, ENDS_LABEL);
for (let code = 0x2000; code <= 0x200a; code += 1) kinds[code] = ENDS_LABEL;

const kindAt = (text: string, at: number): number => kinds[text.charCodeAt(at)] ?? 0;

export const endsLabel = (code: number): boolean => ((kinds[code] ?? 0) & ENDS_LABEL) !== 0;

/** The next number that a unit follows; 百分之 is one too. Numbers of articles, 第三条, are none. */
export function nextSign(text: string, from: number): number {
  let before = from < text.length ? kindAt(text, from) : 0;
  for (let at = from + 1; at < text.length; at += 1) {
    const kind = kindAt(text, at);
    if ((before & COUNTS) !== 0 && (kind & OPENS_UNIT) !== 0 && !isOrdinal(text, at - 1)) return at - 1;
    before = kind;
  }
  return -1;
}

function isOrdinal(text: string, last: number): boolean {
  const run = DIGITS.includes(text.charAt(last)) ? DIGITS : NUMERALS;
  let at = last;
  while (at > 0 && run.includes(text.charAt(at))) at -= 1;
  return at < last && text.charAt(at) === "第";
}

/** Where the amount around a sign may begin at the earliest. */
export function runStart(text: string, sign: number, from: number): number {
  let start = sign;
  while (start > from && (kindAt(text, start - 1) & INSIDE) !== 0) start -= 1;
  return start;
}
