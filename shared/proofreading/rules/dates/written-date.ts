/** Dates as Chinese texts write them, each with what it says and where it stands. Whether the day exists is not asked. */

import { isDay } from "../../calendar";
import { chineseNumber, digitsOf, foldWidth } from "../../characters";
import { hitsOf } from "../../hits";
import { remembered } from "../../memo";

/** 2024年5月1日, 二〇二四年五月一日, 2024-05-01 (also with points and strokes). */
export type DateForm = "arabic" | "chinese" | "dashed";

export interface WrittenDate {
  readonly start: number;
  readonly end: number;
  readonly form: DateForm;
  readonly year: number | null;
  readonly month: number;
  /** `null` for 2024年5月. */
  readonly day: number | null;
}

const ARABIC =
  /(?:(?<!\d)(?<year>\d{4})[ \u3000]?年[ \u3000]?)?(?<![\d./]|\d:|(?<![日号）)])[~～—－-])(?<month>\d{1,2})[ \u3000]?月(?!\d*[./])(?:[ \u3000]?(?<day>\d{1,2})[ \u3000]?[日号](?!线|楼|文|院|车|门|馆|厅|令|机|井|煤|店|公告|通知|元|均|产|处理|供|平均))?/g;
const DASHED =
  /(?<![\d./\w-])(?<year>(?:19|20)\d{2})(?<sep>[-/.])(?<month>\d{1,2})\k<sep>(?<day>\d{1,2})(?![\d./%-]|[a-zA-Z])/g;
const CHINESE =
  /(?:(?<year>[一二][〇零○一二三四五六七八九]{3})年)?(?<![一二三四五六七八九十〇零第])(?<month>[一二三四五六七八九十]{1,3})月(?:(?<day>[一二三四五六七八九十]{1,3})日)?/g;

/** What every date holds: a month behind a number, or two figures around a stroke or point. */
const SIGN = /[\d０-９一二三四五六七八九十][ \u3000]?月|[\d０-９][-/.－／．][\d０-９]/;
const WIDE = /[０-９Ａ-Ｚａ-ｚ－／．～％：＿]/;
const DASHES = /\d[-/.]\d/;

/** The rules on dates ask for those of one text one after the other. */
export const writtenDates = remembered((text): readonly WrittenDate[] =>
  SIGN.test(text) ? datesIn(WIDE.test(text) ? foldWidth(text) : text) : [],
);

function datesIn(text: string): readonly WrittenDate[] {
  const hasMonth = text.includes("月");
  const dates = hasMonth ? read(text, ARABIC, "arabic") : [];
  if (DASHES.test(text)) dates.push(...read(text, DASHED, "dashed"));
  if (hasMonth) dates.push(...read(text, CHINESE, "chinese"));
  return dates.length < 2 ? dates : dates.sort((a, b) => a.start - b.start);
}

function read(text: string, pattern: RegExp, form: DateForm): WrittenDate[] {
  const dates: WrittenDate[] = [];
  for (const found of hitsOf(text, pattern)) {
    const { year, month = "", day } = found.groups ?? {};
    dates.push({
      start: found.index,
      end: found.index + found[0].length,
      form,
      year: year === undefined ? null : yearOf(year),
      month: numberOf(month),
      day: day === undefined ? null : numberOf(day),
    });
  }
  return dates;
}

function yearOf(text: string): number | null {
  return /^\d/.test(text) ? Number(text) : digitsOf(text.replace(/○/g, "〇"));
}

function numberOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : (chineseNumber(text) ?? 0);
}

export interface FullDate extends WrittenDate {
  readonly year: number;
  readonly day: number;
}

/** A day that is written in full and exists. */
export function isFull(date: WrittenDate): date is FullDate {
  return date.year !== null && date.day !== null && isDay(date.year, date.month, date.day);
}
