/** So many days and the two days they lie between: 10月10日至10月19日，共15天; 公示11天，自8月11日起至8月16日止. */
import { logic } from "../../authority";
import { dayNumber, daysInMonth } from "../../calendar";
import { chineseNumber } from "../../characters";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { type WrittenDate, writtenDates } from "./written-date";

const BETWEEN =
  /^[ \u3000]?(?:[（(][^（()）]{2,8}[)）])?[ \u3000]?(?:[上下]午|\d{1,2}[时:]\d{0,2}分?){0,2}(?:起|开始)?[，,]?[ \u3000]?(?:至|到|—{1,2}|－{1,2}|-{1,2}|～|~|–{1,2})[ \u3000]?/;
const DAY_ALONE = /^(\d{1,2})日/;
const COUNT =
  "(?<count>\\d{1,3}|[一二三四五六七八九十两]{1,3})[ ]?个?(?<unit>天|日|自然日|工作日)(?!以[上内]|多|余|左|半|游|均|报|讯)";
/** The count behind the days. What stands between may say what is held, not what else is counted. */
const AFTER = new RegExp(
  `^(?:[（(][^（()）]{2,8}[)）])?(?:止|截止|结束|期间)?[^。；\\d一二三四五六七八九十]{0,14}?[，,（(]?(?:共计?|为期|期限为?|历时|合计|总计|时间为?|会期|工期为?|公示期为?|前后|为时)(?:共|为|约)?[ ]?${COUNT}`,
);
const BRACKETED = new RegExp(`^[（(]${COUNT}[)）]`);
/** The count before: 公示期为7天（5月6日至5月10日）, 公示时间11天，自8月11日起. */
const BEFORE = new RegExp(
  `(?:期|时间|期限|为期|共|历时|放假|公示|展出|开放|活动|培训|举行)(?:为|共|是)?[:：]?[ ]?${COUNT}[，,：:]?[（(]?(?:即|从|自|时间为?|具体为|于)?[ ]?$`,
);

export const wrongDayCount: BlockRule = {
  id: "date-day-count",
  category: "period",
  title: "天数与起止日期不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-32"],
  wraps: true,
  scope: "block",
  seeks: [/[\d一二三四五六七八九十两][ ]?个?(?:天|日|自然日|工作日)[^至到—]/],
  find: (block) => (/[月]/.test(block.text) && /[天共期]|日[，,）)。]/.test(block.text) ? countsIn(block) : []),
  wrong: [
    { text: "公示期为⟦10月10日至10月19日，共15天⟧。" },
    { text: "公示时间⟦11天，自8月11日起至8月16日⟧止。" },
    { text: "活动于⟦10月9日至18日举行，为期8天⟧。" },
    { text: "公示期为⟦7个工作日（5月6日至5月10日⟧）。" },
    { text: "⟦5月1日至5日放假，共6天⟧。" },
    { text: "公示时间为⟦2026年7月6日至7月17日，共5个工作日⟧。" },
  ],
  right: [
    "公示期为10月10日至10月19日，共10天。",
    "公示时间5个工作日，自5月6日起至5月10日止。",
    "公示时间为2026年7月6日至7月10日，共4个工作日；2026年9月28日至10月9日，共4个工作日。",
    "活动于10月9日至18日举行，为期10天，其中2天闭馆。",
    "2月25日至3月3日，共7天。",
    "5月1日至5月20日举办培训，共开展3天。",
    "公示期为10月10日至10月19日，期间设3天咨询日。",
  ],
};

interface Span {
  readonly from: WrittenDate;
  readonly to: WrittenDate;
}

function spansIn(text: string): Span[] {
  const dates = writtenDates(text);
  return dates.flatMap((from, index): Span[] => {
    if (from.day === null) return [];
    const between = BETWEEN.exec(text.slice(from.end, from.end + 30));
    if (between === null) return [];
    const at = from.end + between[0].length;
    const next = dates[index + 1];
    if (next?.start === at && next.day !== null) return [{ from, to: next }];
    const alone = DAY_ALONE.exec(text.slice(at, at + 4));
    if (alone === null) return [];
    return [{ from, to: { ...from, year: null, start: at, end: at + alone[0].length, day: Number(alone[1]) } }];
  });
}

