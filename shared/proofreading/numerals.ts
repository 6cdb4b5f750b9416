/** Numbers in words: 一千二百六十, 二〇二四, 壹仟贰佰. Whole numbers up to 万亿, exact. */

const DIGITS: Readonly<Record<string, bigint>> = {
  〇: 0n,
  零: 0n,
  一: 1n,
  二: 2n,
  两: 2n,
  三: 3n,
  四: 4n,
  五: 5n,
  六: 6n,
  七: 7n,
  八: 8n,
  九: 9n,
  壹: 1n,
  贰: 2n,
  叁: 3n,
  肆: 4n,
  伍: 5n,
  陆: 6n,
  柒: 7n,
  捌: 8n,
  玖: 9n,
};
const SMALL: Readonly<Record<string, bigint>> = { 十: 10n, 拾: 10n, 百: 100n, 佰: 100n, 千: 1000n, 仟: 1000n };
const LARGE: Readonly<Record<string, bigint>> = { 万: 10_000n, 亿: 100_000_000n };

/** 一千二百六十 → 1260n, 三亿五千万 → 350000000n; digit by digit: 二〇二四 → 2024n. `null` when it is no number. */
export function wordsToNumber(text: string): bigint | null {
  if (text === "") return null;
  if (text.length > 1 && Array.from(text).every((char) => DIGITS[char] !== undefined)) return digitByDigit(text);
  let total = 0n;
  let section = 0n;
  let digit: bigint | null = null;
  for (const char of text) {
    const value = DIGITS[char];
    const small = SMALL[char];
    const large = LARGE[char];
    if (value !== undefined) {
      digit = value;
    } else if (small !== undefined) {
      section += (digit ?? 1n) * small;
      digit = null;
    } else if (large !== undefined) {
      const before = section + (digit ?? 0n);
      total = large === LARGE.亿 ? (total + before) * large : total + before * large;
      section = 0n;
      digit = null;
    } else {
      return null;
    }
  }
  return total + section + (digit ?? 0n);
}

function digitByDigit(text: string): bigint {
  return Array.from(text).reduce((sum, char) => sum * 10n + (DIGITS[char] ?? 0n), 0n);
}

const NUMERALS = "零一二三四五六七八九";
const PLACES = ["", "十", "百", "千"];

/** 1260 → 一千二百六十, for 0 to 9999. */
export function numberToWords(value: number): string {
  if (value <= 0) return "零";
  const figures = String(value);
  let words = "";
  for (let i = 0; i < figures.length; i += 1) {
    const place = figures.length - 1 - i;
    const figure = figures.charAt(i);
    if (figure !== "0") words += NUMERALS.charAt(Number(figure)) + (PLACES[place] ?? "");
    else if (words !== "" && !words.endsWith("零")) words += "零";
  }
  return words.replace(/零$/, "").replace(/^一十/, "十");
}
