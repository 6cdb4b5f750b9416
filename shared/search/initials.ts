/**
 * 拼音首字母: which letters a character may begin with, as one bit a letter, so that 行 answers to x and to h. Looked up
 * once for each character that occurs; a text is then matched without a string of initials being made of it.
 */
import { pinyin } from "pinyin-pro";

const CODES = 0x1_0000;
const KNOWN = 1 << 26;
const masks = new Uint32Array(CODES);

function maskOf(code: number): number {
  const known = masks[code] ?? KNOWN;
  if (known !== 0) return known;
  const char = String.fromCharCode(code);
  const readings = pinyin(char, { multiple: true, type: "array", toneType: "none", pattern: "first" });
  const mask = readings.reduce((all, reading) => all | bitOf(reading.toLowerCase().charCodeAt(0)), KNOWN);
  masks[code] = mask;
  return mask;
}

const bitOf = (code: number): number => (code >= 97 && code <= 122 ? 1 << (code - 97) : 0);

export type Initials = readonly number[];

/** Null unless the word is made of two letters or more: one letter begins half of all characters. */
export function initialsOf(word: string): Initials | null {
  return /^[a-z]{2,40}$/.test(word) ? [...word].map((letter) => bitOf(letter.charCodeAt(0))) : null;
}

/** Where in a folded text, from `from` on, each character begins with the next letter; -1 where nowhere. */
export function findInitials(text: string, initials: Initials, from = 0): number {
  const first = initials[0] ?? 0;
  const last = text.length - initials.length;
  for (let at = from; at <= last; at += 1) {
    if ((maskOf(text.charCodeAt(at)) & first) !== 0 && goesOn(text, initials, at)) return at;
  }
  return -1;
}

function goesOn(text: string, initials: Initials, at: number): boolean {
  for (let step = 1; step < initials.length; step += 1) {
    if ((maskOf(text.charCodeAt(at + step)) & (initials[step] ?? 0)) === 0) return false;
  }
  return true;
}