function countsIn(block: TextBlock): Match[] {
  const { text } = block;
  return spansIn(text).flatMap(({ from, to }): Match[] => {
    const rest = text.slice(to.end, to.end + 44);
    const after = AFTER.exec(rest) ?? BRACKETED.exec(rest);
    const head = text.slice(Math.max(0, from.start - 24), from.start);
    const before = after === null ? BEFORE.exec(head) : null;
    const found = after ?? before;
    if (found === null || !isWrong(from, to, found.groups ?? {})) return [];
    const counted = `${found.groups?.count ?? ""}${found.groups?.unit ?? ""}`;
    const start = before === null ? from.start : from.start - before[0].length + before[0].indexOf(counted.charAt(0));
    const end = after === null ? to.end : to.end + after[0].replace(/[)）]$/, "").length;
    return [{ block: block.id, start, end, message: `“${counted}”与起止日期不符，请核对。` }];
  });
}

/** Without a year February may have 28 days or 29; the last day may count or not. */
function isWrong(
  from: WrittenDate,
  to: WrittenDate,
  { count = "", unit = "" }: Record<string, string | undefined>,
): boolean {
  const said = /^\d/.test(count) ? Number(count) : (chineseNumber(count) ?? 0);
  const lengths = (from.year === null ? [2023, 2024] : [from.year]).map((year) => lengthOf(from, to, year));
  if (said === 0 || lengths.some((days) => days === null || days < 0 || days > 200)) return false;
  return lengths.every((days) => {
    if (days === null) return false;
    // Of seven days five are worked, and holidays make them fewer.
    if (unit === "工作日")
      return said > (from.year === null ? days + 1 : workable(from, days)) || said < fewest(from, to, days);
    return said !== days + 1 && said !== days;
  });
}

/** Mondays to Fridays from a day on; in a week and a day of each there may be one that is worked against the rule. */
function workable({ year, month, day }: WrittenDate, days: number): number {
  const first = dayNumber(year ?? 0, month, day ?? 1);
  let worked = 0;
  for (let at = first; at <= first + days; at += 1)
    if ((at + THURSDAY) % 7 !== 0 && (at + THURSDAY) % 7 !== 6) worked += 1;
  return worked + Math.floor((days + 1) / 7);
}

/** Days of the year, month and day as one number, between which holidays of more than a weekend may fall. */
const HOLIDAYS: readonly (readonly [number, number])[] = [
  [101, 103],
  [120, 227],
  [403, 407],
  [429, 506],
  [527, 626],
  [906, 1012],
  [1230, 1231],
];

/** Mondays to Fridays, the first of which need not count; none where a holiday may lie between or no year is given. */
function fewest(from: WrittenDate, to: WrittenDate, days: number): number {
  const [first, last] = [from, to].map(({ month, day }) => month * 100 + (day ?? 0));
  if (from.year === null || first === undefined || last === undefined || last < first) return 0;
  if (HOLIDAYS.some(([begin, end]) => first <= end && last >= begin)) return 0;
  return workable(from, days) - Math.floor((days + 1) / 7) - 1;
}

/** 1970-01-01, from which days are counted. */
const THURSDAY = 4;

function lengthOf(from: WrittenDate, to: WrittenDate, year: number): number | null {
  const last = to.year ?? (to.month < from.month ? year + 1 : year);
  const [first, second] = [from.day ?? 0, to.day ?? 0];
  if (from.month < 1 || from.month > 12 || to.month < 1 || to.month > 12) return null;
  if (first > daysInMonth(year, from.month) || second > daysInMonth(last, to.month)) return null;
  return dayNumber(last, to.month, second) - dayNumber(year, from.month, first);
}
