/** From one hour to an earlier one of the same day: 13时至10时, 下午5时至3时. A night runs past midnight. */

import { gb7408, logic } from "../../authority";
import { foldWidth } from "../../characters";
import { hitsOf } from "../../hits";
import type { BlockRule, Match } from "../../rule";

const PART = "上午|下午|凌晨|清晨|早上|早晨|中午|傍晚|晚上|晚间|夜间|午夜|早|晚|午后";
const clock = (name: string) =>
  `(?:(?<${name}part>${PART})[ ]?)?(?<${name}hour>\\d{1,2})(?:[时点](?:(?<${name}minute>\\d{1,2})分?|(?<${name}half>半))?|[:：](?<${name}minutes>\\d{2}))`;
const SPAN = new RegExp(
  `(?<![\\d.:：])${clock("a")}[ ]?(?:起|开始)?[，]?[ ]?(?:至|到|[—－–~～-]{1,2})[ ]?(?<next>次日|翌日|第二天|当日|当天)?[ ]?${clock("b")}(?![\\d:：])`,
  "g",
);

export const reversedHours: BlockRule = {
  id: "date-hour-order",
  category: "period",
  title: "起止时刻倒置",
  severity: "warning",
  fix: "none",
  authority: [gb7408(), logic()],
  confidence: 0.85,
  checks: ["MC-32"],
  scope: "block",
  seeks: [/[\d０-９](?:[时点]|[:：][\d０-９]{2})/],
  find: (block) => {
    if (!/[至到—－–~～-]/.test(block.text)) return [];
    return hitsOf(foldWidth(block.text), SPAN).flatMap((found): Match[] => {
      const groups = found.groups ?? {};
      const near = block.text.slice(Math.max(0, found.index - 8), found.index);
      if (!isReversed(groups, near)) return [];
      const message = "起止时刻倒置：结束的时刻早于开始的时刻；跨日的写明“次日”。";
      return [{ block: block.id, start: found.index, end: found.index + found[0].length, message }];
    });
  },
  wrong: [
    { text: "停水时间为当日⟦13时至10时⟧。" },
    { text: "停电时间为⟦15时—12时⟧。" },
    { text: "办公时间为⟦下午17:30—14:30⟧。" },
    { text: "接待时间为⟦下午14:00—10:30⟧。" },
    { text: "报名时间为⟦下午5时至3时⟧。" },
    { text: "会期为⟦上午11:30至9:00⟧。" },
    { text: "考试时间为⟦14时30分至14时10分⟧。" },
  ],
  right: [
    "停水时间为当日10时至13时。",
    "夜间施工22:00—6:00，22时至次日6时。",
    "办公时间为上午9:00至下午5:00。",
    "下午2时至11时30分，晚上8时至凌晨2时。",
    "9:00—5:00开放。",
    "画面比例为16:10至4:03。",
  ],
};

interface Clock {
  readonly part: string;
  readonly minutes: number;
}

function clockOf(groups: Readonly<Record<string, string | undefined>>, name: "a" | "b"): Clock {
  const minutes =
    groups[`${name}minute`] ?? groups[`${name}minutes`] ?? (groups[`${name}half`] === undefined ? "0" : "30");
  return { part: groups[`${name}part`] ?? "", minutes: Number(groups[`${name}hour`]) * 60 + Number(minutes) };
}

const NOON = 12 * 60;
/** 下午3时 is 15时 where it may be. */
function onDial({ part, minutes }: Clock): number {
  return /下午|傍晚|晚|夜间|午后/.test(part) && minutes < NOON ? minutes + NOON : minutes;
}

/** 下午13:30 is of the dial of 24 hours, and so is an hour of the morning behind it. */
const isPlain = (a: Clock, b: Clock): boolean => a.minutes > NOON + 60 && b.minutes >= 8 * 60;

function isReversed(groups: Readonly<Record<string, string | undefined>>, near: string): boolean {
  const [a, b] = [clockOf(groups, "a"), clockOf(groups, "b")];
  if (/[次翌]|第二/.test(groups.next ?? "") || a.minutes > 24 * 60 || b.minutes > 24 * 60) return false;
  if (/比例|比分|[配]比|画面/.test(near)) return false;
  // The second hour is of the part of day that the first names, unless it names its own.
  const from = onDial(a);
  const to =
    b.part === "" && a.part !== "" && b.minutes < NOON && !isPlain(a, b)
      ? onDial({ part: a.part, minutes: b.minutes })
      : onDial(b);
  if (to >= from) return false;
  const isNight = from >= 17 * 60 && to <= 10 * 60;
  const isToday = /当[日天]|同[日一]/.test(near + (groups.next ?? ""));
  if (isToday) return true;
  if (isNight || /[晚夜凌]/.test(a.part + b.part)) return false;
  // 9:00—5:00 is written carelessly: five in the afternoon is meant.
  return from > NOON || to >= 6 * 60 || (a.part !== "" && b.part !== "") || from === to;
}
