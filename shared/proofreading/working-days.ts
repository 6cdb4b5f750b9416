/** 工作日: Monday to Friday, corrected by the holidays that a pack brings. */
import type { Lexicon } from "./rule";

const DAY = 86_400_000;

/** The n-th working day after a day (TN-12: the day itself does not count). `YYYY-MM-DD` in and out. */
export function workingDayAfter(from: string, count: number, holidays?: Lexicon["holidays"]): string {
  const [off, worked] = [new Set(holidays?.off ?? []), new Set(holidays?.worked ?? [])];
  let day = from;
  let left = count;
  while (left > 0) {
    day = nextDay(day);
    if (isWorkingDay(day, off, worked)) left -= 1;
  }
  return day;
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);
}

function isWorkingDay(day: string, off: ReadonlySet<string>, worked: ReadonlySet<string>): boolean {
  if (worked.has(day)) return true;
  if (off.has(day)) return false;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}
