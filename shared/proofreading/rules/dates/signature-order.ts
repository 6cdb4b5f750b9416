/** What the text tells as done, or announces, against the day it is signed (MC-34). */
import { logic } from "../../authority";
import { dayNumber, daysInMonth } from "../../calendar";
import type { BlockFact, DocumentRule, Match, TextBlock } from "../../rule";
import { isFull, type WrittenDate, writtenDates } from "./written-date";

interface Told {
  readonly start: number;
  readonly end: number;
  readonly day: number;
  readonly kind: "done" | "planned";
}

interface Signed {
  readonly start: number;
  readonly end: number;
  readonly day: number;
}

interface OrderFact {
  readonly signed: Signed | null;
  readonly told: readonly Told[];
}

const isAlone = (text: string, { start, end }: WrittenDate): boolean =>
  text.length <= 60 && (text.slice(0, start) + text.slice(end)).trim() === "";

/** 截至 a day, with what had been done by then. */
const UNTIL = /截至[ ]?$|截止到?[ ]?$/;
const DONE = /^[^。；]{0,60}(?:已|完成|累计|共(?!同)|实现|达到?|下降|增长|办结|发放|收到|尚有|仍有|还有)/;
const NOT_YET = /^[^。；]{0,30}(?:将|力争|确保|预计|计划|须|应当|要|拟)/;
const PLANNED = /(?<!原|曾|已)(?:定于|拟于|将于|兹定于|计划于)[ ]?$/;
const HELD = /^[^。；\d]{0,40}(?:召开|举行|举办|开展|开幕|开工|开标|启动|进行|开考|开班|集中)/;

function factOf({ text }: TextBlock): OrderFact | null {
  const dates = writtenDates(text);
  const signature = dates.find((date) => isFull(date) && isAlone(text, date));
  const told = signature === undefined ? dates.flatMap((date) => toldOf(text, date)) : [];
  if (signature === undefined && told.length === 0) return null;
  const day = signature === undefined ? null : firstDay(signature);
  const signed = signature === undefined || day === null ? null : { start: signature.start, end: signature.end, day };
  return { signed, told };
}

function toldOf(text: string, date: WrittenDate): Told[] {
  const before = text.slice(Math.max(0, date.start - 5), date.start);
  const tail = /^[底末]/.exec(text.slice(date.end, date.end + 1))?.[0] ?? "";
  const [after, end] = [text.slice(date.end, date.end + 70), date.end + tail.length];
  const [first, last] = [firstDay(date), lastDay(date)];
  if (first === null || last === null) return [];
  if (UNTIL.test(before) && DONE.test(after) && !NOT_YET.test(after))
    return [{ start: date.start, end, day: tail === "" ? first : last, kind: "done" }];
  return date.day !== null && PLANNED.test(before) && HELD.test(after)
    ? [{ start: date.start, end, day: last, kind: "planned" }]
    : [];
}

function firstDay(date: WrittenDate): number | null {
  if (date.year === null || date.month < 1 || date.month > 12) return null;
  return isFull(date) ? dayNumber(date.year, date.month, date.day) : dayNumber(date.year, date.month, 1);
}

function lastDay(date: WrittenDate): number | null {
  if (date.year === null || date.month < 1 || date.month > 12) return null;
  return dayNumber(date.year, date.month, date.day ?? daysInMonth(date.year, date.month));
}

/** The first signature behind a block is the document's own. */
const signedAfter = (facts: readonly BlockFact<OrderFact>[], at: number) =>
  facts.slice(at + 1).find(({ fact }) => fact.signed !== null);

function matches(
  facts: readonly BlockFact<OrderFact>[],
  wrong: (told: Told, signed: number) => string | null,
): Match[] {
  return facts.flatMap(({ block, fact }, at) => {
    const last = fact.told.length === 0 ? undefined : signedAfter(facts, at);
    const signed = last?.fact.signed ?? null;
    if (last === undefined || signed === null) return [];
    return fact.told.flatMap((told): Match[] => {
      const message = wrong(told, signed.day);
      if (message === null) return [];
      const own = { block, start: told.start, end: told.end, message };
      // Of an event that is announced too late the signature is as likely the wrong one.
      return told.kind === "done" ? [own] : [own, { block: last.block, start: signed.start, end: signed.end, message }];
    });
  });
}

const shared = {
  category: "period",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  checks: ["MC-34"],
  roles: ["body", "list"],
  scope: "document",
  needs: "年-/.",
  facts: factOf,
} as const;

export const factsAfterSignature: DocumentRule<OrderFact> = {
  ...shared,
  id: "date-after-signature",
  title: "已完成的事晚于成文日期",
  confidence: 0.88,
  judge: (facts) =>
    matches(facts, ({ kind, day }, signed) =>
      kind === "done" && day > signed ? "截至的日期晚于成文日期，请核对两个日期。" : null,
    ),
  wrong: [
    { text: "截至⟦2026年6月30日⟧，已完成投资3亿元。\n某县交通运输局\n2026年6月12日" },
    { text: "截至⟦2026年5月底⟧，全县累计发放补贴20万元。\n某县民政局\n2026年5月20日" },
    { text: "截至⟦2026年12月31日⟧，共受理申请35件。\n情况如下。\n某县司法局\n2026年1月8日" },
  ],
  right: [
    "截至2026年5月31日，已完成投资3亿元。\n某县交通运输局\n2026年6月12日",
    "截至2026年5月底，全县累计发放补贴20万元。\n某县民政局\n2026年5月31日",
    "报名截至2026年6月30日。\n某县民政局\n2026年6月1日",
    "截至2026年12月31日，力争完成投资3亿元。\n某县交通运输局\n2026年6月12日",
    "截至2026年6月30日，已完成投资3亿元。",
  ],
};

export const eventBeforeSignature: DocumentRule<OrderFact> = {
  ...shared,
  id: "date-event-before-signature",
  title: "预告的活动早于成文日期",
  confidence: 0.85,
  judge: (facts) =>
    matches(facts, ({ kind, day }, signed) =>
      kind === "planned" && day < signed ? "预告的日期早于成文日期，请核对两个日期。" : null,
    ),
  wrong: [
    { text: "定于⟦2026年6月3日⟧召开工作推进会。\n某县水务局\n⟦2026年6月12日⟧" },
    { text: "兹定于⟦2026年3月2日⟧上午在县政务服务中心举行开标会。\n⟦2026年3月9日⟧" },
    { text: "活动拟于⟦2025年6月20日⟧举办。\n某县文化馆\n⟦2026年6月12日⟧" },
  ],
  right: [
    "定于2026年6月18日召开工作推进会。\n某县水务局\n2026年6月12日",
    "原定于2026年6月3日召开的会议延期。\n某县水务局\n2026年6月12日",
    "2026年6月3日召开了工作推进会。\n某县水务局\n2026年6月12日",
    "定于2026年6月3日召开工作推进会。",
  ],
};
