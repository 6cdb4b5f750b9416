/** Days that do not exist: 2月30日, 13月, 2023-02-29 (GB/T 7408.1). */
import { gb7408 } from "../../authority";
import { daysInMonth } from "../../calendar";
import { chineseNumber, digitsOf } from "../../characters";
import type { BlockRule, Match } from "../../rule";
import { matchesOf } from "../pattern";

const ARABIC =
  /(?:(?<!\d)(?<year>\d{4})[ \u3000]?年[ \u3000]?)?(?<![\d.])(?<month>\d{1,2})[ \u3000]?月[ \u3000]?(?:(?<day>\d{1,2})[ \u3000]?[日号](?!线|楼|文|院|车))?/g;
const DASHED = /(?<![\d./-])(?<year>(?:19|20)\d{2})(?<sep>[-/.])(?<month>\d{1,2})\k<sep>(?<day>\d{1,2})(?![\d./-])/g;
const CHINESE =
  /(?<year>[一二][〇零○一二三四五六七八九]{3})年(?<month>[一二三四五六七八九十]{1,3})月(?:(?<day>[一二三四五六七八九十]{1,3})日)?/g;

export const impossibleDate: BlockRule = {
  id: "impossible-date",
  category: "date",
  title: "日期不存在",
  severity: "error",
  fix: "none",
  authority: [gb7408()],
  confidence: 0.98,
  scope: "block",
  find: (block) => [
    ...matchesOf(block, ARABIC, (found) => verdict(found, Number)),
    ...matchesOf(block, DASHED, (found) => verdict(found, Number)),
    ...matchesOf(block, CHINESE, (found) => verdict(found, (text) => digitsOf(text.replace(/○/g, "〇")) ?? 0)),
  ],
  wrong: [
    { text: "请于⟦2024年2月30日⟧前报送。" },
    { text: "⟦2023-02-29⟧发布" },
    { text: "截至⟦6月31日⟧，全市共检查网站62家。" },
    { text: "⟦2024年13月⟧起施行" },
    { text: "⟦二〇二三年二月三十日⟧" },
  ],
  right: [
    "请于2024年2月29日前报送。",
    "工期为13个月，第1-3月为准备期。",
    "2月29日是闰日，版本2.30.1已发布。",
    "二〇二四年二月二十九日",
    "2022-12-31至2023-01-01",
    "每月1日至31日",
  ],
};

function verdict(
  found: RegExpExecArray,
  toYear: (text: string) => number,
): Omit<Match, "block" | "start" | "end"> | null {
  const { year, month = "", day } = found.groups ?? {};
  const y = year === undefined ? null : toYear(year);
  const m = numberOf(month);
  const d = day === undefined ? null : numberOf(day);
  if (m < 1 || m > 12) return { message: `没有${m}月，请核对日期。` };
  // Without a year February may have 29 days.
  const last = daysInMonth(y ?? 2024, m);
  if (d === null || (d >= 1 && d <= last)) return null;
  return { message: `${y === null ? "" : `${y}年`}${m}月只有${last}天，请核对日期。` };
}

function numberOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : (chineseNumber(text) ?? 0);
}
