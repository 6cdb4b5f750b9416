/** 调水时间 3月20日至4月10日 and later 3月20日至4月15日; 15:00 begins what one must enter before 9:50 (R13, MC-06). */
import { logic } from "../../authority";
import { hitsOf } from "../../hits";
import type { DocumentRule, Match } from "../../rule";

interface Span {
  /** 报名, 调水: what stands before 时间 or 期间. */
  readonly label: string;
  readonly from: string;
  readonly to: string;
  readonly start: number;
  readonly end: number;
}

const DAY = "(?:(?:20\\d{2}年)?\\d{1,2}月\\d{1,2}日|\\d{1,2}日)";
const SPAN = new RegExp(
  `(?<label>[一-龥]{2,8}?)(?:时间|时段|期间|期限|期)(?:为|是|：|（|从|自|集中在)?(?<from>(?:20\\d{2}年)?\\d{1,2}月\\d{1,2}日)[^至到—，。；]{0,10}(?:至|到|—{1,2})(?<to>${DAY})`,
  "g",
);

const dayOf = (day: string): string => day.replace(/^20\d{2}年/, "");

export const oneSpanApart: DocumentRule<readonly Span[]> = {
  id: "agree-span",
  category: "period",
  title: "同一期限前后起止不一",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-06"],
  roles: ["body", "list"],
  scope: "document",
  seeks: [SPAN],
  facts: ({ text }) => {
    const spans = hitsOf(text, SPAN).map((found): Span => {
      const { label = "", from = "", to = "" } = found.groups ?? {};
      const month = /^\d{1,2}日/.test(to) ? (/\d{1,2}月/.exec(from)?.[0] ?? "") : "";
      const end = found.index + found[0].length;
      const start = found.index + found[0].indexOf(from, label.length);
      return { label: label.slice(-2), from: dayOf(from), to: month + dayOf(to), start, end };
    });
    return spans.length === 0 ? null : spans;
  },
  judge: (facts) => {
    const all = facts.flatMap(({ block, fact }) => fact.map((span) => ({ ...span, block })));
    return all.flatMap((one, at): Match[] => {
      const other = all.slice(0, at).find(({ label }) => label === one.label);
      if (other === undefined || (other.from === one.from) === (other.to === one.to)) return [];
      const { block, start, end } = one;
      return [{ block, start, end, message: `前面是${other.from}至${other.to}，此处起止不同，请核对。` }];
    });
  },
  wrong: [
    { text: "一、调水时间：2026年3月20日至4月10日。\n二、调水期间（⟦3月20日至4月15日⟧）请勿取水。" },
    { text: "集中参保期为2026年9月1日至12月31日。\n一、集中参保期为⟦2026年9月1日至12月20日⟧。" },
    { text: "报名时间：4月1日至20日。\n请在报名时间⟦4月1日至4月21日⟧内提交。" },
  ],
  right: [
    "调水时间：2026年3月20日至4月10日。\n调水期间（3月20日至4月10日）请勿取水。",
    "报名时间：4月1日至4月20日。\n缴费时间：4月1日至4月22日。",
    "第一批报名时间：4月1日至4月20日。\n第二批报名时间：5月1日至5月20日。",
  ],
};

interface Hour {
  readonly kind: "begins" | "enters";
  /** Of the day. */
  readonly minute: number;
  readonly start: number;
  readonly end: number;
}

const CLOCK =
  "(?<half>上午|下午|中午|晚上?|早上?)?(?<hour>[0-2]?\\d)(?:[:：](?<minute>[0-5]\\d)|[时点](?:(?<past>[0-5]?\\d)分|(?<point>半|整)?))";
const BEGINS = new RegExp(
  `(?:会议|考试|活动|比赛|培训|笔试|面试|演出|讲座|开庭|听证会?|竞赛|开幕|开标|典礼|仪式|演练|测试|开会|开始|举办|召开)时间(?:为|是|：)[^。；]{0,26}?(?<clock>${CLOCK})`,
  "g",
);
const ENTERS = new RegExp(
  `(?<!提前)(?<clock>${CLOCK})(?:之?前|以前)[^，。；]{0,14}?(?:入场|签到|到场|报到|进入|入座|就座|集合|到达|入会|候场|候考|检录)`,
  "g",
);
const EARLIEST = 180;

function hoursIn(text: string): readonly Hour[] | null {
  const hours = (
    [
      ["begins", BEGINS],
      ["enters", ENTERS],
    ] as const
  ).flatMap(([kind, pattern]) =>
    hitsOf(text, pattern).map((found): Hour => {
      const { clock = "", half = "", hour = "", minute, past, point } = found.groups ?? {};
      const isLate = /下午|晚/.test(half) && Number(hour) < 12;
      const start = found.index + found[0].indexOf(clock, kind === "begins" ? 4 : 0);
      const over = point === "半" ? 30 : Number(minute ?? past ?? "0");
      return { kind, minute: (Number(hour) + (isLate ? 12 : 0)) * 60 + over, start, end: start + clock.length };
    }),
  );
  return hours.length === 0 ? null : hours;
}

export const entryHour: DocumentRule<readonly Hour[]> = {
  id: "agree-entry-hour",
  category: "period",
  title: "入场、签到时间与开始时间不合",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-06"],
  roles: ["body", "list"],
  scope: "document",
  seeks: [BEGINS, ENTERS],
  facts: ({ text }) => hoursIn(text),
  judge: (facts) => {
    const all = facts.flatMap(({ block, fact }) => fact.map((hour) => ({ ...hour, block })));
    const [begins, second] = all.filter(({ kind }) => kind === "begins");
    if (begins === undefined || second !== undefined) return [];
    return all.flatMap(({ kind, minute, block, start, end }): Match[] => {
      if (kind === "begins" || (minute <= begins.minute && begins.minute - minute <= EARLIEST)) return [];
      const where = minute > begins.minute ? "晚于开始时间" : "比开始时间早得多";
      return [{ block, start, end, message: `要求入场的时间${where}，请核对。` }];
    });
  },
  wrong: [
    { text: "一、会议时间：2026年4月16日（星期四）15:00。\n请参会人员于当日⟦9:50⟧前入场。" },
    { text: "考试时间：2026年5月16日（星期六）9:00。\n请考生于当日⟦9:30⟧前进入考场。" },
    { text: "活动时间：5月6日下午2时30分。\n请于当日⟦下午3时⟧前签到。" },
  ],
  right: [
    "一、会议时间：2026年4月16日（星期四）15:00。\n请参会人员于当日14:50前入场。",
    "考试时间：9:00至11:00。\n请考生于当日8:30前进入考场。",
    "笔试时间：9:00。\n面试时间：14:00。\n请考生于当日13:30前签到。",
  ],
};
