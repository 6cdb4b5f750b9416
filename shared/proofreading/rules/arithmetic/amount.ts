/** Amounts as texts write them, “number + unit + label”, in exact whole numbers: 共检查网站1.2万家, 占百分之五十二点三. */
import { foldWidth } from "../../characters";
import { remembered } from "../../memo";
import { wordsToNumber } from "../../numerals";
import { endsLabel, nextSign, runStart } from "./amount-signs";
import { UNITS } from "./amount-units";

/** Values are whole millionths, so that six decimals are exact. */
export const ONE = 1_000_000n;

export interface Amount {
  /** Of number and unit. */
  readonly start: number;
  readonly end: number;
  /** In millionths of the unit; 1.2万家 is 12,000 家. */
  readonly value: bigint;
  /** What the last written figure is worth, in millionths. Zero for whole numbers, which are exact. */
  readonly last: bigint;
  /** 家, 元, 公里, %; 万 and 亿 are in the value. */
  readonly unit: string;
  /** 万 or 亿 as written. */
  readonly multiple: string;
  /** 约, 近, 超过, 余: nothing can be reckoned with it. */
  readonly isRounded: boolean;
  /** The words before, back to the nearest mark or amount. */
  readonly label: string;
}

const UNIT = `${UNITS.filter(({ length }) => length > 1).join("|")}|[${UNITS.filter(({ length }) => length === 1).join("")}]`;
const PATTERN = new RegExp(
  `(百分之)?(?:(?<![\\d.,A-Za-z〔第])(\\d{1,3}(?:,\\d{3}){1,5}(?:\\.\\d{1,6})?|\\d{1,15}(?:\\.\\d{1,6})?)|(?<![一二两三四五六七八九十百千万亿零〇第几])([一二两三四五六七八九十百千零〇]{1,10}(?:点[一二三四五六七八九零〇]{1,4})?))(万亿|亿|千万|百万|万|千)?(多|余|来)?(?:(${UNIT})|([%％‰]))?`,
  "y",
);

const MULTIPLES: Readonly<Record<string, bigint>> = {
  千: 1_000n,
  万: 10_000n,
  百万: 1_000_000n,
  千万: 10_000_000n,
  亿: 100_000_000n,
  万亿: 1_000_000_000_000n,
};

const ROUNDED_BEFORE =
  /(?:(?<![节签合契违履邀预条])约|(?<![最附靠临])近|超过?|逾|突破|不足|不到|至少|最多|最高|不少于|不低于|不超过|高达|大约|将近|超出|以上|多达|左右|预计|力争)(?:为|达)?$/;
const ROUNDED_AFTER = /^(?:左右|以上|以下|以内|多(?!\d)|余|上下|—|－|-|～|~|至(?!此|今)|到\d)/;

/** Several rules ask for the amounts of one text one after the other. */
export const amountsIn: (written: string) => readonly Amount[] = remembered(readAll);

function readAll(written: string): readonly Amount[] {
  let sign = nextSign(written, 0);
  if (sign === -1) return none;
  const text = WIDE.test(written) ? foldWidth(written.replace(/，/g, "、")) : written;
  const amounts: Amount[] = [];
  let from = 0;
  let end = 0;
  for (; sign !== -1; sign = nextSign(written, Math.max(end, sign + 1))) {
    const found = matchAround(text, runStart(written, sign, end), sign);
    if (found === null) continue;
    end = PATTERN.lastIndex;
    const amount = read(found, text, from);
    if (amount === null) continue;
    amounts.push({ ...amount, label: labelOf(written, from, amount.start) });
    from = amount.end;
  }
  return amounts;
}

const none: readonly Amount[] = [];
/** Full-width characters that amounts are read by. */
const WIDE = /[０-９Ａ-Ｚａ-ｚ．％]/;

/** The first number that begins at one of these places. */
function matchAround(text: string, first: number, last: number): RegExpExecArray | null {
  for (let at = first; at <= last; at += 1) {
    PATTERN.lastIndex = at;
    const found = PATTERN.exec(text);
    if (found !== null) return found;
  }
  return null;
}

