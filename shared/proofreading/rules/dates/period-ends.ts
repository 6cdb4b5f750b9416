/** Days that hang on a period told elsewhere: replies before it begins, traffic resumed before it ends, entries for what has been (MC-34). */
import { logic } from "../../authority";
import { dayNumber } from "../../calendar";
import type { BlockFact, DocumentRule, Match, TextBlock } from "../../rule";
import { isFull, type WrittenDate, writtenDates } from "./written-date";

type Kind =
  | "asked"
  | "closed"
  | "mended"
  | "event"
  | "reply"
  | "resume"
  | "check"
  | "entry"
  | "report"
  | "result"
  | "passed";

interface Mark {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly last: number;
}

const BETWEEN =
  /^[ ]?(?:[（(][^（()）]{2,8}[)）])?[ ]?(?:[上下]午)?(?:\d{1,2}(?:时|:\d{2}|：\d{2})(?:\d{0,2}分)?)?(?:起|开始)?[ ]?(?:至|到|—{1,2}|－|-|～|~|–)[ ]?$/;
const FILLER = "(?:的)?(?:时间|日期|期限|期)?(?:定于|定为|为|是|自|从|于|：){0,2}[ ]?$";
/** By the words before the day; `after` by those behind it. */
const kinds: readonly (readonly [Kind, RegExp, RegExp])[] = [
  ["asked", new RegExp(`(?:征求意见|公开征集|征集|公示|公告|报名|申报|受理|申领)${FILLER}`), /^/],
  [
    "closed",
    new RegExp(
      `(?:封闭|封闭施工|停水|停电|停气|闭馆|停业|暂停(?:办理|服务|开放|营业)?|管制|禁渔|禁行|维修|检修|断交)${FILLER}`,
    ),
    /^/,
  ],
  ["mended", new RegExp(`整改${FILLER}`), /^/],
  [
    "event",
    /(?:定于|将于|拟于)[ ]?$/,
    /^(?:[（(][^（()）]{2,5}[)）])?[^。；，]{0,24}(?:召开|举行|举办|开幕|开赛|开考)/,
  ],
  [
    "reply",
    /(?:请|应当?|须|可)[^。；：]{0,24}(?:于|在)[ ]?$/,
    /^(?:[（(][^（()）]{2,5}[)）])?(?:\d{1,2}时|\d{1,2}[:：]\d{2})?(?:之?前|以前)[^。；]{0,24}(?:反馈|反映|提出|意见|异议)/,
  ],
  ["reply", /(?:反馈|意见反馈)(?:截止|截至)(?:日期|时间)?(?:为|是|：)?[ ]?$/, /^/],
  [
    "resume",
    /(?:自|于|从|^|[。，；])[ ]?$/,
    /^(?:[（(][^（()）]{2,5}[)）])?(?:\d{1,2}时|\d{1,2}[:：]\d{2})?(?:起|后|开始)?(?:正式|全面)?(?:恢复|重新开放|正常(?:开放|通行|办理))/,
  ],
  [
    "check",
    /(?:将于|拟于|于|自)[ ]?$/,
    /^(?:[^。；，]{0,4}起?)(?:组织|开展|进行|对)[^。；，]{0,14}(?:验收|复查|抽查|督查|回头看|销号)/,
  ],
  [
    "entry",
    /(?:请[^。；]{0,24}于|报名(?:截止)?(?:时间|日期)?(?:截至|为|：)?|回执[^。；]{0,8}于)[ ]?$/,
    /^(?:[（(][^（()）]{2,5}[)）])?(?:\d{1,2}时|\d{1,2}[:：]\d{2})?(?:之?前[^。；]{0,20}(?:名单|回执|报名|参会|参赛)|$|[，。；])/,
  ],
  [
    "report",
    /(?:请|要|须|应)[^。；]{0,20}于[ ]?$/,
    /^(?:[（(][^（()）]{2,5}[)）])?(?:之?前|以前)[^。；]{0,24}(?:自查|整改)(?:情况|报告|总结)/,
  ],
  ["result", /(?:结果|名单|成绩)(?:将|拟)?(?:于|在)[ ]?$/, /^(?:公布|公示|公告|揭晓|通知)/],
  [
    "passed",
    /(?:入围|入选|通过|合格|录取|中签|获选|晋级)[^。；：]{0,16}(?:于|在)[ ]?$/,
    /^(?:之?前|以前|到|报到|持|参加)/,
  ],
];
const PERIODS: ReadonlySet<Kind> = new Set(["asked", "closed", "mended"]);
/** Which day may not lie before which: by its own first day against the first or the last of the other. */
const orders: readonly (readonly [Kind, Kind, "first" | "last", string])[] = [
  ["reply", "asked", "first", "反馈意见的期限早于公开的起始日期，请核对。"],
  ["resume", "closed", "last", "恢复的日期早于封闭、停用结束的日期，请核对。"],
  ["check", "mended", "last", "验收、复查的日期早于整改结束的日期，请核对。"],
  ["check", "report", "first", "检查的日期早于报送自查报告的日期，请核对。"],
  ["event", "entry", "first", "活动的日期早于报名、报送名单的期限，请核对。"],
  ["passed", "result", "first", "入围者办理的期限早于公布结果的日期，请核对。"],
];

