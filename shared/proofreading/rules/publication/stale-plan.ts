/** A plan told as to come whose month or year is over (MC-34). Days are looked at by the rule of dates. */
import { inspection2019 } from "../../authority";
import type { PatternRule } from "../../rule";

/** The last month that what is said may lie in, as year × 12 + month. */
function lastMonth({ year, month, part }: { year: number; month: string; part: string }): number {
  if (month !== "") return year * 12 + Number(month);
  if (/上半年|年中/.test(part)) return year * 12 + 6;
  if (/初|一季度|第一季度/.test(part)) return year * 12 + 3;
  if (/二季度/.test(part)) return year * 12 + 6;
  if (/三季度/.test(part)) return year * 12 + 9;
  return year * 12 + 12;
}

const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

export const stalePlan: PatternRule = {
  id: "web-stale-plan",
  category: "publication",
  title: "预告的月份已经过去",
  severity: "warning",
  fix: "none",
  authority: [inspection2019()],
  confidence: 0.85,
  checks: ["MC-34"],
  needsToday: true,
  scope: "pattern",
  patterns: [
    {
      regex:
        /(?<![原曾已本])(?:将|拟|定|计划|预计|预定|暂定|即将|有望|力争|争取)(?:于|在)(?<year>20\d{2})年(?:[ ]?(?<month>1[0-2]|0?[1-9])月(?!\d{1,2}[日号])(?:份|底|末|初|[上中下]旬)?|(?![ ]?\d{1,2}月)(?<part>底|末|初|年?中|上半年|下半年|第?[一二三四]季度)?)(?:[前内])?(?=[^，。；]{0,16}(?:举[行办]|召开|开[展工始幕放业通播考馆学]|启动|施工|上线|实施|完[成工]|建成|竣工|投[入产用]|通车|开工|发布|公布|印发|出台|公示|组织|进行|举办|推出|启用|试行|施行|交付|实现|停[水电气止产]|检修|切换|迁[至入移]|搬[至迁]|接受|受理|报名|结束|截止|亮相|面向|换发|办理|验收|改造|招[聘标募生]|征集))/g,
      message: "预告的时间已经过去，请改写为已发生的事，或核对时间。",
      accept: ({ groups, 0: text, index }, block, { today, metadata }) => {
        const end = index + text.length;
        if (/^\d{1,2}[日号]/.test(block.text.slice(end, end + 4))) return false;
        const own = metadata?.generatedOn ?? "";
        const last = lastMonth({ year: Number(groups?.year), month: groups?.month ?? "", part: groups?.part ?? "" });
        return last < monthOf(own === "" ? today : own);
      },
    },
  ],
  wrong: [
    { text: "该项活动⟦将于2025年10月⟧举行。", today: "2026-11-22" },
    { text: "展览⟦拟于2024年1月⟧开幕。", today: "2026-11-22" },
    { text: "新馆⟦计划于2025年底⟧建成开放。", metadata: { generatedOn: "2026-11-01" } },
    { text: "平台⟦预计在2026年上半年⟧上线运行。", today: "2026-11-22" },
  ],
  right: [
    { text: "该项活动将于2026年12月举行。", today: "2026-11-22" },
    { text: "该项活动将于2026年11月举行。", today: "2026-11-22" },
    { text: "该项活动将于2025年10月举行。", metadata: { generatedOn: "2025-09-20" } },
    { text: "该项活动原定于2025年10月举行，后因故取消。", today: "2026-11-22" },
    { text: "活动已于2025年10月举行。", today: "2026-11-22" },
  ],
};
