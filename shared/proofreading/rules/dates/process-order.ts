/** Steps of one process whose days do not follow each other: 笔试 after 资格复审, 复赛 before 初赛, 验收 before 竣工 (MC-34). */
import { logic } from "../../authority";
import { dayNumber, daysInMonth } from "../../calendar";
import type { BlockFact, DocumentRule, Match, TextBlock } from "../../rule";
import { type WrittenDate, writtenDates } from "./written-date";

interface Step {
  readonly track: number;
  readonly rank: number;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly date: WrittenDate;
  /** The other end of its period. */
  readonly to: WrittenDate | null;
}

/** Processes by their steps, in order. Of a step the first day counts. */
const tracks: readonly (readonly (readonly [string, RegExp])[])[] = [
  [
    ["报名", /报名$/],
    ["资格审查", /资格(?:初审|审查|审核)$/],
    ["准考证打印", /(?:打印|领取|下载)准考证$|准考证(?:打印|领取|下载)$/],
    ["笔试", /(?<!面试和|和面试)笔试$/],
    ["成绩公布", /(?:笔试)?成绩(?:查询|公布|公示)$/],
    ["资格复审", /资格复[审查核]$/],
    ["面试", /(?<!笔试和)面试$/],
    ["体检", /体检$/],
    ["考察", /(?:考察|政审)$/],
    ["拟聘公示", /(?:拟聘用?(?:人员)?|拟录用?(?:人员)?)公示$/],
  ],
  [
    ["报名", /报名$/],
    ["初赛", /(?:初赛|海选|预赛)$/],
    ["复赛", /复赛$/],
    ["半决赛", /半决赛$/],
    ["决赛", /(?<!半)决赛$/],
    ["颁奖", /颁奖(?:仪式|典礼)?$/],
  ],
  [
    [
      "文件获取",
      /(?:招标|采购|磋商|谈判)?文件(?:的)?(?:获取|发售|领取)$|(?:获取|发售|领取)(?:招标|采购|磋商|谈判)文件$/,
    ],
    ["投标截止", /(?:投标|递交)(?:文件)?(?:的)?(?:递交)?$/],
    ["开标", /开标$/],
    ["中标公示", /(?:中标|成交)(?:结果|候选人)?公[示告]$/],
  ],
  [
    ["动员部署", /(?:动员部署|宣传发动|部署动员|动员准备|制定方案)$/],
    ["自查", /(?:自查自纠|自查|摸底排查|排查摸底)$/],
    ["集中整治", /(?:集中整治|全面整治|排查整治|整改落实|组织实施|集中整改)$/],
    ["总结验收", /(?:总结验收|总结评估|总结提升|巩固提升|总结)$/],
  ],
  ["一", "二", "三", "四"].map((number): readonly [string, RegExp] => [`第${number}阶段`, new RegExp(`第${number}$`)]),
];
const FILLED =
  /(?:的)?(?:工作)?(?:起止|截止|开始)?(?:时间|日期)?(?:拟|暂)?(?:定于|定在|安排在|于|在|为|是|：|[（(]){0,2}[ \u3000]?$/;

/** 参加9月13日的笔试, 9月15日至19日打印准考证: the step stands behind its day. */
const FOLLOWED =
  /^(?:[（(][^（()）]{2,5}[)）])?(?:(?:至|到|—|－|-)(?:\d{1,2}月)?\d{1,2}日)?(?:的|进行|举行|组织|开始)?(?<step>笔试|面试|体检|打印准考证|领取准考证|资格复审|初赛|复赛|半决赛|决赛|开标)(?=[，。；]|$)/;

function stepOf(label: string, date: WrittenDate, to: WrittenDate | null): Step[] {
  return tracks.flatMap((track, at) => {
    const rank = track.findIndex(([, pattern]) => pattern.test(label));
    const name = track[rank]?.[0];
    return name === undefined ? [] : [{ track: at, rank, name, start: date.start, end: date.end, date, to }];
  });
}

const BETWEEN = /^[ ]?(?:至|到|—{1,2}|－|-|～|~|–)[ ]?$/;

function stepsIn({ text }: TextBlock): readonly Step[] | null {
  const dates = writtenDates(text);
  const steps = dates.flatMap((date, index): Step[] => {
    const before = text.slice(Math.max(0, date.start - 26), date.start);
    const clause = before.split(/[。；，\n]/).at(-1) ?? "";
    const label = clause.replace(FILLED, "").replace(/(?:阶段|截止)$/, "");
    // 面试人员名单于…公布, 原定于: something else, or no longer true.
    const told = FOLLOWED.exec(text.slice(date.end, date.end + 24))?.groups?.step;
    if (told !== undefined && !/原|改|推迟|延|去年|上年|补/.test(clause)) return stepOf(told, date, null);
    if (label === clause || /原|改|推迟|延|名单|去年|上年|第[二三四五]批|补/.test(clause)) return [];
    const next = dates[index + 1];
    return stepOf(label, date, next !== undefined && BETWEEN.test(text.slice(date.end, next.start)) ? next : null);
  });
  return steps.length === 0 ? null : steps;
}

export const processOrder: DocumentRule<readonly Step[]> = {
  id: "date-process-order",
  category: "period",
  title: "各环节的日期先后颠倒",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-34"],
  roles: ["body", "list", "cell"],
  scope: "document",
  seeks: [
    /报名|资格|准考证|笔试|面试|成绩|体检|考察|政审|公示|赛|海选|颁奖|文件|开标|投标|公告|动员|发动|自查|排查|整治|整改|实施|总结|巩固|方案|阶段/,
  ],
  facts: (block) => (/月/.test(block.text) ? stepsIn(block) : null),
  judge: (facts) => tracks.flatMap((_, track) => judgeTrack(facts, track)),
  wrong: [
    { text: "一、笔试：2026年7月25日。\n二、资格复审：⟦2026年7月16日⟧。" },
    { text: "考生于2025年9月15日至19日打印准考证，凭证参加⟦9月13日⟧的笔试。" },
    { text: "初赛：2026年7月14日\n复赛：⟦2026年6月11日⟧\n决赛：2026年9月8日" },
    { text: "投标截止时间：2026年5月20日9时30分\n开标时间：⟦2026年5月10日⟧9时30分" },
    { text: "第一阶段：4月1日至5月31日。第二阶段：⟦5月1日⟧至7月31日。" },
    { text: "（一）动员部署（2026年3月）\n（二）集中整治（⟦2026年2月⟧至8月）\n（三）总结验收（2026年9月）" },
  ],
  right: [
    "一、笔试：2026年7月11日。\n二、资格复审：2026年7月16日。",
    "初赛：2026年7月14日\n复赛：2026年8月11日\n决赛：2026年9月8日",
    "面试时间为2026年5月20日，其中教师岗位面试时间为2026年5月18日。",
    "原定于2026年7月16日的面试改到2026年7月26日，笔试时间为2026年7月20日。",
    "甲岗位笔试：2026年7月11日，面试：2026年7月16日。乙岗位笔试：2026年8月1日，面试：2026年8月5日。",
  ],
};

interface Placed extends Step {
  readonly block: string;
  readonly first: number;
  readonly last: number;
  readonly isDay: boolean;
  /** Last day of its period, where both ends are days. */
  readonly until: number | null;
}

/** From here on the steps are stages of a plan, of which one ends before the next begins. */
const FIRST_PLAN = 3;

/** Two rounds with a step of one name each tell nothing; a year apart it is another process. */
const ROUND = 240;

function judgeTrack(facts: readonly BlockFact<readonly Step[]>[], track: number): Match[] {
  const placed = daysOf(facts, track);
  if (new Set(placed.map(({ rank }) => rank)).size !== placed.length || placed.length < 2) return [];
  const sorted = placed.toSorted((a, b) => a.rank - b.rank);
  return sorted.slice(1).flatMap((step, at): Match[] => {
    const before = sorted[at];
    if (before === undefined || Math.abs(before.first - step.last) > ROUND) return [];
    const overlaps = track >= FIRST_PLAN && step.isDay && before.until !== null && step.first < before.until;
    if (step.last >= before.first && !overlaps) return [];
    const message = `${step.name}的日期早于${before.name}${overlaps ? "结束" : ""}，请核对先后。`;
    return [{ block: step.block, start: step.start, end: step.end, message }];
  });
}

/** Days without a year are of the year named last. */
function daysOf(facts: readonly BlockFact<readonly Step[]>[], track: number): readonly Placed[] {
  let year = 2000;
  return facts.flatMap(({ block, fact }) =>
    fact.flatMap((step): Placed[] => {
      year = step.date.year ?? year;
      if (step.track !== track) return [];
      const { month, day } = step.date;
      if (month < 1 || month > 12) return [];
      const first = dayNumber(year, month, day ?? 1);
      const last = day === null ? dayNumber(year, month, daysInMonth(year, month)) : first;
      const { to } = step;
      const until = to?.day == null ? null : dayNumber(to.year ?? year, to.month, to.day);
      return [{ ...step, block, first, last, until, isDay: day !== null }];
    }),
  );
}
