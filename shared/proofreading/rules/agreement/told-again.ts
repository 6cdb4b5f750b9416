/** 第28次常务会议 and 第29次, 每亩120元 and 每亩210元, 9:00至17:00 and 9:00至17:30: said again, with another figure (R13, MC-06). */
import { logic } from "../../authority";
import { hitsOf } from "../../hits";
import type { DocumentRule, Match } from "../../rule";

interface Said {
  /** What it is said of. */
  readonly key: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
  readonly sentence: number;
}

type Extract = readonly [pattern: RegExp, keyOf: (groups: Readonly<Record<string, string>>) => string];

const CLOCK = "[0-2]?\\d[:：][0-5]\\d";
const EVENT = "考试|会议|比赛|笔试|面试|演出|听证会|招聘会|培训|讲座|典礼|运动会|座谈会|动员会";
const DAY = "(?:20\\d{2}年)?(?<value>\\d{1,2}月\\d{1,2}日)(?![至到—-])";

const extracts: readonly Extract[] = [
  [
    /第(?<value>\d{1,3}|[一二三四五六七八九十]{1,4})(?<noun>次常务会议|次全体会议|次常委会会议|次主任会议|号提案|号建议|号议案|号令|次党组会议)/g,
    ({ noun = "" }) => noun,
  ],
  [
    /(?<noun>每[亩户人辆台件间头棵株次张份]每?[年月天日]?)(?<number>[补奖]?[助励贴]?|不超过)(?<value>\d{2,6})(?=元)/g,
    ({ noun = "" }) => noun,
  ],
  [/限速(?:为|：)?(?<value>\d{2,3})(?=公里|千米|km)/g, () => "限速"],
  [/公交(?<value>\d{1,3})(?=路)/g, () => "公交"],
  [/(?<![一-龥])(?<value>\d{1,2})(?=号楼)/g, () => "号楼"],
  [new RegExp(`(?<from>${CLOCK})(?:至|到|[—-]{1,2}|～)(?<value>${CLOCK})`, "g"), ({ from = "" }) => `从${from}`],
  [
    new RegExp(`(?<noun>报名|申报|缴费|投稿|反馈|受理|征集)(?:的)?截止(?:时间|日期)?(?:为|是|：|到)?${DAY}`, "g"),
    ({ noun = "" }) => noun,
  ],
  [
    new RegExp(`(?<noun>报名|申报|缴费|投稿|反馈|受理|征集)(?:时间)?(?:于|到|至)?${DAY}[\\d时：:]{0,6}截止`, "g"),
    ({ noun = "" }) => noun,
  ],
  [new RegExp(`(?<noun>${EVENT})(?:时间|日期)?(?:为|：|定于|将于|拟于|于)${DAY}`, "g"), ({ noun = "" }) => noun],
  [new RegExp(`参加${DAY}(?:[上下]午)?的?(?<noun>${EVENT})`, "g"), ({ noun = "" }) => noun],
];
/** Seasons and days of their own hours, parts of their own. */
const OTHER =
  /夏|冬|周[一二三四五六日末]|星期|节假日|双休|上午|下午|[去上]年|此前|原|调整为|由|第[一二三四五]批|其中|另|分别|上次/;

/** Items of a list have a figure each. */
const LISTED = /^[ \u3000]{0,4}[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]/;

function saidIn(text: string): readonly Said[] | null {
  const said = extracts.flatMap(([pattern, keyOf], kind) =>
    hitsOf(text, pattern).flatMap((found): Said[] => {
      const { value = "" } = found.groups ?? {};
      const start = found.index + found[0].lastIndexOf(value);
      const sentence = text.slice(0, found.index).split(/[。！？；]/);
      if (LISTED.test(text) || OTHER.test(sentence.at(-1)?.slice(-16) ?? "")) return [];
      const key = `${kind > 5 ? "日" : kind} ${keyOf({ ...found.groups })}`;
      return [{ key, value, start, end: start + value.length, sentence: sentence.length }];
    }),
  );
  return said.length === 0 ? null : said;
}

export const oneSayingApart: DocumentRule<readonly Said[]> = {
  id: "agree-said-again",
  category: "arithmetic",
  title: "同一会次、标准、时刻、截止日期前后不一",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  confidence: 0.75,
  checks: ["MC-06"],
  roles: ["title", "body", "list"],
  scope: "document",
  seeks: extracts.map(([pattern]) => pattern),
  facts: ({ text }) => saidIn(text),
  judge: (facts) => {
    const all = facts.flatMap(({ block, fact }) => fact.map((one) => ({ ...one, block })));
    return all.flatMap((one, at): Match[] => {
      const same = all.filter(({ key }) => key === one.key);
      const before = all.slice(0, at).find(({ key }) => key === one.key);
      // Told three ways it is a list.
      if (before === undefined || before.value === one.value || new Set(same.map(({ value }) => value)).size !== 2)
        return [];
      if (same.filter(({ value }) => value === one.value).length > 1 || same.length > 4) return [];
      if (before.block === one.block && before.sentence === one.sentence) return [];
      const { block, start, end, value } = one;
      return [{ block, start, end, message: `前面是“${before.value}”，此处是“${value}”，请核对。` }];
    });
  },
  wrong: [
    { text: "县政府召开第28次常务会议。\n县政府第⟦29⟧次常务会议研究了防汛工作。" },
    { text: "补贴标准为每亩120元。\n按每亩⟦210⟧元的标准发放到户。" },
    { text: "受理时间为工作日9:00至17:00。\n请在9:00至⟦17:30⟧到窗口办理。" },
    { text: "报名截止时间为2026年4月20日。\n报名于2026年⟦4月25日⟧截止，逾期不再受理。" },
  ],
  right: [
    "县政府召开第28次常务会议。\n县政府第28次常务会议研究了防汛工作。",
    "夏季受理时间为9:00至17:30。\n冬季受理时间为9:00至17:00。",
    "一等奖每人500元，二等奖每人300元，三等奖每人200元。",
    "笔试于6月13日举行。\n面试于6月27日举行。",
  ],
};
