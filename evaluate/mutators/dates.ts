/** Dates that do not exist, weekdays that do not fit, hours past the day's end, periods that run backwards. */
import { changeAt, placesOf, rewriting, sentences } from "../places";
import type { Mutator } from "../plant";
import type { Random } from "../random";

const date = { category: "date", nature: "deterministic", severity: "error" } as const;
const period = { category: "period", nature: "deterministic", severity: "error" } as const;
const week = "日一二三四五六";
const weekday = (year: number, month: number, day: number) => new Date(Date.UTC(year, month - 1, day)).getUTCDay();

const noSuchDay = rewriting({ ...date, name: "不存在的日期" }, /(\d{1,2})月(\d{1,2})日/g, (_, random) =>
  random.pick([
    "2月30日",
    "4月31日",
    "6月31日",
    "9月31日",
    "11月31日",
    "13月5日",
    "0月12日",
    "5月32日",
    "7月0日",
    "2月31日",
  ]),
);
const noLeapDay = sentences({ ...date, name: "平年2月29日" }, (random) => {
  const year = random.pick([2019, 2021, 2022, 2023, 2025, 2026, 2100]);
  return `有关材料报送截止时间为⟦${year}年2月29日⟧，逾期不再受理。`;
});
const wrongWeekday: Mutator = sentences({ ...date, name: "星期与日期不符" }, (random) => {
  const year = random.between(2019, 2027);
  const month = random.between(1, 12);
  const day = random.between(1, 28);
  const right = weekday(year, month, day);
  const wrong = (right + random.between(1, 6)) % 7;
  const name = random.pick(["星期", "周"]);
  const [open, close] = random.pick([
    ["（", "）"],
    ["", ""],
    ["(", ")"],
  ] as const);
  const written = (at: number) => `${year}年${month}月${day}日${open}${name}${week.charAt(at)}${close}`;
  const clock = random.pick(["上午9时", "下午3时", "14:30", ""]);
  return `会议定于⟦${written(wrong)}→${written(right)}⟧${clock}在市行政中心召开。`;
});
const shortYear = sentences({ ...date, name: "年份简写", severity: "warning" }, (random) => {
  const year = random.between(15, 26);
  const form = random.pick([`${year}年${random.between(1, 12)}月`, `‘${year}年`, `${year}年度`]);
  return `该项工作自⟦${form}⟧起开展，成效明显。`;
});
const mixedNumerals = sentences({ ...date, name: "日期数字混用", severity: "warning" }, (random) => {
  const year = random.pick(["二〇二六", "二零二五", "2026"]);
  const form =
    year === "2026"
      ? `2026年${random.pick(["三", "五", "十"])}月12日`
      : `${year}年${random.between(1, 9)}月${random.between(2, 9)}日`;
  return `本通知自⟦${form}⟧起执行。`;
});
const noSuchTime = sentences({ ...date, name: "不存在的时刻" }, (random) => {
  const minute = random.between(60, 99);
  return random.pick([
    `请于当日⟦${random.between(25, 29)}:${random.between(10, 50)}⟧前报送。`,
    `窗口受理时间为⟦9:${minute}⟧至11:30。`,
    `供水将于当日⟦${random.between(25, 30)}时⟧恢复。`,
    `救援力量于⟦14时${minute}分⟧到达现场。`,
    `会议于⟦下午${random.pick(["26", "25", "13:75"])}${random.pick(["时", "点"])}⟧开始。`,
  ]);
});
const halfDay = sentences({ ...date, name: "上下午与钟点矛盾" }, (random) =>
  random.pick([
    `办公时间为⟦上午${random.between(14, 18)}:30⟧前。`,
    `活动于⟦上午${random.between(13, 17)}时⟧举行。`,
    `应急演练于⟦凌晨${random.between(13, 18)}时⟧开始。`,
  ]),
);
const yearShift: Mutator = {
  ...date,
  name: "落款日期与正文相差",
  nature: "contextual",
  severity: "warning",
  mutate: (draft, random) => {
    const place = random.maybe(placesOf(draft, /^(20\d\d)年\d{1,2}月\d{1,2}日$/g, ["body"]));
    if (place === null) return null;
    const year = Number(place.groups[0]) - random.pick([1, 2, 10]);
    return { changes: [changeAt(place, year + place.text.slice(4))], anywhereIn: ["meta.generatedOn"] };
  },
};

