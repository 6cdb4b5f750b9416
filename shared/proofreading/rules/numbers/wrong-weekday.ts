/** A date and the weekday beside it must agree (历法). */
import { logic } from "../../authority";
import { isDay, weekdayOf } from "../../calendar";
import type { DocumentRule, Match, TextBlock } from "../../rule";

const pattern =
  /(?:(?<!\d)(?<year>(?:19|20)\d{2})[ \u3000]?年[ \u3000]?)?(?<!\d)(?<month>\d{1,2})[ \u3000]?月[ \u3000]?(?<day>\d{1,2})[ \u3000]?日[ \u3000]?[（(，,是为]{0,2}[ \u3000]?(?<word>星期|周|礼拜)(?<weekday>[一二三四五六日天])/g;
const YEAR = /(?<!\d)((?:19|20)\d{2})[ \u3000]?年/g;

export const wrongWeekday: DocumentRule<TextBlock> = {
  id: "wrong-weekday",
  category: "date",
  title: "日期与星期不符",
  severity: "error",
  fix: "suggest",
  authority: [logic()],
  confidence: 0.97,
  scope: "document",
  facts: (block) => block,
  judge: (facts) => {
    const blocks = facts.map(({ fact }) => fact);
    const only = onlyYear(blocks);
    return blocks.flatMap((block) => inBlock(block, only));
  },
  wrong: [
    { text: "会议定于2024年5月1日（⟦星期四⟧）召开。", first: "星期三" },
    { text: "2023年10月1日⟦周一⟧放假。", first: "周日" },
    { text: "2024年6月3日至6月5日（⟦星期五⟧）开展检查。", first: "星期三" },
    { text: "2022年8月4日 ⟦星期五⟧", first: "星期四" },
  ],
  right: [
    "会议定于2024年5月1日（星期三）召开。",
    "2023年10月1日（星期天）放假。",
    "每周五报送，5月1日（星期三）除外。",
    "2022年8月4日，周密部署相关工作；2022年8月4日，周一鸣到会。",
  ],
};

/** The year all full dates of the document share, for dates that leave it out. */
function onlyYear(blocks: readonly TextBlock[]): number | null {
  const years = new Set(
    blocks.flatMap((block) =>
      block.role === "meta"
        ? []
        : Array.from(block.text.matchAll(/(?<!\d)((?:19|20)\d{2})年\d{1,2}月/g), (found) => Number(found[1])),
    ),
  );
  return years.size === 1 ? ([...years][0] ?? null) : null;
}

function inBlock(block: TextBlock, only: number | null): Match[] {
  return Array.from(block.text.matchAll(pattern)).flatMap((found) => {
    const { year: written, month = "", day = "", word = "", weekday = "" } = found.groups ?? {};
    const year = written === undefined ? (yearBefore(block.text, found.index) ?? only) : Number(written);
    const end = found.index + found[0].length;
    const isName =
      word === "周" &&
      /^[\u4e00-\u9fff]/.test(block.text.slice(end)) &&
      !/[（(]/.test(found[0]) &&
      !/^[上下凌早晚中放举召开起前在将，。为]/.test(block.text.slice(end));
    if (year === null || isName || !isDay(year, Number(month), Number(day))) return [];
    const right = weekdayOf(year, Number(month), Number(day));
    if (right === (weekday === "天" ? "日" : weekday)) return [];
    const message = `${year}年${Number(month)}月${Number(day)}日是${word}${right}，不是${word}${weekday}。`;
    const start = end - word.length - weekday.length;
    return [{ block: block.id, start, end, message, suggestions: [word + right] }];
  });
}

function yearBefore(text: string, at: number): number | null {
  const last = Array.from(text.slice(Math.max(0, at - 60), at).matchAll(YEAR)).at(-1);
  return last === undefined ? null : Number(last[1]);
}
