/** Times of day that do not exist: 25时, 9:75, 上午15时. */
import { gb7408 } from "../../authority";
import { foldWidth } from "../../characters";
import type { BlockRule } from "../../rule";
import { matchesOf } from "../pattern";

const PATTERN =
  /(?:(?<part>上午|下午|凌晨|清晨|早上|早晨|中午|傍晚|晚上|晚间|夜间|午夜)[ \u3000]?)?(?<![\d.:])(?<hour>\d{1,2})(?:[时点](?<minute>\d{1,2})分(?:(?<second>\d{1,2})秒)?|(?<mark>[时点])(?!\d|多|段|余|许|间|期|[个项条大])|:(?<minutes>\d{2})(?::(?<seconds>\d{2}))?(?![\d:]))/g;

/** What every time of day holds. */
const SIGN = /[\d０-９][时点:：]/;

const BEFORE =
  /(?:[日号天午晚晨早于在自从]|[至到—～\-－][ \u3000]?|时间[为:]?|[周期][一二三四五六日天][)]?|\d:\d{2}[ \u3000]?[,、]?)[ \u3000]?$/;
const AFTER = /^[ \u3000]?(?:前|后?召开|举行|开始|起|集合|出发|签到|准时|截止|结束|至|到|—|-|～|~|整)/;
const RATIO = /(?:比例?|比分|配比|比值|以)[为是]?$/;

export const impossibleTime: BlockRule = {
  id: "date-time-invalid",
  category: "date",
  title: "时间不存在",
  severity: "error",
  fix: "none",
  authority: [gb7408()],
  confidence: 0.9,
  checks: ["MC-32"],
  antipatterns: [
    /\d{1,2}点\d*(?:\d|%|个|个百分点|要求|意见|建议|措施)/,
    // Scores of a match.
    /(?:比分|[一二两三]局|战胜|击败|不敌|负于)[^。；]{0,30}\d{1,3}[:：]\d{2}(?:[、，]\d{1,3}[:：]\d{2}){0,6}|\d{1,3}[:：]\d{2}(?:、\d{1,3}[:：]\d{2}){1,6}[^。；]{0,6}(?:战胜|击败|不敌|负于)/,
  ],
  scope: "block",
  needs: "时点:：",
  find: (block) =>
    SIGN.test(block.text) ? matchesOf({ ...block, text: foldWidth(block.text) }, PATTERN, verdict) : [],
  wrong: [
    { text: "会议于当日⟦25时⟧召开。" },
    { text: "报名时间为每日⟦9时75分⟧起。" },
    { text: "5月1日⟦上午15时⟧集合。" },
    { text: "上班时间为9:00—⟦17:65⟧。" },
    { text: "请于5月6日⟦上午25时⟧前签到。" },
    { text: "会议定于⟦9:75⟧召开。" },
    { text: "系统于5月6日⟦24时30分⟧恢复。" },
    { text: "停水时间：5月6日⟦下午26:00⟧。" },
    { text: "会议时间为⟦9点61分⟧。" },
  ],
  right: [
    "会议于24时结束，次日0时起施行，每日9:30上班。",
    "画面比例为16：9，配比为10：90。",
    "提出30点要求，共计48时段。",
    "下午3时至5时30分，上午11:59。",
    "历时72时。",
    "上午12时前报送，下午2点开会，晚上8:30闭馆。",
    "比分以25:70结束，第30点意见已采纳。",
    "主队以25:19、25:17、25:18战胜客队。",
  ],
};

function verdict(found: RegExpExecArray): { message: string } | null {
  const { part = "", hour = "", minute, second, mark, minutes, seconds } = found.groups ?? {};
  const h = Number(hour);
  const m = Number(minute ?? minutes ?? 0);
  const s = Number(second ?? seconds ?? 0);
  if (!isClock(found)) return null;
  if (/^上午$|^凌晨$|^清?[早晨]/.test(part) && h >= 13 && h <= 24)
    return { message: `“${part}”与${h}时矛盾，请核对时间。` };
  if (m >= 60) return { message: `没有${m}分，请核对时间。` };
  if (s >= 60) return { message: `没有${s}秒，请核对时间。` };
  if (h <= 24 && !(h === 24 && m > 0)) return null;
  if (mark === "点" && part === "") return null;
  return { message: `没有${h}时${m === 0 ? "" : `${m}分`}，请核对时间。` };
}

/** 9时75分 is a time of day by itself; 25时 and 9:75 are when the words beside them say so. */
function isClock({ input, index, 0: whole, groups }: RegExpExecArray): boolean {
  const { part, minute } = groups ?? {};
  if (part !== undefined || minute !== undefined) return true;
  const before = input.slice(Math.max(0, index - 8), index);
  if (RATIO.test(before)) return false;
  return BEFORE.test(before) || AFTER.test(input.slice(index + whole.length, index + whole.length + 6));
}