const dayOf = (serial: number) => {
  const at = new Date(serial * 86_400_000);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
};
function twoDays(random: Random): { early: ReturnType<typeof dayOf>; late: ReturnType<typeof dayOf> } {
  const start = 19_723 + random.below(900);
  return { early: dayOf(start), late: dayOf(start + random.between(3, 400)) };
}
const full = ({ year, month, day }: ReturnType<typeof dayOf>) => `${year}年${month}月${day}日`;

const reversed = sentences({ ...period, name: "起止日期倒置" }, (random) => {
  const { early, late } = twoDays(random);
  const join = random.pick(["至", "—", "到"]);
  const form = random.pick([
    `${full(late)}${join}${full(early)}`,
    `${late.year}年${random.between(7, 12)}月${join}${late.year}年${random.between(1, 6)}月`,
    `${early.month}月${random.between(16, 28)}日${join}${early.month}月${random.between(2, 14)}日`,
  ]);
  return random.pick([`公示期为⟦${form}⟧。`, `活动时间为⟦${form}⟧。`, `报名时间：⟦${form}⟧，逾期不予受理。`]);
});
const reversedYears = sentences({ ...period, name: "起止年份倒置" }, (random) => {
  const year = random.between(2018, 2026);
  const join = random.pick(["—", "至", "－"]);
  return `规划期限为⟦${year}${join === "至" ? "年" : ""}${join}${year - random.between(1, 6)}年⟧。`;
});
const reversedClock = sentences({ ...period, name: "起止时刻倒置" }, (random) => {
  const late = random.between(13, 17);
  const join = random.pick(["至", "—", "-"]);
  return random.pick([
    `受理时间为工作日⟦${late}:00${join}${late - random.between(2, 4)}:30⟧。`,
    `停水时间为当日⟦${late}时${join === "至" ? "至" : "—"}${late - 3}时⟧。`,
  ]);
});
const wrongLength = sentences({ ...period, name: "天数与起止不符", severity: "warning" }, (random) => {
  const start = random.between(3, 12);
  const days = random.between(5, 10);
  const stated = days + random.pick([2, 3, -2, 5]);
  const month = random.between(1, 12);
  return random.pick([
    `公示期为⟦${month}月${start}日至${month}月${start + days - 1}日，共${stated}天⟧。`,
    `活动于⟦${month}月${start}日至${start + days - 1}日举行，为期${stated}天⟧。`,
    `公示时间⟦${stated}天，自${month}月${start}日起至${month}月${start + days - 1}日止⟧。`,
  ]);
});
const tooEarly = sentences({ ...period, name: "施行早于发布、截止早于开始" }, (random) => {
  const year = random.between(2021, 2026);
  return random.pick([
    `报名自⟦${year}年9月20日开始，至${year}年9月${random.between(3, 15)}日截止⟧。`,
    `项目⟦${year}年6月开工，${year}年${random.between(1, 4)}月竣工⟧。`,
    `该规划⟦${year}年启动编制，${year - 1}年完成⟧。`,
    `本办法于⟦${year}年5月8日公布，自${year}年3月1日起施行⟧。`,
  ]);
});

export const dateMutators: readonly Mutator[] = [
  noSuchDay,
  noLeapDay,
  wrongWeekday,
  shortYear,
  mixedNumerals,
  noSuchTime,
  halfDay,
  yearShift,
  reversed,
  reversedYears,
  reversedClock,
  wrongLength,
  tooEarly,
];