function read(found: RegExpExecArray, text: string, from: number): Omit<Amount, "label"> | null {
  const [whole, percent, figure, words, multiple = "", more, unit, sign] = found;
  if (unit === undefined && sign === undefined && percent === undefined) return null;
  const number = figure === undefined ? fromWords(words ?? "") : fromFigure(figure);
  if (number === null) return null;
  const scale = MULTIPLES[multiple] ?? 1n;
  const end = found.index + whole.length;
  const before = text.slice(Math.max(from, found.index - 6), found.index);
  return {
    start: found.index,
    end,
    value: number.value * scale,
    last: number.decimals === 0 && scale === 1n ? 0n : (ONE / 10n ** BigInt(number.decimals)) * scale,
    unit: unit ?? (sign === "‰" ? "‰" : "%"),
    multiple,
    isRounded: more !== undefined || ROUNDED_BEFORE.test(before) || ROUNDED_AFTER.test(text.slice(end, end + 2)),
  };
}

interface Read {
  readonly value: bigint;
  readonly decimals: number;
}

function fromFigure(text: string): Read {
  const [whole = "0", fraction = ""] = (text.includes(",") ? text.replace(/,/g, "") : text).split(".");
  if (fraction === "") return { value: BigInt(whole) * ONE, decimals: 0 };
  return { value: BigInt(whole) * ONE + BigInt(fraction.padEnd(6, "0")), decimals: fraction.length };
}

function fromWords(text: string): Read | null {
  if (!text.includes("点")) {
    const whole = wordsToNumber(text);
    return whole === null ? null : { value: whole * ONE, decimals: 0 };
  }
  const [whole = "", fraction = ""] = text.split("点");
  const value = wordsToNumber(whole);
  const after = Array.from(fraction, (char) => wordsToNumber(char) ?? 0n).join("");
  return value === null ? null : { value: value * ONE + BigInt(after.padEnd(6, "0")), decimals: after.length };
}

/** Twenty characters are enough to know what an amount is of. */
const LABEL = 20;

function labelOf(text: string, from: number, start: number): string {
  const first = Math.max(from, start - LABEL);
  let at = start;
  while (at > first && !endsLabel(text.charCodeAt(at - 1))) at -= 1;
  return text.slice(at, start);
}

/** 1234500000n → 1234.5, for messages. */
export function shown(value: bigint): string {
  const sign = value < 0n ? "-" : "";
  const size = value < 0n ? -value : value;
  const fraction = (size % ONE).toString().padStart(6, "0").replace(/0+$/, "");
  return `${sign}${size / ONE}${fraction === "" ? "" : `.${fraction}`}`;
}

/** As written in 万 or 亿 where the amount it stands for was. */
export function shownAs(value: bigint, { multiple, unit }: Pick<Amount, "multiple" | "unit">): string {
  const scale = MULTIPLES[multiple] ?? 1n;
  return `${shown(value / scale)}${multiple}${unit}`;
}

export function sumOf(amounts: readonly Amount[]): bigint {
  return amounts.reduce((sum, { value }) => sum + value, 0n);
}

/**
 * How far a sum may be from its total by rounding alone: half of each last figure. Whole numbers in one measure,
 * 3万元 and 2万元, are taken as exact, and so are 元 with two decimals.
 */
export function roundingOf(total: Amount, parts: readonly Amount[]): bigint {
  const all = [total, ...parts];
  const isWhole = all.every(
    ({ last, multiple }) => last === (MULTIPLES[multiple] ?? 1n) * ONE || (last === 0n && multiple === ""),
  );
  const isMoney = all.every(({ unit, multiple, last }) => unit === "元" && multiple === "" && last <= ONE / 100n);
  if (isMoney || (isWhole && all.every(({ multiple }) => multiple === total.multiple))) return 0n;
  // 3亿元 beside 8.6亿元 is 3.0亿元: a nought behind the point is left out, a figure is not.
  const pointed = all.filter(({ last, multiple }) => last > 0n && last < (MULTIPLES[multiple] ?? 1n) * ONE);
  let coarsest = 0n;
  for (const { last } of pointed) if (last > coarsest) coarsest = last;
  const worth = ({ last }: Amount): bigint => (coarsest > 0n && last > coarsest ? coarsest : last);
  return all.reduce((sum, amount) => sum + worth(amount), 0n) / 2n;
}

export const size = (value: bigint): bigint => (value < 0n ? -value : value);

/** What both figures leave open: 6亿元 beside 6.6亿元 is 6.0亿元. */
export function openOf(a: Amount, b: Amount): bigint {
  const { last: finer } = a.last < b.last ? a : b;
  return finer > 0n && a.multiple === b.multiple ? 2n * finer : a.last + b.last;
}
