/** 15名工作人员 and later, of the same people, 16名工作人员; 县道35公里 and 53公里县道; 有效期5年 and 有效期3年 (R13, MC-06). */
import { logic } from "../../authority";
import { hitsOf } from "../../hits";
import { remembered } from "../../memo";
import type { BlockFact, DocumentRule, Match } from "../../rule";
import { sentenceAt } from "./sentences";

interface Told {
  readonly number: string;
  readonly unit: string;
  /** What is counted, where it stands behind; or what stands in front, to the clause's beginning. */
  readonly noun: string;
  readonly label: string;
  readonly start: number;
  readonly end: number;
  readonly sentence: number;
  /** 46名老人全部…: those already spoken of. */
  readonly isKnown: boolean;
}

const UNIT =
  "公里|千米|平方米|立方米|万亩|亩|公顷|万元|亿元|万人次|人次|万人|万吨|吨|名|位|户|家|个|所|座|处|栋|幢|台|套|件|项|条|辆|场|盏|棵|株|只|头|张|间|门|支|册|幅|块|眼|口|对";
const FIGURE = new RegExp(
  `(?<![\\d.\\-—/〔])(?<number>[1-9]\\d{0,2}(?:,\\d{3})+|[1-9]\\d{1,6}(?:\\.\\d{1,2})?)(?![\\d.])(?<unit>${UNIT})(?<noun>[一-龥]{0,6})`,
  "g",
);
const PERIOD =
  /(?<noun>为期|有效期|公示期|服务期|试用期|工期|建设期|建设周期|任期|会期|学制|聘期|过渡期|质保期|合同期|养护期)(?:限)?(?:为|是|：|共|不少于)?(?<number>[1-9]\d{0,3}|[一二三四五六七八九十两半]{1,3})(?<unit>个?(?:工作日|月|年|天|日|周))/g;
const KNOWN =
  /(?:^|[，。；：“”]|确保|这|上述|全部|所有|[对将把由让使]|巩固|组织|安排|剩余|余下|参训|参加[^，。]{0,6}的|的|和|及)$/;

const toldIn = remembered((text): { readonly told: readonly Told[] | null } => {
  const told = [FIGURE, PERIOD].flatMap((pattern) =>
    hitsOf(text, pattern).map((found): Told => {
      const { number = "", unit = "", noun = "" } = found.groups ?? {};
      const start = found.index + found[0].indexOf(number, pattern === PERIOD ? noun.length : 0);
      const before = text.slice(Math.max(0, start - 14), start);
      const label = /[一-龥]*$/.exec(before)?.[0] ?? "";
      const sentence = sentenceAt(text, start);
      const end = start + number.length + unit.length;
      const isKnown = pattern === FIGURE && (KNOWN.test(before) || start === 0) && !/\d年/.test(before);
      return { number, unit, noun, label, start, end, sentence, isKnown };
    }),
  );
  return { told: told.length === 0 ? null : told };
});

interface Placed extends Told {
  readonly block: string;
  readonly order: number;
}

type Facts = readonly BlockFact<readonly Told[]>[];

/** Those with a measure of time, or those with another; no more than `most` and one. */
function placed(facts: Facts, isTime: boolean, most = Number.POSITIVE_INFINITY): readonly Placed[] {
  const all: Placed[] = [];
  for (const { block, index, fact } of facts)
    for (const one of fact)
      if (all.length <= most && TIME.test(one.unit) === isTime)
        all.push({ ...one, block, order: index * 10_000 + one.start });
  return all;
}

const TIME = /日|月|年|天|周/;

const MOST = 120;

const shared = {
  category: "arithmetic",
  severity: "warning",
  fix: "none",
  authority: [logic()],
  checks: ["MC-06"],
  roles: ["title", "body", "list"],
  scope: "document",
  seeks: [FIGURE, PERIOD],
  facts: ({ text }: { readonly text: string }) => toldIn(text).told,
} as const;

