/** Times that cannot be: valid until a day before the first, a fifth quarter. */
import { gb7408, logic } from "../../authority";
import { dayNumber } from "../../calendar";
import type { BlockRule, PatternRule } from "../../rule";
import { type FullDate, isFull, writtenDates } from "./written-date";

const UNTIL =
  /^(?:[日]?[ \u3000]?(?:起|开始)?(?:正式|试)?(?:施行|实施|执行|生效|试行|启用|计算))[，,；]?[^。\d]{0,12}(?:有效期|有效期限|试行期|试用期|执行期|期限|期|执行|有效)[^。；\d]{0,6}(?:至|到|截至|截止)$/;

const numberOf = (date: FullDate): number => dayNumber(date.year, date.month, date.day);

export const reversedValidity: BlockRule = {
  id: "date-validity-order",
  category: "period",
  title: "有效期早于施行日期",
  severity: "error",
  fix: "none",
  authority: [logic()],
  confidence: 0.92,
  checks: ["MC-32"],
  scope: "block",
  seeks: [/(?:有效|试行|执行|期限|试用)[^。；]{0,8}[至到止]/],
  find: ({ id, text }) => {
    const dates = writtenDates(text).filter(isFull);
    return dates.flatMap((from, index) => {
      const until = dates[index + 1];
      if (until === undefined || !UNTIL.test(text.slice(from.end, until.start))) return [];
      if (numberOf(until) > numberOf(from)) return [];
      const message = "有效期截止的日期不晚于开始施行的日期，请核对。";
      return [{ block: id, start: from.start, end: until.end, message }];
    });
  },
  wrong: [
    { text: "本细则自⟦2024年3月1日起施行，有效期至2023年2月28日⟧。" },
    { text: "标准自⟦2025年7月1日起执行，执行期限至2025年6月30日⟧。" },
    { text: "本办法自⟦2023年10月1日起试行，试行期到2023年9月30日⟧止。" },
  ],
  right: [
    "本细则自2024年3月1日起施行，有效期至2029年2月28日。",
    "自2024年3月1日起施行，2019年3月1日印发的原办法同时废止。",
    "标准自2025年7月1日起执行，执行期限为一年。",
  ],
};

export const noSuchQuarter: PatternRule = {
  id: "date-no-such-quarter",
  category: "date",
  title: "没有这个季度、旬、学期",
  severity: "error",
  fix: "none",
  authority: [gb7408(), logic()],
  confidence: 0.95,
  checks: ["MC-32"],
  scope: "pattern",
  patterns: [
    {
      regex: /(?<![一二三四五六七八九十\d])第?(?:[五六七八九十]|[5-9]|1[0-2])季度/g,
      message: "一年只有四个季度，请核对。",
    },
    {
      regex: /(?<=年|今年|去年|明年)(?:1[3-9]|[2-9]\d|十[三四五六七八九])月份?(?![一-龥]?龄)/g,
      message: "一年只有十二个月，请核对。",
    },
  ],
  wrong: [
    { text: "通报⟦第五季度⟧检查情况。" },
    { text: "2024年⟦第6季度⟧未发生事故。" },
    { text: "去年⟦13月份⟧的报表。" },
  ],
  right: ["通报第四季度检查情况。", "前三季度增长5%。", "第一、二季度持平，三四季度回升。", "2024年12月份的报表。"],
};
