/** From one year to an earlier one, 2021年至2016年, and ends before beginnings: 9月20日开始，至9月15日截止. */

import { gb7408, logic } from "../../authority";
import { digitsOf } from "../../characters";
import { hitsOf } from "../../hits";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { type WrittenDate, writtenDates } from "./written-date";

const YEAR = "(?:19|20)\\d{2}|[一二][〇零○一二三四五六七八九]{3}";
const YEARS = new RegExp(
  `(?<![\\d./A-Za-z〔\\[（(]\\d{0,1}|GB/?T?[ ]?\\d{0,6}|[A-Za-z\\d.-])(?<open>[（(])?(?<from>${YEAR})(?<mark>年度?|学年度?)?[ ]?(?:起|开始)?[，,]?(?:至|到|[—－–~～-]{1,2})[ ]?(?<to>${YEAR})(?<end>年度?|学年度?|[)）])`,
  "g",
);

/** Two of what a range of years has. */
const SIGN = /(?:\d{4}|[〇零一二三四五六七八九]{4})(?:学?年度?)?(?:起|开始)?[，,]?[ ]?[至到—－–~～-]/;

export const reversedYears: BlockRule = {
  id: "date-year-order",
  category: "period",
  title: "起止年份倒置",
  severity: "warning",
  fix: "suggest",
  authority: [gb7408(), logic()],
  confidence: 0.9,
  checks: ["MC-32"],
  scope: "block",
  seeks: [SIGN],
  find: (block) => {
    if (!SIGN.test(block.text)) return [];
    return hitsOf(block.text, YEARS).flatMap((found): Match[] => {
      const { open = "", from = "", to = "", mark = "", end = "" } = found.groups ?? {};
      const isBracket = /[)）]/.test(end);
      if (isBracket && open === "" && mark === "") return [];
      const [first, last] = [yearOf(from), yearOf(to)];
      if (first === null || last === null || last >= first) return [];
      const start = found.index + open.length;
      const stop = found.index + found[0].length - (isBracket ? 1 : 0);
      const middle = found[0].slice(open.length + from.length, found[0].length - to.length - end.length);
      const suggestions = [`${to}${middle}${from}${isBracket ? "" : end}`];
      return [{ block: block.id, start, end: stop, message: "起止年份倒置：结束年份早于开始年份。", suggestions }];
    });
  },
  wrong: [
    { text: "规划期限为⟦2021年至2016年⟧。", first: "2016年至2021年" },
    { text: "规划期限为⟦2018—2016年⟧。", first: "2016—2018年" },
    { text: "某市城市更新规划（⟦2030—2026⟧）", first: "2026—2030" },
    { text: "任期为⟦二〇二五年至二〇二一年⟧。", first: "二〇二一年至二〇二五年" },
    { text: "⟦2025年度至2023年度⟧审计报告。", first: "2023年度至2025年度" },
  ],
  right: [
    "规划期限为2016年至2021年。",
    "规划（2026—2030年）。",
    "依据GB/T 2021—2018年版。",
    "电话2035-2016，编号2021—2018。",
    "由2025年提前到2023年完成。",
  ],
};

function yearOf(text: string): number | null {
  return /^\d/.test(text) ? Number(text) : digitsOf(text.replace(/[零○]/g, "〇"));
}

