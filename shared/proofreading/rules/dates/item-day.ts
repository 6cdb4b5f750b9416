/** Days of the text against the day of the item: a future signature, an announcement of what is past (MC-34). */
import { inspection2019, logic } from "../../authority";
import { dayNumber, dayNumberOf } from "../../calendar";
import type { BlockFact, BlockRule, DocumentRule, Match, ProofContext, TextBlock } from "../../rule";
import { type FullDate, isFull, writtenDates } from "./written-date";

const numberOf = (date: FullDate): number => dayNumber(date.year, date.month, date.day);

const LABELLED =
  /(?:成文|发文|印发|发布|制发|签发|公布|颁布|生成|落款|发文|通知)(?:日期|时间|日)[ \u3000]?[:：为]?[ \u3000]?$/;
/** The signature of a document: a day that fills its block. */
const isAlone = (text: string, { start, end }: FullDate): boolean =>
  text.length <= 60 && (text.slice(0, start) + text.slice(end)).trim() === "";

export const futureSignature: BlockRule = {
  id: "date-future-signature",
  category: "period",
  title: "成文日期晚于发布日期",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  needsToday: true,
  scope: "block",
  needs: "年-/.",
  find: (block, context) => {
    const last = dayNumberOf(context.metadata?.generatedOn ?? "") ?? dayNumberOf(context.today);
    if (last === null) return [];
    return writtenDates(block.text).flatMap((date) => {
      if (!isFull(date) || numberOf(date) <= last) return [];
      if (!isAlone(block.text, date) && !LABELLED.test(block.text.slice(Math.max(0, date.start - 12), date.start)))
        return [];
      const message = "成文日期晚于发布的日期，请核对。";
      return [{ block: block.id, start: date.start, end: date.end, message }];
    });
  },
  wrong: [
    { text: "成文日期：⟦2099年1月1日⟧" },
    { text: "某市人民政府办公室\n⟦2027年5月1日⟧", today: "2026-11-22" },
    { text: "发布时间：⟦2026-12-31⟧", today: "2026-11-22" },
    { text: "　　　　⟦2024年5月10日⟧", metadata: { generatedOn: "2024-05-06" } },
  ],
  right: [
    "成文日期：2024年1月1日",
    "截止日期：2099年1月1日",
    { text: "某市人民政府办公室\n2024年5月6日", metadata: { generatedOn: "2024-05-06" } },
    "本办法自2099年1月1日起施行。",
  ],
};

const WILL = /(?:将|即将)[ ]?(?:于|在|自|从)[ ]?$/;
/** Plans that are kept in the past tense too: 会议定于…召开 stands in a notice for ever. */
const PLAN = /(?:拟|计划|定|预计|准备|拟定)[ ]?(?:于|在|自|从)[ ]?$/;
const DEADLINE_BEFORE = /(?:请|应|须|务必|报名|申报|提交|报送|截止|受理)[^。；]{0,20}$/;
const DEADLINE_AFTER = /^[ ]?(?:[（(][^（()）]{2,6}[)）])?[ ]?(?:\d{1,2}[时:：]\d{0,2}分?)?(?:之?前|以前|截止)/;

