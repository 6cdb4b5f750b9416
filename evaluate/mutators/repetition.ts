/** Text that stands twice, and numbers of headings, articles and items that repeat or skip. */

import { commonWords } from "../data/common-words";
import type { Draft } from "../draft";
import { addSentence, paragraphs, placesOf, rewriting } from "../places";
import type { Mutation, Mutator } from "../plant";
import type { Random } from "../random";

const repetition = { category: "repetition", nature: "deterministic", severity: "error" } as const;
const numbering = { category: "numbering", nature: "deterministic", severity: "error" } as const;

const doubledWord = rewriting(
  { ...repetition, name: "词语重复" },
  new RegExp(`(?<=[\\p{Script=Han}，。]{2})(?:${commonWords.join("|")})(?=\\p{Script=Han})`, "gu"),
  ({ text }) => text + text,
);
const doubledParticle = rewriting(
  { ...repetition, name: "虚词重复" },
  /(?<=\p{Script=Han}{2})(?:的|和|在|对|了|与|及|由|将|为|是|应)(?=\p{Script=Han}{2})/gu,
  ({ text }) => text + text,
);
const doubledPhrase = rewriting(
  { ...repetition, name: "短语重复", severity: "warning" },
  /(?<=[，。、；])\p{Script=Han}{4,8}(?=[，、；])/gu,
  ({ text }) => `${text}，${text}`,
);

const SENTENCE = /[^。]{14,80}。/g;
const sentenceTwice: Mutator = {
  ...repetition,
  name: "整句重复",
  severity: "warning",
  mutate: (draft, random) => {
    const place = random.maybe(placesOf(draft, SENTENCE, ["body"]));
    if (place === null) return null;
    const { block, at, text } = place;
    return {
      changes: [{ block, at: at + text.length, remove: 0, insert: text }],
      also: [{ block, start: at, end: at + text.length }],
    };
  },
};
const paragraphTwice: Mutator = {
  ...repetition,
  name: "整段重复",
  severity: "warning",
  mutate: (draft, random) => {
    const block = random.maybe(paragraphs(draft).filter(({ text }) => text.length > 40));
    if (block === null) return null;
    return {
      added: { after: block.id, blocks: [{ ...block, id: `${block.id}x` }] },
      also: [{ block: block.id, start: 0, end: block.text.length }],
    };
  },
};

const numerals = [
  "零",
  "一",
  "二",
  "三",
  "四",
  "五",
  "六",
  "七",
  "八",
  "九",
  "十",
  "十一",
  "十二",
  "十三",
  "十四",
  "十五",
  "十六",
  "十七",
  "十八",
  "十九",
  "二十",
];
const numberOf = (text: string): number => (/^\d/.test(text) ? Number(text) : numerals.indexOf(text));
const writtenAs = (value: number, model: string): string =>
  /^\d/.test(model) ? String(value) : (numerals[value] ?? "");

/** A number in a row of its kind is made one larger, or the same as the one before; both neighbours speak of it. */
function renumbered(name: string, pattern: RegExp): Mutator {
  return { ...numbering, name, mutate: (draft, random) => renumber(draft, random, pattern) };
}

function renumber(draft: Draft, random: Random, pattern: RegExp): Mutation | null {
  const places = placesOf(draft, pattern, ["heading", "body", "list"]);
  const index = random.maybe(
    places.flatMap((place, at) => (at > 0 && numberOf(place.groups[0] ?? "") >= 2 ? [at] : [])),
  );
  const place = index === null ? undefined : places[index];
  if (place === undefined || index === null) return null;
  const [digits = ""] = place.groups;
  const wrong = writtenAs(numberOf(digits) + random.pick([1, -1]), digits);
  const offset = place.text.indexOf(digits);
  const neighbours = [places[index - 1], places[index + 1]].flatMap((other) =>
    other === undefined ? [] : [{ block: other.block, start: other.at, end: other.at + other.text.length }],
  );
  return {
    changes: [{ block: place.block, at: place.at + offset, remove: digits.length, insert: wrong }],
    also: [
      { block: place.block, start: place.at, end: place.at + offset },
      { block: place.block, start: place.at + offset + digits.length, end: place.at + place.text.length },
      ...neighbours,
    ],
  };
}

const countedItems: Mutator = {
  ...numbering,
  name: "项数与列举不符",
  severity: "warning",
  mutate: (draft, random) => {
    const items = random.shuffle([
      "组织领导不到位",
      "资金拨付不及时",
      "台账资料不完整",
      "宣传发动不充分",
      "督促检查不经常",
    ]);
    const count = random.between(2, 4);
    const wrong = count + random.pick([1, 2, -1].filter((step) => count + step > 1));
    const listed = items.slice(0, count).map((item, index) => `${["一", "二", "三", "四"][index] ?? ""}是${item}`);
    return addSentence(draft, random, {
      lead: "检查发现，部分单位存在以下",
      wrong: `${numerals[wrong] ?? ""}个方面的问题：${listed.join("；")}`,
      right: `${numerals[count] ?? ""}个方面的问题：${listed.join("；")}`,
      tail: "。",
    });
  },
};

const skippedOrdinal: Mutator = {
  ...numbering,
  name: "段内序次跳号",
  mutate: (draft, random) => {
    const [first = "", second = "", third = "", fourth = ""] = random.shuffle([
      "健全工作机制",
      "强化要素保障",
      "严格监督考核",
      "深化改革创新",
      "加大投入力度",
    ]);
    const style = random.pick([
      ["一是", "二是", "三是", "四是"],
      ["第一，", "第二，", "第三，", "第四，"],
      ["（一）", "（二）", "（三）", "（四）"],
      ["（1）", "（2）", "（3）", "（4）"],
      ["①", "②", "③", "④"],
    ]);
    const [a = "", b = "", c = "", d = ""] = style;
    const bad = random.pick([
      [a, b, d],
      [a, c, d],
      [a, b, b],
    ]);
    return addSentence(draft, random, {
      lead: "下一步重点做好以下工作：",
      wrong: `${bad[0]}${first}；${bad[1]}${second}；${bad[2]}${third}${bad.length > 3 ? fourth : ""}`,
      right: `${a}${first}；${b}${second}；${c}${third}`,
      tail: "。",
    });
  },
};

export const repetitionMutators: readonly Mutator[] = [
  doubledWord,
  doubledParticle,
  doubledPhrase,
  sentenceTwice,
  paragraphTwice,
  renumbered("一级标题序号", /^([一二三四五六七八九十]{1,3})、/g),
  renumbered("条号", /^第([一二三四五六七八九十]{1,3})条(?=[　 ])/g),
  renumbered("列项序号", /^(\d{1,2})\.(?!\d)/g),
  countedItems,
  skippedOrdinal,
];