export const oneFigureApart: DocumentRule<readonly Told[]> = {
  ...shared,
  id: "agree-figure",
  title: "同一事物的数量前后差一个数字",
  confidence: 0.75,
  judge: (facts) => {
    const all = placed(facts, false, MOST);
    if (all.length < 2 || all.length > MOST) return [];
    return all.flatMap((one) => otherFigure(one, all));
  },
  wrong: [
    { text: "院内46名老人和15名工作人员参加。\n院长说，⟦16名⟧工作人员都熟悉了职责。" },
    { text: "完成县道养护工程35公里、乡道养护工程62公里。\n确保35公里县道和⟦65公里⟧乡道完工。" },
    { text: "馆藏文物3200件。\n今年以来，⟦3020件⟧馆藏文物完成数字化。" },
    { text: "全县23个村完成改厕。\n下一步，巩固⟦32个⟧村完成改厕的成果。" },
  ],
  right: [
    "院内46名老人和15名工作人员参加。\n院长说，15名工作人员都熟悉了职责。",
    "石桥镇有15名工作人员。\n白沙镇有16名工作人员。",
    "完成县道养护工程35公里。\n2025年，33公里县道完成养护。",
    "培训医务人员12名。\n招募13名志愿者。",
  ],
};

/** Another time, place or part: not the same things. */
const OTHER = /\d年|去年|上年|比|增加|新增|其中|计划|再|还有|另有|目前|月底|各|每|超过|以上|近|余/;

function otherFigure(one: Placed, all: readonly Placed[]): Match[] {
  const key = /^[村乡镇县社]/.test(one.noun) && one.unit === "个" ? one.noun.slice(0, 1) : one.noun.slice(0, 2);
  if (!one.isKnown || (key.length < 2 && one.unit !== "个") || OTHER.test(one.label)) return [];
  const same = all.filter((other) => other.unit === one.unit && other !== one && speaksOf(other, key));
  const [before] = same;
  if (before === undefined || same.length > 2 || same.some(({ number }) => number !== before.number)) return [];
  if (before.number === one.number || !isSlip(before.number, one.number)) return [];
  if (
    same.some(({ block, sentence, order }) => order > one.order || (block === one.block && sentence === one.sentence))
  )
    return [];
  const { block, start, end } = one;
  return [
    { block, start, end, message: `前面是${before.number}${one.unit}，此处是${one.number}${one.unit}，请核对。` },
  ];
}

/** The things stand behind the figure, or in front of it in its clause. */
const speaksOf = ({ noun, label }: Told, key: string): boolean =>
  noun.startsWith(key) || (noun.length < 2 ? label.includes(key) : false) || label.includes(key);

/** One figure of the number mistaken, or two in each other's place. */
function isSlip(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  const apart = [...one].flatMap((figure, at) => (figure === other.charAt(at) ? [] : [at]));
  return apart.length === 1 || (apart.length === 2 && [...one].sort().join("") === [...other].sort().join(""));
}

/** 培训班为期3天: what lasts, by its last two characters; a text tells of many things that last. */
const lasting = ({ label, start }: Placed): string => /(..)为期[^为期]{0,4}$/.exec(label)?.[1] ?? `${start}`;

export const onePeriodApart: DocumentRule<readonly Told[]> = {
  ...shared,
  id: "agree-period",
  title: "有效期、公示期、工期等前后不一",
  confidence: 0.8,
  judge: (facts) => {
    const all = placed(facts, true);
    return all.flatMap((one): Match[] => {
      const same = all.filter(({ noun, unit }) => noun === one.noun && unit === one.unit);
      const [first, second, third] = same;
      if (first === undefined || second !== one || third !== undefined || first.number === one.number) return [];
      if (first.block === one.block && first.sentence === one.sentence) return [];
      if (one.noun === "为期" && lasting(first) !== lasting(one)) return [];
      const { block, start, end, noun } = one;
      return [
        {
          block,
          start,
          end,
          message: `前面的${noun}是${first.number}${first.unit}，此处是${one.number}${one.unit}，请核对。`,
        },
      ];
    });
  },
  wrong: [
    { text: "培训班为期3天，共8门课程。\n培训班为期⟦5天⟧，结业后发证。" },
    { text: "本办法有效期5年。\n办法自印发之日起施行，有效期⟦3年⟧。" },
    { text: "工程建设期18个月。\n项目建设期为⟦12个月⟧。" },
  ],
  right: [
    "培训班为期3天，共8门课程。\n培训班为期3天，结业后发证。",
    "第一期为期3天，第二期为期5天。",
    "县里举办为期3天的文化节。\n为期5天的招聘会在县体育馆举行。",
    "本办法有效期5年。公示期5个工作日。",
  ],
};