interface Point {
  readonly start: number;
  readonly end: number;
  /** Year, month, day; a part that is not written is 0. */
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const BEGINS =
  /^[^。；，、\d]{0,10}?(?:开始|启动|起|开工|动工|成立|开幕|立项|招标|开展|奠基|编制|建设|受理|接受|报名|入职|参加工作|入学|开学|出发|签订|申报|修建|兴建)/;
const ENDS =
  /^[^。；，、\d]{0,8}?(?:截止|结束|完成|竣工|闭幕|建成|完工|终止|停止|止|投用|投产|交付|验收|毕业|通车|通过验收|收官|到期|届满)/;
const ISSUES =
  /^(?:[（(）)]|经|由|第?\d{0,3}[^。；，\d]{0,4})?[^。；，\d]{0,16}(?:公布|发布|印发|颁布|签发|下发|审议通过|通过|出台)/;
const TAKES_EFFECT = /^[^。；，\d]{0,4}(?:起|开始)?(?:正式|试|全面)?(?:施行|实施|执行|生效|试行)/;
const ISSUED_AFTER = /^[^。；，\d]{0,6}(?:公布|发布|印发|颁布|通过|签发)(?!的)/;
const GAP = /^[^。；！？]{0,36}$/;
const OTHER =
  /原|此前|曾|修[订改]|重新|施行的|旧|废止|比|较|提前|预计|计划|上[一次年]|另|前期|其中|分别|第二|[一二三]期|二是|同比/;

export const beginAfterEnd: BlockRule = {
  id: "date-begin-end",
  category: "period",
  title: "结束早于开始、施行早于发布",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.8,
  checks: ["MC-32"],
  wraps: true,
  scope: "block",
  seeks: [
    /截止|结束|完成|竣工|闭幕|建成|完工|终止|停止|止|投用|投产|交付|验收|毕业|通车|届满|施行|实施|执行|生效|试行/,
  ],
  find: (block) => (/\d[年月]|[〇零一二三四五六七八九]{4}年|\d{4}[-/.]\d/.test(block.text) ? orderOf(block) : []),
  wrong: [
    { text: "该规划⟦2023年启动编制，2022年完成⟧。" },
    { text: "报名自⟦2026年9月20日开始，至2026年9月15日截止⟧。" },
    { text: "项目于⟦2024年5月开工，2023年12月竣工⟧。" },
    { text: "办法自⟦2024年3月1日起施行，2024年5月1日印发⟧。" },
    { text: "该办法经⟦2024年5月1日市政府常务会议审议通过，自2023年5月1日起施行⟧。" },
    { text: "展览⟦9月20日开幕，9月15日闭幕⟧。" },
  ],
  right: [
    "该规划2022年启动编制，2023年完成。",
    "报名自2026年9月15日开始，至2026年9月20日截止。",
    "一期2024年5月开工，二期2023年12月竣工。",
    "办法自2024年5月1日起施行，2019年3月1日发布的原办法同时废止。",
    "2024年启动建设，其中前期工作2023年完成。",
    "展览12月20日开幕，1月15日闭幕。",
    "2024年5月1日起施行的条例，2024年6月1日修改后重新公布。",
  ],
};

const YEAR_ALONE = /(?<![\d〔[（(A-Za-z.-])((?:19|20)\d{2})年(?!\d|[一二三四五六七八九十]{1,3}月|[代级度龄])/g;

function pointsIn(text: string): Point[] {
  const dates = writtenDates(text).map((date: WrittenDate) => ({
    start: date.start,
    end: date.end,
    year: date.year ?? 0,
    month: date.month,
    day: date.day ?? 0,
  }));
  const years = hitsOf(text, YEAR_ALONE)
    .map((found) => ({
      start: found.index,
      end: found.index + found[0].length,
      year: Number(found[1]),
      month: 0,
      day: 0,
    }))
    .filter(({ start, end }) => !dates.some((date) => date.start < end && start < date.end));
  return years.length === 0 ? dates : [...dates, ...years].sort((a, b) => a.start - b.start);
}

function orderOf(block: TextBlock): Match[] {
  const points = pointsIn(block.text);
  return points.flatMap((second, index): Match[] => {
    const first = points[index - 1];
    if (first === undefined || !GAP.test(block.text.slice(first.end, second.start))) return [];
    const between = block.text.slice(first.end, second.start);
    const after = block.text.slice(second.end, second.end + 24);
    if (OTHER.test(between) || OTHER.test(after.split(/[，。；]/, 1)[0] ?? "")) return [];
    const forward = BEGINS.test(between) ? endOf(ENDS, after) : 0;
    const effect = ISSUES.test(between) ? endOf(TAKES_EFFECT, after) : 0;
    const back = TAKES_EFFECT.test(between) ? endOf(ISSUED_AFTER, after) : 0;
    const end = forward || effect || back;
    if (end === 0) return [];
    const isWrong = back > 0 && forward === 0 && effect === 0 ? isBefore(first, second) : isBefore(second, first);
    if (!isWrong) return [];
    const message = forward > 0 ? "结束的时间早于开始的时间，请核对。" : "施行的时间早于发布的时间，请核对。";
    return [{ block: block.id, start: first.start, end: second.end + end, message }];
  });
}

const endOf = (pattern: RegExp, text: string): number => pattern.exec(text)?.[0].length ?? 0;

/** Compared as far as both are written; 12月 before 1月 without years runs over New Year. */
function isBefore(a: Point, b: Point): boolean {
  if ((a.year === 0) !== (b.year === 0)) {
    // 2024年9月20日开始，9月15日截止: the same year is meant, if the months are near.
    if (a.year !== 0 || b.month === 0) return false;
  }
  if (a.year !== 0 && b.year !== 0 && a.year !== b.year) return a.year < b.year;
  if (a.month === 0 || b.month === 0) return false;
  if (a.month !== b.month) return a.month < b.month && (a.year !== 0 || b.month - a.month < 5);
  return a.day !== 0 && b.day !== 0 && a.day < b.day;
}