export const expiredAnnouncement: BlockRule = {
  id: "date-expired",
  category: "period",
  title: "预告的日期已过",
  severity: "hint",
  fix: "none",
  authority: [inspection2019(), logic()],
  confidence: 0.75,
  checks: ["MC-34"],
  needsToday: true,
  roles: ["title", "heading", "body", "list", "caption"],
  scope: "block",
  seeks: [/(?:将|拟|计划|定|预计|准备)[ ]?(?:于|在|自|从)/],
  find: (block, context) => {
    const { day, severity } = itemDay(context);
    if (day === null) return [];
    return writtenDates(block.text).flatMap((date) => {
      if (!isFull(date) || numberOf(date) >= day) return [];
      const near = block.text.slice(Math.max(0, date.start - 8), date.start);
      const before = WILL.exec(near) ?? (severity === "hint" ? null : PLAN.exec(near));
      if (before === null) return [];
      const message = "预告的日期已经过去，请改写为已发生的事，或核对日期。";
      return [{ block: block.id, start: date.start - before[0].length, end: date.end, message, severity }];
    });
  },
  wrong: [
    { text: "全市网站工作会议⟦将于2024年5月1日⟧召开。", today: "2026-11-22" },
    { text: "新版网站⟦拟于2024年5月1日⟧上线。", metadata: { generatedOn: "2024-06-01" } },
    { text: "培训⟦定于2026-11-20⟧举办。", metadata: { generatedOn: "2026-11-22" } },
    { text: "系统⟦即将于2024年5月1日⟧停机维护。", today: "2026-11-22" },
  ],
  right: [
    { text: "全市网站工作会议将于2024年5月1日召开。", metadata: { generatedOn: "2024-04-20" } },
    { text: "会议将于2026年11月22日召开。", today: "2026-11-22" },
    "会议已于2024年5月1日召开。",
    "会议将于5月1日召开。",
    { text: "会议定于2024年5月1日召开。", today: "2026-11-22" },
  ],
};

/** The day the item itself bears is certain; the day of the pass is only a guess for a text that bears none. */
function itemDay({ metadata, today }: ProofContext): { day: number | null; severity: "warning" | "hint" } {
  const own = dayNumberOf(metadata?.generatedOn ?? "");
  return own === null ? { day: dayNumberOf(today), severity: "hint" } : { day: own, severity: "warning" };
}

interface DayFact {
  /** The day of a block that is a signature. */
  readonly signed: number | null;
  readonly deadlines: readonly { readonly start: number; readonly end: number; readonly day: number }[];
}

export const deadlineBeforeSignature: DocumentRule<DayFact> = {
  id: "date-deadline",
  category: "period",
  title: "截止日期早于成文日期",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.85,
  checks: ["MC-34"],
  roles: ["body", "list"],
  scope: "document",
  needs: "年-/.",
  facts: dayFact,
  judge: (facts) => facts.flatMap((item, index) => late(item, facts.slice(index))),
  wrong: [
    { text: "请各单位于⟦2023年5月10日⟧前报送自查表。\n市政府办公室\n2024年5月6日" },
    { text: "报名截止时间：请于⟦2024年4月30日⟧17时前提交材料。\n2024年5月6日" },
    { text: "申报材料应于⟦2024年5月1日⟧以前报送。\n二〇二四年五月六日" },
  ],
  right: [
    "请各单位于2024年5月10日前报送自查表。\n市政府办公室\n2024年5月6日",
    "2023年5月10日前建成的网站应当备案。\n2024年5月6日",
    "请于2024年5月10日前报送2024年1月1日以来的情况。\n2024年5月6日",
  ],
};

function dayFact({ text }: TextBlock): DayFact | null {
  const dates = writtenDates(text).filter(isFull);
  const signature = dates.find((date) => isAlone(text, date));
  const deadlines = dates.flatMap((date) => {
    const isDeadline =
      DEADLINE_AFTER.test(text.slice(date.end, date.end + 16)) &&
      DEADLINE_BEFORE.test(text.slice(Math.max(0, date.start - 26), date.start));
    return isDeadline ? [{ start: date.start, end: date.end, day: numberOf(date) }] : [];
  });
  if (signature === undefined && deadlines.length === 0) return null;
  return { signed: signature === undefined ? null : numberOf(signature), deadlines };
}

/** The first signature that follows is the document's own. */
function late({ block, fact }: BlockFact<DayFact>, following: readonly BlockFact<DayFact>[]): Match[] {
  const signed = following.find((other) => other.fact.signed !== null)?.fact.signed ?? null;
  if (signed === null) return [];
  const message = "截止日期早于成文日期，请核对两个日期。";
  return fact.deadlines.flatMap(({ start, end, day }) => (day < signed ? [{ block, start, end, message }] : []));
}
