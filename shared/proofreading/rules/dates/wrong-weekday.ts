/** A date and the weekday beside it must agree (历法). */
import { logic } from "../../authority";
import { dayNumber, isDay, weekdayOf } from "../../calendar";
import { foldWidth } from "../../characters";
import type { DocumentRule, Match, ProofContext, TextBlock } from "../../rule";
import { type WrittenDate, writtenDates } from "./written-date";

/** A weekday beside a date. Offsets are of the weekday. */
interface DatedWeekday {
  readonly start: number;
  readonly end: number;
  readonly word: string;
  readonly weekday: string;
  /** The year written with the date or shortly before it. */
  readonly year: number | null;
  readonly month: number;
  readonly day: number;
}

interface WeekdayFact {
  /** Years of the full dates, for dates elsewhere that leave the year out. */
  readonly years: readonly number[];
  /** Years named without a month, as titles have them. */
  readonly named: readonly number[];
  readonly weekdays: readonly DatedWeekday[];
}

const BESIDE =
  /^[ \u3000]{0,2}[（(,，、/是为即逢｜|\t]{0,2}[ \u3000]?(?<word>星期|周|礼拜)(?<weekday>[一二三四五六日天])/;

export const wrongWeekday: DocumentRule<WeekdayFact> = {
  id: "date-weekday",
  category: "date",
  title: "日期与星期不符",
  severity: "error",
  fix: "suggest",
  authority: [logic()],
  confidence: 0.97,
  checks: ["MC-32"],
  scope: "document",
  needs: "年月星周礼-./",
  facts,
  judge: (found, context) => {
    const weekdays = found.flatMap(({ fact }) => fact.weekdays);
    const years = found.flatMap(({ fact }) => fact.years);
    const named = years.length > 0 ? null : onlyYear(found.flatMap(({ fact }) => fact.named));
    const only = onlyYear(years) ?? (named !== null && isBorneOut(weekdays, named) ? named : generatedYear(context));
    return found.flatMap(({ block, fact }) => [
      ...fact.weekdays.flatMap((item) => verdict(block, item, only)),
      ...fact.weekdays.flatMap((item, at) => (only === null ? apart(block, fact.weekdays[at - 1], item) : [])),
    ]);
  },
  wrong: [
    { text: "会议定于2024年5月1日（⟦星期四⟧）召开。", first: "星期三" },
    { text: "2023年10月1日⟦周一⟧放假。", first: "周日" },
    { text: "2024年6月3日至6月5日（⟦星期五⟧）开展检查。", first: "星期三" },
    { text: "2022年8月4日 ⟦星期五⟧", first: "星期四" },
    { text: "发布时间：2024-05-01 ⟦星期日⟧", first: "星期三" },
    { text: "二〇二四年五月一日（⟦星期二⟧）", first: "星期三" },
    { text: "2024年5月6日印发通知。\n请于5月10日（⟦周四⟧）前报送。", first: "周五" },
    { text: "定于2024年5月1日（⟦周二⟧）至3日（周五）集中办公。", first: "周三" },
    { text: "2024.5.1（⟦星期天⟧）上午", first: "星期三" },
    { text: "2024年5月1日至3日（⟦周四⟧）", first: "周五" },
    { text: "2026年12月5日至6日（⟦周五⟧、周六）暂停服务。", first: "周六" },
    { text: "停电时间为6月3日（星期一）8时至6月5日（⟦星期四⟧）18时。", first: "星期三" },
    { text: "12月30日（周一）报名，1月3日（⟦周四⟧）面试。", first: "周五" },
    { text: "某县2026年开放日安排\n5月11日｜星期一\n5月12日｜星期二\n5月13日｜⟦星期四⟧", first: "星期三" },
  ],
  right: [
    "会议定于2024年5月1日（星期三）召开。",
    "2023年10月1日（星期天）放假。",
    "每周五报送，5月1日（星期三）除外。",
    "2022年8月4日，周密部署相关工作；2022年8月4日，周一鸣到会。",
    "2024-05-01 星期三",
    "2024年5月1日至3日（周五）",
    "2026年12月5日至6日（周六、周日）暂停服务，2026年10月1日至7日（周四至周三）放假。",
    "停电时间为6月3日（星期一）8时至6月5日（星期三）18时，2月26日（周一）、3月4日（周一）值班。",
    "2023年5月1日和2024年5月1日均放假，5月6日（周一）上班。",
  ],
};

function facts(block: TextBlock): WeekdayFact | null {
  if (block.role === "meta") return null;
  const dates = writtenDates(block.text);
  const named = Array.from(block.text.matchAll(NAMED_YEAR), (year) => Number(year[1]));
  if (dates.length === 0 && named.length === 0) return null;
  const years = dates.flatMap(({ year }) => (year === null ? [] : [year]));
  const weekdays = /星期|周|礼拜/.test(block.text) ? weekdaysIn(foldWidth(block.text), dates) : [];
  return years.length + named.length + weekdays.length === 0 ? null : { years, named, weekdays };
}

/** 某县2026年招聘安排 */
const NAMED_YEAR = /(?<!\d)(20\d{2})年(?![ \u3000]?\d{1,2}[ \u3000]?月)/g;

/** A title may name another year than that of the days: most of the weekdays beside them say whether it does. */
function isBorneOut(weekdays: readonly DatedWeekday[], year: number): boolean {
  const right = weekdays.filter(
    ({ month, day, weekday }) =>
      isDay(year, month, day) && weekdayOf(year, month, day) === (weekday === "天" ? "日" : weekday),
  );
  return right.length >= 2 && right.length * 2 > weekdays.length;
}

const weekdaysIn = (text: string, dates: readonly WrittenDate[]): DatedWeekday[] =>
  dates.flatMap((date) => weekdaysOf(text, date));

/** Second ends of a period that leave out the month: 5月1日（周三）至3日（周五）. */
const UNTIL =
  /^[ \u3000]?(?:[（(][^（()）]{2,5}[)）])?[ \u3000]?(?:至|到|—{1,2}|－|-|～|~|、|和)[ \u3000]?(?<day>\d{1,2})日/;

/** One weekday for each end of the period. */
const EACH = /^[（(](?:星期|周|礼拜)[一二三四五六日天][、至到和—-](?:星期|周|礼拜)?[一二三四五六日天]/;

function weekdaysOf(text: string, date: WrittenDate): DatedWeekday[] {
  const { day } = date;
  if (day === null) return [];
  const year = date.year ?? yearBefore(text, date.start);
  const own = besideOf(text, date.end, { year, month: date.month, day });
  const until = UNTIL.exec(text.slice(date.end, date.end + 20));
  if (until === null) return own;
  const last = { year, month: date.month, day: Number(until.groups?.day) };
  const at = date.end + until[0].length;
  if (!EACH.test(text.slice(at, at + 10))) return [...own, ...besideOf(text, at, last)];
  // 5日至6日（周六、周日）: the first weekday is of the first day.
  return [...own, ...besideOf(text, at, { year, month: date.month, day })];
}

function besideOf(text: string, at: number, day: { year: number | null; month: number; day: number }): DatedWeekday[] {
  const found = BESIDE.exec(text.slice(at, at + 10));
  if (found === null) return [];
  const { word = "", weekday = "" } = found.groups ?? {};
  const end = at + found[0].length;
  if (word === "周" && !/[（(]/.test(found[0]) && isName(text.slice(end, end + 1))) return [];
  return [{ ...day, start: end - word.length - weekday.length, end, word, weekday }];
}

/** 周一鸣, 周六福 are names; 周一上午, 周六放假 are not. */
const isName = (next: string): boolean =>
  /^[\u4e00-\u9fff]/.test(next) && !/^[上下凌早晚中放举召开起前在将为的至到和与及或是清夜正全休]/.test(next);

const YEARS = /(?<!\d)((?:19|20)\d{2})[ \u3000]?[年.-]|(?<other>[次翌去明前上今同当本]年)/g;

/** The year last named before, when that is near and no 次年 stands between. */
function yearBefore(text: string, at: number): number | null {
  const last = Array.from(text.slice(Math.max(0, at - 60), at).matchAll(YEARS)).at(-1);
  return last?.[1] === undefined ? null : Number(last[1]);
}

/** The year all full dates of the document share. */
function onlyYear(years: readonly number[]): number | null {
  const first = years[0];
  return first !== undefined && years.every((year) => year === first) ? first : null;
}

function generatedYear({ metadata }: ProofContext): number | null {
  const year = Number((metadata?.generatedOn ?? "").slice(0, 4));
  return year > 0 ? year : null;
}

function verdict(block: string, item: DatedWeekday, only: number | null): Match[] {
  const year = item.year ?? only;
  if (year === null || year < 1900 || !isDay(year, item.month, item.day)) return [];
  const right = weekdayOf(year, item.month, item.day);
  if (right === (item.weekday === "天" ? "日" : item.weekday)) return [];
  const message = `${year}年${item.month}月${item.day}日是${item.word}${right}，不是${item.word}${item.weekday}。`;
  return [{ block, start: item.start, end: item.end, message, suggestions: [item.word + right] }];
}

const ORDER = "日一二三四五六";

/** Two days without a year, one soon after the other: whatever the year, so many days lie between their weekdays. */
function apart(block: string, first: DatedWeekday | undefined, second: DatedWeekday): Match[] {
  if (first === undefined || first.year !== null || second.year !== null) return [];
  const between = [2023, 2024].map((year) => daysBetween(first, second, year));
  if (between.some((days) => days === null || days < 0 || days > FARTHEST)) return [];
  const [from, to] = [first, second].map(({ weekday }) => ORDER.indexOf(weekday === "天" ? "日" : weekday));
  const rights = between.map((days) => ORDER.charAt(((from ?? 0) + (days ?? 0)) % 7));
  if (rights.includes(ORDER.charAt(to ?? 0))) return [];
  const { word, weekday, start, end } = second;
  const known = `${first.month}月${first.day}日是${first.word}${first.weekday}`;
  const message = `${known}，${second.month}月${second.day}日就不是${word}${weekday}，请核对。`;
  return [{ block, start, end, message, suggestions: [...new Set(rights.map((right) => word + right))] }];
}

const FARTHEST = 60;

/** December before January runs over New Year. */
function daysBetween(first: DatedWeekday, second: DatedWeekday, year: number): number | null {
  const next = second.month < first.month - 6 ? year + 1 : year;
  if (!isDay(year, first.month, first.day) || !isDay(next, second.month, second.day)) return null;
  return dayNumber(next, second.month, second.day) - dayNumber(year, first.month, first.day);
}
