/** A test, an interview or the opening of bids before registration ends (MC-34). */
import { logic } from "../../authority";
import { dayNumber } from "../../calendar";
import type { BlockFact, DocumentRule, Match, TextBlock } from "../../rule";
import { isFull, type WrittenDate, writtenDates } from "./written-date";

interface Stage {
  readonly kind: "entry" | "later";
  readonly start: number;
  readonly end: number;
  /** Of registration the last day, of what follows the first. */
  readonly day: number;
  readonly name: string;
}

const ENTRY =
  /(?:报名|网上报名|现场报名|投标|参评申报|申请受理)(?:的)?(?:截止|起止)?(?:时间|日期|期限)?(?:截止)?(?:为|是|定为|自|从|：)?[ ]?$/;
const LATER =
  /(?<name>笔试|面试|试讲|开标|体能测评|专业测试|答辩)(?:的)?(?:时间|日期)?[ ]?(?:暂?定于|拟于|将于|定在|安排在|于|为|是|：)[ ]?$/;
const BETWEEN =
  /^(?:[（(][^（()）]{2,8}[)）])?[ ]?(?:[上下]午)?(?:\d{1,2}[时:：]\d{0,2}分?)?(?:起|开始)?[ ]?(?:至|到|—{1,2}|－|-|～|~|–)[ ]?$/;

function stagesIn({ text }: TextBlock): readonly Stage[] | null {
  const dates = writtenDates(text);
  const stages = dates.flatMap((date, at): Stage[] => {
    const before = text.slice(Math.max(0, date.start - 16), date.start);
    const next = dates[at + 1];
    const isPeriod = next !== undefined && BETWEEN.test(text.slice(date.end, next.start));
    const name = LATER.exec(before)?.groups?.name;
    if (name !== undefined) return stageOf(date, { kind: "later", name }, null);
    return ENTRY.test(before) ? stageOf(isPeriod ? next : date, { kind: "entry", name: "" }, date.year) : [];
  });
  return stages.length === 0 ? null : stages;
}

function stageOf(date: WrittenDate, what: Pick<Stage, "kind" | "name">, year: number | null): Stage[] {
  const dated = { ...date, year: date.year ?? year };
  if (!isFull(dated)) return [];
  return [{ ...what, start: date.start, end: date.end, day: dayNumber(dated.year, dated.month, dated.day) }];
}

export const stageOrder: DocumentRule<readonly Stage[]> = {
  id: "date-stage-order",
  category: "period",
  title: "考试、开标早于报名截止",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-34"],
  roles: ["body", "list"],
  scope: "document",
  seeks: [/报名|投标|申报|受理|笔试|面试|试讲|开标|测评|测试|答辩/],
  facts: (block) => (/月/.test(block.text) ? stagesIn(block) : null),
  judge: (facts) => {
    const entries = facts.flatMap(({ fact }) => fact.filter(({ kind }) => kind === "entry"));
    const [entry] = entries;
    return entry === undefined || entries.length > 1 ? [] : facts.flatMap((item) => early(item, entry.day));
  },
  wrong: [
    { text: "报名时间为2026年5月11日至5月15日，笔试时间为⟦2026年5月9日⟧。" },
    { text: "报名截止时间：2026年5月15日\n面试时间：⟦2026年5月12日⟧" },
    { text: "投标截止时间为2026年5月20日，开标时间为⟦2026年5月10日⟧。" },
  ],
  right: [
    "报名时间为2026年5月11日至5月15日，笔试时间为2026年5月23日。",
    "投标截止时间为2026年5月20日，开标时间为2026年5月20日。",
    "报名时间为2026年5月11日至5月15日。去年面试于2025年5月20日举行。",
    "甲类报名时间为2026年5月1日，乙类报名时间为2026年6月1日，面试时间为2026年5月20日。",
  ],
};

/** Years apart it is another round. */
const ROUND = 150;

const early = ({ block, fact }: BlockFact<readonly Stage[]>, last: number): Match[] =>
  fact.flatMap(({ kind, start, end, day, name }): Match[] =>
    kind === "later" && day < last && last - day < ROUND
      ? [{ block, start, end, message: `${name}的日期早于报名或投标截止的日期，请核对。` }]
      : [],
  );
