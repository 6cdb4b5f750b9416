/** Periods: the end before the beginning, 施行 before 公布, a term 为期 that does not fit its two days. */
import { drafting, gb7408, logic } from "../../authority";
import { dayNumber, daysInMonth } from "../../calendar";
import { chineseNumber } from "../../characters";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { type FullDate, isFull, type WrittenDate, writtenDates } from "./written-date";

const BETWEEN =
  /^[ \u3000]?(?:[（(][^（()）]{2,8}[)）])?(?:[ \u3000]?(?:上午|下午|\d{1,2}[时:]\d{0,2}分?){0,2})?[ \u3000]?(?:起[,，]?)?(?:至|到|—{1,2}|－{1,2}|-{1,2}|～|~|–{1,2}|─{1,2})[ \u3000]?/;
/** 5月10日至3日: the second end may be a day alone. */
const DAY_ALONE = /^(\d{1,2})日/;

export const reversedPeriod: BlockRule = {
  id: "date-order",
  category: "period",
  title: "起止日期倒置",
  severity: "warning",
  fix: "none",
  authority: [gb7408(), logic()],
  confidence: 0.9,
  checks: ["MC-32"],
  scope: "block",
  needs: "至到—－-～~–─",
  find: (block) =>
    pairs(block.text).flatMap(({ from, to }) =>
      isReversed(from, to)
        ? [{ block: block.id, start: from.start, end: to.end, message: "起止日期倒置：结束日期早于开始日期。" }]
        : [],
    ),
  wrong: [
    { text: "活动时间为⟦2024年6月1日至2024年5月1日⟧。" },
    { text: "报名时间为⟦5月10日至3日⟧。" },
    { text: "⟦2024年6月1日—2023年7月1日⟧" },
    { text: "公示期：⟦2024-06-10至2024-06-05⟧" },
    { text: "有效期自⟦2024年6月1日起至2023年12月31日⟧。" },
    { text: "⟦二〇二四年六月一日至二〇二四年五月一日⟧" },
    { text: "展期为⟦2024年6月10日至6月1日⟧。" },
    { text: "任期为⟦2024年6月至2021年6月⟧。" },
    { text: "公示期为⟦10月25日—10月10日⟧。" },
    { text: "报名时间：⟦5月8日至4月6日⟧。" },
  ],
  right: [
    "2024年5月1日至2024年6月1日",
    "12月20日至1月10日",
    "5月3日至10日",
    "2023年12月1日至2024年1月1日",
    "2024年6月1日（星期六）至6月10日",
    "将完成时间由2024年6月1日改到2024年5月1日。",
  ],
};

interface Period {
  readonly from: WrittenDate;
  readonly to: WrittenDate;
}

function pairs(text: string): Period[] {
  const dates = writtenDates(text);
  return dates.flatMap((from, index) => {
    const between = BETWEEN.exec(text.slice(from.end, from.end + 30));
    if (between === null) return [];
    const at = from.end + between[0].length;
    const next = dates[index + 1];
    if (next?.start === at) return [{ from, to: next }];
    const alone = DAY_ALONE.exec(text.slice(at, at + 4));
    if (alone === null || from.day === null) return [];
    return [{ from, to: { ...from, year: null, start: at, end: at + alone[0].length, day: Number(alone[1]) } }];
  });
}

/** Without years 12月20日至1月10日 runs over New Year; with one year, the second end is in the same. */
function isReversed(from: WrittenDate, to: WrittenDate): boolean {
  if (from.year === null && to.year !== null) return false;
  if (from.year === null && from.month !== to.month) return isBackward(from, to);
  if ((from.day === null) !== (to.day === null)) return false;
  const years = to.year === null || from.year === null ? 0 : to.year - from.year;
  const months = to.month - from.month;
  // 2024年12月20日至1月10日 is written carelessly, not wrongly.
  if (to.year === null && months < 0 && months <= -6) return false;
  return years < 0 || (years === 0 && (months < 0 || (months === 0 && (to.day ?? 0) < (from.day ?? 0))));
}

/** 10月5日至9月3日 goes back; 12月20日至1月10日 runs over New Year, 9月1日至7月10日 is a school year. */
function isBackward(from: WrittenDate, to: WrittenDate): boolean {
  const back = from.month - to.month;
  const isSchoolYear = from.month >= 8 && (to.month === 6 || to.month === 7);
  return from.day !== null && to.day !== null && back > 0 && back <= 4 && !isSchoolYear;
}

const ISSUED = /^[^。；\d]{0,12}(?:公布|发布|印发|颁布|通过|签发|下发)/;
const EFFECTIVE = /^[日]?[ \u3000]?(?:起|开始)?(?:正式|试)?(?:施行|实施|执行|生效|试行)/;

