/** Character classes and foldings that keep every offset: one UTF-16 unit in, one out. */

/** A Han ideograph of the basic block, extension A or 〇. */
export const HAN = "\\u3400-\\u4dbf\\u4e00-\\u9fff〇";

const hanPattern = new RegExp(`^[${HAN}]$`);

export function isHan(char: string | undefined): boolean {
  return char !== undefined && hanPattern.test(char);
}

const FULL_WIDTH = /[\uff01-\uff5e]/g;

/** Full-width ASCII to ASCII, unit by unit, so that offsets stay: `１３８` → `138`. */
export function foldWidth(text: string): string {
  return text.replace(FULL_WIDTH, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
}

const DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** 二十三 → 23, 一百零五 → 105. `null` when the text is not such a number. */
export function chineseNumber(text: string): number | null {
  let total = 0;
  let digit: number | null = null;
  for (const char of text) {
    const value = DIGITS[char];
    if (value !== undefined) digit = value;
    else if (char === "十") [total, digit] = [total + (digit ?? 1) * 10, null];
    else if (char === "百") [total, digit] = [total + (digit ?? 1) * 100, null];
    else return null;
  }
  return text === "" ? null : total + (digit ?? 0);
}

const NUMERALS = "〇一二三四五六七八九";

/** 23 → 二十三, for 0 to 99. */
export function toChineseNumber(value: number): string {
  const unit = value % 10 === 0 ? "" : (NUMERALS[value % 10] ?? "");
  if (value < 10) return unit;
  const tens = Math.floor(value / 10);
  return `${tens === 1 ? "" : (NUMERALS[tens] ?? "")}十${unit}`;
}

/** 二〇二三 → 2023 digit by digit. `null` when a character is no digit. */
export function digitsOf(text: string): number | null {
  let total = 0;
  for (const char of text) {
    const value = DIGITS[char];
    if (value === undefined || char === "两") return null;
    total = total * 10 + value;
  }
  return text === "" ? null : total;
}

/** One byte for each UTF-16 unit: a set that is asked for every character of a text. */
export function unitTable(characters: string, ...ranges: readonly (readonly [number, number])[]): Uint8Array {
  const table = new Uint8Array(0x10000);
  for (let i = 0; i < characters.length; i += 1) table[characters.charCodeAt(i)] = 1;
  for (const [first, last] of ranges) table.fill(1, first, last + 1);
  return table;
}
