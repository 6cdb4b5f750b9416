/** One date, one kind of figures: not 2026年十月12日 nor 二〇二六年7月4日. */

import { gb15835 } from "../../authority";
import { chineseNumber, digitsOf } from "../../characters";
import { hitsOf } from "../../hits";
import type { BlockRule, Match, TextBlock } from "../../rule";

const WORDS = "[一二三四五六七八九十〇零○]";
const DATE = new RegExp(
  `(?:(?<year>\\d{4}|[一二12][〇零○一二三四五六七八九\\d]{3})[ ]?年[ ]?)?(?<![\\d一二三四五六七八九十第])(?<month>\\d{1,2}|${WORDS}{1,3}|十\\d)[ ]?月(?:份)?[ ]?(?:(?<day>\\d{1,2}|${WORDS}{1,3}|[二三]?十\\d|\\d十${WORDS}?)[ ]?[日号])?`,
  "g",
);

export const mixedDate: BlockRule = {
  id: "date-figures-mixed",
  category: "date",
  title: "同一日期汉字与阿拉伯数字混用",
  severity: "error",
  fix: "suggest",
  authority: [gb15835("4.3")],
  confidence: 0.9,
  checks: ["MC-32"],
  scope: "block",
  seeks: [/[一二三四五六七八九十〇零○][ ]?[年月日号]|十\d/],
  find: (block) => (/\d/.test(block.text) ? mixedIn(block) : []),
  wrong: [
    { text: "本通知自⟦2026年十月12日⟧起执行。", first: "2026年10月12日" },
    { text: "自⟦二〇二六年7月4日⟧起施行。", first: "2026年7月4日" },
    { text: "请于⟦五月3日⟧前报送。", first: "5月3日" },
    { text: "截至⟦2026年5月三十一日⟧。", first: "2026年5月31日" },
    { text: "⟦2026年五月⟧，全市开展检查。", first: "2026年5月" },
    { text: "会议于⟦十2月5日⟧召开。", first: "12月5日" },
  ],
  right: [
    "本通知自2026年10月12日起执行。",
    "二〇二六年七月四日",
    "2026年农历五月，2026年正月十五。",
    "2026年八月十五中秋节",
    "三月内办结，5月底前完成。",
  ],
};

/** Days of the old calendar are written in words beside years in figures: 2026年八月十五. */
function mixedIn(block: TextBlock): Match[] {
  return hitsOf(block.text, DATE).flatMap((found): Match[] => {
    const { year, month = "", day } = found.groups ?? {};
    const parts = [year, month, day].filter((part) => part !== undefined);
    const isMixed = parts.some((part) => /\d/.test(part)) && parts.some((part) => /[^\d]/.test(part));
    const end = found.index + found[0].length;
    const near = block.text.slice(Math.max(0, found.index - 4), found.index);
    if (!isMixed || /[农夏旧阴]历/.test(near + found[0]) || isMoon(block.text, end, day)) return [];
    const right = dateInFigures(found.groups ?? {});
    const message = "同一个日期不能一部分用汉字、一部分用阿拉伯数字。";
    return [{ block: block.id, start: found.index, end, message, suggestions: right === null ? [] : [right] }];
  });
}

const isMoon = (text: string, end: number, day: string | undefined): boolean =>
  day === undefined && /^(?:[初十廿]|[内里后来])/.test(text.slice(end, end + 1));

function dateInFigures({ year, month = "", day }: Record<string, string | undefined>): string | null {
  const [y, m, d] = [year === undefined ? null : yearOf(year), partOf(month), day === undefined ? null : partOf(day)];
  if (m === null || m < 1 || m > 12 || (day !== undefined && (d === null || d < 1 || d > 31))) return null;
  if (year !== undefined && y === null) return null;
  return `${y === null ? "" : `${y}年`}${m}月${d === null ? "" : `${d}日`}`;
}

function yearOf(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const words = Array.from(text.replace(/[零○]/g, "〇"), (char) =>
    /\d/.test(char) ? "〇一二三四五六七八九".charAt(Number(char)) : char,
  ).join("");
  return digitsOf(words);
}

function partOf(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  return chineseNumber(text.replace(/\d/g, (figure) => "〇一二三四五六七八九".charAt(Number(figure))));
}