function marksIn({ text }: TextBlock): readonly Mark[] | null {
  const dates = writtenDates(text);
  let year: number | null = null;
  const marks = dates.flatMap((date, at): Mark[] => {
    year = date.year ?? year;
    const before = text.slice(Math.max(0, date.start - 36), date.start);
    const next = dates[at + 1];
    const isPeriod = next !== undefined && BETWEEN.test(text.slice(date.end, next.start));
    const first = numberOf(date, year);
    const last = isPeriod ? (numberOf(next, next.year ?? year) ?? first) : first;
    if (first === null || last === null) return [];
    const after = text.slice(date.end, date.end + 40);
    return kinds.flatMap(([kind, lead, follow]): Mark[] => {
      if (isPeriod ? !PERIODS.has(kind) && kind !== "event" : kind === "asked" || kind === "mended") return [];
      return lead.test(before) && follow.test(after) ? [{ kind, start: date.start, end: date.end, first, last }] : [];
    });
  });
  return marks.length === 0 ? null : marks;
}

function numberOf(date: WrittenDate, year: number | null): number | null {
  // Days without a year are compared among themselves.
  const dated = { ...date, year: date.year ?? year ?? 2000 };
  return isFull(dated) ? dayNumber(dated.year, dated.month, dated.day) : null;
}

export const periodEnds: DocumentRule<readonly Mark[]> = {
  id: "date-period-ends",
  category: "period",
  title: "期限与所说的时段、活动先后不合",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-34"],
  roles: ["body", "list"],
  scope: "document",
  needs: "月",
  facts: marksIn,
  judge: (facts) => orders.flatMap((order) => judgeOrder(facts, order)),
  wrong: [
    { text: "征求意见时间为2026年4月1日至4月30日。请社会公众于⟦2026年3月30日⟧前将意见反馈至县司法局。" },
    { text: "封闭时间：2026年3月10日8时至2026年5月9日18时。\n施工结束后，自⟦2026年4月10日⟧起恢复正常通行。" },
    { text: "初赛结果于2026年7月20日公布，入围复赛的选手应当于⟦7月10日⟧前提交计划书。" },
    { text: "会议定于2026年5月6日召开，请于⟦2026年5月8日⟧前报送参会人员名单。" },
  ],
  right: [
    "征求意见时间为2026年4月1日至4月30日。请社会公众于2026年4月30日前将意见反馈至县司法局。",
    "封闭时间：2026年3月10日8时至2026年5月9日18时。\n施工结束后，自2026年5月10日起恢复正常通行。",
    "初赛结果于2026年7月20日公布，入围复赛的选手应当于8月7日前提交计划书。",
    "会议定于2026年5月6日召开，请于2026年5月4日前报送参会人员名单。",
    "一期公示时间为2026年4月1日至4月7日，二期公示时间为2026年6月1日至6月7日。请于2026年4月7日前反映。",
  ],
};

/** Farther apart it is another matter. */
const FARTHEST = 200;

function judgeOrder(
  facts: readonly BlockFact<readonly Mark[]>[],
  [later, earlier, by, message]: (typeof orders)[number],
): Match[] {
  const all = facts.flatMap(({ block, index, fact }) => fact.map((mark) => ({ ...mark, block, index })));
  const bases = all.filter(({ kind }) => kind === earlier);
  const [base] = bases;
  if (base === undefined || bases.length > 1) return [];
  return all.flatMap((mark): Match[] => {
    if (mark.kind !== later || mark.first >= base[by] || base[by] - mark.first > FARTHEST) return [];
    // Which of the two is wrong nobody knows: the reader is taken to the second.
    const isBefore = mark.index === base.index ? mark.start < base.start : mark.index < base.index;
    const { block, start, end } = isBefore ? base : mark;
    return [{ block, start, end, message }];
  });
}
