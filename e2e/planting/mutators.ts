/**
 * Mutators: each plants one error of its kind at a random place of a manuscript.
 * They were written from the clauses, not from the rules that must find what they plant.
 */
import type { Random } from "../random";

/** An error as it was planted. */
export interface Planted {
  readonly kind: string;
  /** Index of the text slot it went into. */
  readonly slot: number;
  /** The wrong characters as they now stand. */
  readonly text: string;
  /** Up to twelve characters before it, to find the place again. */
  readonly before: string;
  /** Offset of `text` in the slot. */
  readonly at: number;
}

export interface Mutation {
  readonly slots: readonly string[];
  readonly planted: Planted;
}

export type Mutator = (slots: readonly string[], random: Random) => Mutation | null;

const HAN = /\p{Script=Han}/u;
/** A place between two characters of running text: inside a sentence, Han on both sides. */
function places(slots: readonly string[]): { slot: number; at: number }[] {
  return slots.flatMap((text, slot) =>
    text.length < 20
      ? []
      : [...Array(text.length).keys()].flatMap((at) =>
          at > 4 && HAN.test(text.charAt(at - 1)) && HAN.test(text.charAt(at)) ? [{ slot, at }] : [],
        ),
  );
}

/** Places right before a sentence's full stop, where a bracketed remark can stand. */
function sentenceEnds(slots: readonly string[]): { slot: number; at: number }[] {
  return slots.flatMap((text, slot) =>
    [...text.matchAll(/\p{Script=Han}(?=[。；])/gu)].map((match) => ({ slot, at: match.index + 1 })),
  );
}

function put(
  slots: readonly string[],
  kind: string,
  at: { slot: number; at: number },
  change: { remove: number; insert: string },
): Mutation {
  const text = slots[at.slot] ?? "";
  const changed = text.slice(0, at.at) + change.insert + text.slice(at.at + change.remove);
  return {
    slots: slots.map((slot, index) => (index === at.slot ? changed : slot)),
    planted: {
      kind,
      slot: at.slot,
      text: change.insert,
      before: text.slice(Math.max(0, at.at - 12), at.at),
      at: at.at,
    },
  };
}

function insertRemark(kind: string, remark: (random: Random) => string): Mutator {
  return (slots, random) => {
    const ends = sentenceEnds(slots);
    return ends.length === 0 ? null : put(slots, kind, random.pick(ends), { remove: 0, insert: remark(random) });
  };
}

const commonWords = [
  "政府",
  "网站",
  "信息",
  "工作",
  "管理",
  "单位",
  "内容",
  "平台",
  "部门",
  "安全",
  "群众",
  "服务",
  "情况",
  "责任",
];

/** 重复字词: a common word stands twice. */
const doubledWord: Mutator = (slots, random) => {
  const hits = slots.flatMap((text, slot) =>
    commonWords.flatMap((word) =>
      [...text.matchAll(new RegExp(word, "g"))]
        .filter(({ index }) => index > 4 && HAN.test(text.charAt(index - 1)) && HAN.test(text.charAt(index + 2)))
        .map(({ index }) => ({ slot, at: index, word })),
    ),
  );
  if (hits.length === 0) return null;
  const hit = random.pick(hits);
  return put(slots, "重复字词", hit, { remove: 2, insert: hit.word + hit.word });
};

/** 成对符号缺一半. */
const halfPair: Mutator = (slots, random) => {
  const at = places(slots);
  return at.length === 0
    ? null
    : put(slots, "符号不成对", random.pick(at), { remove: 0, insert: random.pick(["（", "》", "“", "】"]) });
};

/** 发文字号 with square instead of hexagonal brackets (GB/T 9704-2012 7.2.5). */
const documentNumber = insertRemark(
  "发文字号",
  (random) => `（${random.pick(["国办发", "国发", "府办发"])}[${2015 + random.below(9)}]${1 + random.below(90)}号）`,
);

const days = ["日", "一", "二", "三", "四", "五", "六"];

/** A date that does not exist, or a weekday that does not fit its date. */
const wrongDate = insertRemark("日期", (random) => {
  const year = 2016 + random.below(8);
  if (random.next() < 0.5)
    return `（${year}年${random.pick(["2月30日", "4月31日", "6月31日", "9月31日", "11月31日"])}）`;
  const month = 1 + random.below(12);
  const day = 1 + random.below(28);
  const right = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return `（${year}年${month}月${day}日星期${days[(right + 1 + random.below(5)) % 7]}）`;
});

/** A made-up identity number with a right check digit (GB 11643-1999). */
function identityNumber(random: Random): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const body = `${random.pick(["341502", "500152", "511302"])}${1955 + random.below(45)}${two(1 + random.below(12))}${two(1 + random.below(28))}${two(random.below(90) + 10)}${random.below(10)}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(body.charAt(i)), 0);
  return body + "10X98765432".charAt(sum % 11);
}

const personalData = insertRemark("个人信息", (random) =>
  random.next() < 0.5
    ? `（身份证号${identityNumber(random)}）`
    : `（联系电话1${random.pick(["38", "59", "86", "77"])}${String(random.below(100_000_000)).padStart(8, "0")}）`,
);

/** Words whose wrong form is never right, 《现代汉语词典》: right → wrong. */
const slips = [
  ["部署", "布署"],
  ["作为", "做为"],
  ["即使", "既使"],
  ["松弛", "松驰"],
  ["震撼", "震憾"],
  ["寒暄", "寒喧"],
  ["脉搏", "脉博"],
  ["坐落", "座落"],
] as const;

/** 错别字: a right word of the text becomes its slip, or a sentence with one is added. */
const misspelling: Mutator = (slots, random) => {
  const hits = slots.flatMap((text, slot) =>
    slips.flatMap(([right, wrong]) =>
      [...text.matchAll(new RegExp(right, "g"))].map(({ index }) => ({ slot, at: index, wrong, remove: 2 })),
    ),
  );
  if (hits.length > 0) {
    const hit = random.pick(hits);
    return put(slots, "错别字", hit, { remove: hit.remove, insert: hit.wrong });
  }
  const ends = sentenceEnds(slots);
  if (ends.length === 0) return null;
  const end = random.pick(ends);
  return put(slots, "错别字", end, { remove: 0, insert: "，并按要求布署落实" });
};

export const mutators: readonly Mutator[] = [
  doubledWord,
  halfPair,
  documentNumber,
  wrongDate,
  personalData,
  misspelling,
];
