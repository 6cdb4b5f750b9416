/** What happens to one case or one project in order, told by the words behind the dates: …提出申请, …受理, …作出决定 (MC-34). */
import { logic } from "../../authority";
import { dayNumber, daysInMonth } from "../../calendar";
import type { BlockFact, DocumentRule, Match, TextBlock } from "../../rule";
import { writtenDates } from "./written-date";

interface Event {
  readonly track: number;
  readonly rank: number;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly last: number;
  /** The year of the block's dates when it is written nowhere. */
  readonly hasYear: boolean;
}

const AT = "^(?:\\s?[上下]午)?(?:起)?(?:，[^，。；、\\d]{0,24}?|[^，。；、\\d]{0,18}?)";
const tracks: readonly (readonly (readonly [string, RegExp])[])[] = [
  [
    ["提出申请", new RegExp(`${AT}(?:提出|提交|递交|申请)(?:[^，。；、\\d]{0,16}(?:申请|请求))?(?:[，。；]|$)`)],
    ["受理", new RegExp(`${AT}(?<!不予|未予|不)(?:受理|立案)(?!条件|范围|通知|大厅|窗口|截止|时间|部门|机关)`)],
    ["调查终结", new RegExp(`${AT}(?:调查终结|侦查终结)`)],
    ["作出决定", new RegExp(`${AT}(?:作出|做出)[^，。；、\\d]{0,16}决定|${AT}(?:审结|结案|办结)`)],
  ],
  [
    ["开工", new RegExp(`${AT}(?:开工|动工|破土动工|启动建设|开工建设|进场施工)(?!率|令|前|条件|手续)`)],
    ["竣工", new RegExp(`${AT}(?:竣工|完工|建成)(?!后|前|验收|面积|率|以来|投)`)],
    ["竣工验收", new RegExp(`${AT}(?:通过|完成|组织)[^，。；、\\d]{0,6}验收`)],
    [
      "投入使用",
      new RegExp(`${AT}(?:投入(?:使用|运营|运行)|正式(?:启用|开诊|开馆|通车|运营|营业|开放)|启动搬迁|整体搬迁)`),
    ],
  ],
  [
    ["发布招标公告", new RegExp(`${AT}(?:发布|刊登)[^，。；、\\d]{0,8}(?:招标|采购|磋商)公告`)],
    ["开标", new RegExp(`${AT}(?:开标|公开开标|组织开标)`)],
    ["签订合同", new RegExp(`${AT}(?:签订|签署)[^，。；、\\d]{0,10}合同`)],
  ],
];
const WORDS = [
  "受理",
  "立案",
  "审结",
  "结案",
  "办结",
  "验收",
  "竣工",
  "完工",
  "建成",
  "启用",
  "投入",
  "搬迁",
  "开标",
  "签订",
  "签署",
];
const OTHER = /原|改|推迟|延|去年|上年|第[二三四五]|另|再次|重新|二期|三期|分别|计划|预计|拟|将|应当|之前|前$/;

function eventsIn({ text }: TextBlock): readonly Event[] | null {
  let year: number | null = null;
  const dates = writtenDates(text);
  if (dates.length === 0) return null;
  const events = dates.flatMap((date, at): Event[] => {
    year = date.year ?? year;
    if (date.month < 1 || date.month > 12) return [];
    const next = dates[at + 1];
    const after = text.slice(date.end, Math.min(date.end + 40, next?.start ?? text.length));
    const before =
      text
        .slice(Math.max(0, date.start - 12), date.start)
        .split(/[。；]/)
        .at(-1) ?? "";
    if (OTHER.test(before) || /^[ ]?[至到—－～~-]/.test(after)) return [];
    const own = year ?? 2000;
    const first = dayNumber(own, date.month, date.day ?? 1);
    const last = date.day === null ? dayNumber(own, date.month, daysInMonth(own, date.month)) : first;
    return tracks.flatMap((track, index): Event[] => {
      const rank = track.findIndex(([, pattern]) => pattern.test(after));
      const name = track[rank]?.[0];
      if (name === undefined) return [];
      return [{ track: index, rank, name, start: date.start, end: date.end, first, last, hasYear: year !== null }];
    });
  });
  return events.length === 0 ? null : events;
}

export const eventOrder: DocumentRule<readonly Event[]> = {
  id: "date-event-order",
  category: "period",
  title: "各环节的日期先后颠倒",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-34"],
  roles: ["body", "list"],
  scope: "document",
  needs: "月",
  words: [...WORDS, "开工", "动工", "申请", "决定", "请求", "正式", "公告"],
  facts: eventsIn,
  judge: (facts) => tracks.flatMap((_, track) => judgeTrack(facts, track)),
  wrong: [
    { text: "申请人于2026年4月10日提出申请，县住建局于⟦2026年3月13日⟧受理。" },
    { text: "县局于2026年5月6日立案，于⟦2026年4月20日⟧作出行政处罚决定。" },
    { text: "新校区于2026年7月10日通过竣工验收。\n搬迁工作同步推进，8月底前完成。\n学校于⟦2026年6月20日⟧启动搬迁。" },
    { text: "项目于2026年5月8日开标，于⟦2026年4月20日⟧签订施工合同。" },
  ],
  right: [
    "申请人于2026年4月10日提出申请，县住建局于2026年4月13日受理，4月20日作出许可决定。",
    "新校区于2026年7月10日通过竣工验收。\n学校于2026年8月20日启动搬迁。",
    "一期于2026年7月10日开工，二期于2026年3月10日完工。",
    "甲厂于2026年7月10日开工建设，乙厂于2026年3月1日竣工，丙厂于2026年9月1日开工建设。",
    "2025年12月20日受理，2026年1月8日作出决定。",
  ],
};

/** Paragraphs further off speak of another thing, and so do dates a year apart. */
const NEAR = 3;
const LONGEST = 400;

function judgeTrack(facts: readonly BlockFact<readonly Event[]>[], track: number): Match[] {
  const events = facts.flatMap(({ block, index, fact }) =>
    fact.filter((event) => event.track === track).map((event) => ({ ...event, block, index })),
  );
  if (events.length < 2 || new Set(events.map(({ rank }) => rank)).size !== events.length) return [];
  return events.flatMap((event): Match[] => {
    // What comes before it in order lies behind it in time.
    const before = events.find(
      (other) =>
        other.rank < event.rank &&
        Math.abs(event.index - other.index) <= NEAR &&
        event.last < other.first &&
        other.first - event.last <= LONGEST &&
        event.hasYear &&
        other.hasYear,
    );
    if (before === undefined) return [];
    const message = `${event.name}的日期早于${before.name}，请核对先后。`;
    return [{ block: event.block, start: event.start, end: event.end, message }];
  });
}
