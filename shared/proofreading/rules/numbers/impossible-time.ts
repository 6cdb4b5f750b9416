/** Times of day that do not exist: 25时, 9:75, 上午15时. */
import { gb7408 } from "../../authority";
import type { BlockRule, Match } from "../../rule";
import { matchesOf } from "../pattern";

const PART = "上午|下午|凌晨|早上|早晨|中午|晚上|晚|当日|当天|[0-9]日";
const pattern = new RegExp(
  `(?<part>${PART})?[ \\u3000]?(?<![\\d.:：])(?<hour>\\d{1,2})(?:(?<mark>[时点])(?:(?<minute>\\d{1,2})分)?|(?<colon>[:：])(?<minutes>\\d{2})(?![\\d:：]))`,
  "g",
);

export const impossibleTime: BlockRule = {
  id: "impossible-time",
  category: "date",
  title: "时间不存在",
  severity: "error",
  fix: "none",
  authority: [gb7408()],
  confidence: 0.9,
  antipatterns: [/\d{1,2}点\d*(?:\d|%|个|个百分点|要求|意见|建议|措施)/],
  scope: "block",
  find: (block) => matchesOf(block, pattern, (found) => verdict(found, block.text)),
  wrong: [
    { text: "会议于当日⟦25时⟧召开。" },
    { text: "报名时间为每日⟦9时75分⟧起。" },
    { text: "5月1日⟦上午15时⟧集合。" },
    { text: "上班时间为9:00—⟦17:65⟧。" },
  ],
  right: [
    "会议于24时结束，次日0时起施行，每日9:30上班。",
    "画面比例为16：9，配比为10：90。",
    "提出30点要求，共计48时段。",
    "下午3时至5时30分，上午11:59。",
    "历时72时。",
  ],
};

function verdict(
  found: RegExpExecArray,
  text: string,
): (Omit<Match, "block" | "start" | "end"> & { start: number }) | null {
  const { part = "", hour = "", mark, minute, colon, minutes } = found.groups ?? {};
  const h = Number(hour);
  const m = Number(minute ?? minutes ?? 0);
  const offset = found[0].search(/\d/) === 0 || !/日$/.test(part) ? 0 : part.length;
  const start =
    found.index +
    (/日|天/.test(part) ? offset || part.length : 0) +
    (part === "" ? found[0].length - found[0].trimStart().length : 0);
  const before = text.slice(Math.max(0, found.index - 8), found.index);
  const isClock =
    part !== "" ||
    minute !== undefined ||
    /[日至到—～\-－][ \u3000]?$|时间[为:：]?$|每日$|每天$/.test(before) ||
    /^[0-9:：—－\-～至 ]+$/.test(before.slice(-5));
  if (mark === "点" && minute === undefined && part === "") return null;
  if (colon !== undefined && !isClock) return null;
  if (/^上午$|^凌晨$|^早/.test(part) && h >= 13 && h <= 24)
    return { start, message: `“${part}”与${h}时矛盾，请核对时间。` };
  if (m >= 60) return { start, message: `没有${m}分，请核对时间。` };
  if (h <= 24 && !(h === 24 && m > 0)) return null;
  return isClock ? { start, message: `没有${h}时${m === 0 ? "" : `${m}分`}，请核对时间。` } : null;
}