export const effectiveBeforeIssue: BlockRule = {
  id: "date-effective-before-issue",
  category: "period",
  title: "施行日期早于公布日期",
  severity: "warning",
  fix: "none",
  authority: [drafting(), logic()],
  confidence: 0.85,
  scope: "block",
  seeks: [/施行|实施|执行|生效|试行/],
  find: (block) => {
    const dates = writtenDates(block.text).filter(isFull);
    return dates.flatMap((date, index) => {
      if (!EFFECTIVE.test(block.text.slice(date.end, date.end + 8))) return [];
      const issued = dates[index - 1];
      if (issued === undefined || !isIssued(block.text, issued, date) || numberOf(issued) <= numberOf(date)) return [];
      const message = "施行日期早于公布日期，请核对两个日期。";
      return [{ block: block.id, start: issued.start, end: date.end, message }];
    });
  },
  wrong: [
    { text: "本办法⟦2024年5月1日公布，自2023年5月1日⟧起施行。" },
    { text: "该条例于⟦2024年5月1日通过，2024年3月1日⟧起正式实施。" },
    { text: "⟦2024年5月1日印发，2024-04-01⟧起执行。" },
    { text: "细则于⟦二〇二四年五月一日发布，自二〇二四年一月一日⟧起施行。" },
  ],
  right: [
    "2024年5月1日公布，自2024年6月1日起施行。",
    "本办法自2024年5月1日起施行，2019年3月1日公布的原办法同时废止。",
    "2024年5月1日公布，自公布之日起施行。",
    "2024年5月1日修订，原办法自2019年1月1日起施行。",
  ],
};

function isIssued(text: string, issued: FullDate, effective: FullDate): boolean {
  const between = text.slice(issued.end, effective.start);
  return ISSUED.test(between) && !between.includes("。") && !/原|此前|曾|修订前|旧/.test(between);
}

const numberOf = (date: FullDate): number => dayNumber(date.year, date.month, date.day);

const TERM =
  /^[^。；\d一二三四五六七八九十两]{0,14}(?:为期|任期|有效期|期限|工期|合同期|租期|服务期|试用期|共计|共|历时)(?:限)?(?:为|共)?[ ]?(?<count>\d{1,3}|[一二三四五六七八九十两]{1,3})[ ]?(?<unit>年|个月|天|日|周)(?!以|多|余|左|半|零)/;

export const wrongTerm: BlockRule = {
  id: "date-term",
  category: "period",
  title: "期限与起止日期不符",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  scope: "block",
  needs: "期共历",
  find: (block) =>
    pairs(block.text).flatMap(({ from, to }) => {
      const last = { ...to, year: to.year ?? from.year };
      return isFull(from) && isFull(last) ? termAfter(block, from, last) : [];
    }),
  wrong: [
    { text: "合同自⟦2024年5月1日起至2026年4月30日，为期3年⟧。" },
    { text: "公示时间为⟦2024年5月6日至5月10日，共7天⟧。" },
    { text: "任职时间为⟦2024年1月1日至2024年12月31日，期限为六个月⟧。" },
    { text: "活动从⟦2024年5月1日至2024年5月31日，为期两周⟧。" },
  ],
  right: [
    "合同自2024年5月1日起至2027年4月30日，为期3年。",
    "公示时间为2024年5月6日至5月10日，共5天。",
    "公示时间为2024年5月6日至5月10日，共5个工作日。",
    "自2024年1月31日至2024年4月30日，为期3个月。",
    "2024年5月1日至2024年5月31日，共30天左右。",
  ],
};

function termAfter(block: TextBlock, from: FullDate, to: FullDate): Match[] {
  const found = TERM.exec(block.text.slice(to.end, to.end + 40));
  if (found === null) return [];
  const { count = "", unit = "" } = found.groups ?? {};
  const value = /^\d/.test(count) ? Number(count) : (chineseNumber(count) ?? 0);
  if (value === 0 || fits(from, to, { value, unit })) return [];
  const message = `“${count}${unit}”与前面的起止日期不符，请核对。`;
  return [{ block: block.id, start: from.start, end: to.end + found[0].length, message }];
}

/** Counting the last day or not are both right, and 工作日 are fewer than days. */
function fits(from: FullDate, to: FullDate, term: { value: number; unit: string }): boolean {
  const days = numberOf(to) - numberOf(from);
  if (days < 0) return true;
  if (term.unit === "天" || term.unit === "日") return days === term.value || days + 1 === term.value;
  if (term.unit === "周") return Math.abs(days - term.value * 7) <= 2;
  const months = term.unit === "年" ? term.value * 12 : term.value;
  const total = from.month - 1 + months;
  const year = from.year + Math.floor(total / 12);
  const month = (total % 12) + 1;
  const end = dayNumber(year, month, Math.min(from.day, daysInMonth(year, month)));
  return Math.abs(numberOf(to) - end) <= 2;
}
