/** Errors of marks: one of a pair left out, added or traded; half-width, repeated and misplaced marks. */

import type { Draft } from "../draft";
import { addSentence, changeAt, type Place, paragraphs, placesOf, rewriting } from "../places";
import type { Mutation, Mutator, Span } from "../plant";
import type { Random } from "../random";

const pairs = ["（）", "《》", "“”", "〔〕", "【】"] as const;
const PAIRED = /（[^（）\n]{1,60}）|《[^《》\n]{1,40}》|“[^“”\n]{1,40}”|〔[^〔〕\n]{1,8}〕/g;

const edge = (place: Place, isFirst: boolean): Span => {
  const at = isFirst ? place.at : place.at + place.text.length - 1;
  return { block: place.block, start: at, end: at + 1 };
};

/** One of two marks is left out, put twice or traded for another pair's. */
function onOneMark(name: string, change: (mark: string, random: Random) => string): Mutator {
  return {
    name,
    category: "pair",
    nature: "deterministic",
    severity: "error",
    mutate: (draft, random) => {
      const place = random.maybe(placesOf(draft, PAIRED));
      if (place === null) return null;
      const isFirst = random.below(2) === 0;
      const span = edge(place, isFirst);
      const mark = isFirst ? place.text.charAt(0) : place.text.charAt(place.text.length - 1);
      return {
        changes: [{ block: place.block, at: span.start, remove: 1, insert: change(mark, random) }],
        also: [edge(place, !isFirst)],
      };
    },
  };
}

const otherPair = (mark: string, random: Random): string => {
  const side = pairs.some((pair) => pair.startsWith(mark)) ? 0 : 1;
  return random.pick(pairs.map((pair) => pair.charAt(side)).filter((other) => other !== mark));
};

const strayMark: Mutator = {
  name: "多出半个成对符号",
  category: "pair",
  nature: "deterministic",
  severity: "error",
  mutate: (draft, random) => {
    const places = placesOf(draft, /(?<=\p{Script=Han}{3})(?=\p{Script=Han}{3})/gu, ["body", "list"]);
    const place = random.maybe(places);
    return place === null ? null : { changes: [changeAt(place, random.pick([..."（）《》“”【】〕"]))] };
  },
};

const mirrored: Mutator = {
  name: "成对符号方向相反",
  category: "pair",
  nature: "deterministic",
  severity: "error",
  mutate: (draft, random) => {
    const place = random.maybe(placesOf(draft, /“[^“”\n]{1,40}”|（[^（）\n]{1,40}）|《[^《》\n]{1,40}》/g));
    if (place === null) return null;
    const { text } = place;
    const insert = text.charAt(text.length - 1) + text.slice(1, -1) + text.charAt(0);
    return { changes: [changeAt(place, insert)] };
  },
};

const halves: Readonly<Record<string, string>> = { "，": ",", "。": ".", "；": ";", "：": ":", "？": "?", "！": "!" };
const punctuation = { category: "punctuation", nature: "deterministic", severity: "error" } as const;

const halfWidth = rewriting(
  { ...punctuation, name: "半角标点" },
  /(?<=\p{Script=Han})[，；：。？！](?=\p{Script=Han}|$)/gu,
  ({ text }) => halves[text] ?? null,
);
const halfBrackets: Mutator = {
  ...punctuation,
  name: "半角括号",
  mutate: (draft, random) => {
    const place = random.maybe(placesOf(draft, /（\p{Script=Han}{2,20}）/gu, ["body", "list"]));
    return place === null ? null : { changes: [changeAt(place, `(${place.text.slice(1, -1)})`)] };
  },
};
const repeatedMark = rewriting(
  { ...punctuation, name: "标点重复" },
  /(?<=\p{Script=Han})[，。；：、](?=\p{Script=Han}|$)/gu,
  ({ text }) => text + text,
);
const clashingMarks = rewriting(
  { ...punctuation, name: "标点连用" },
  /(?<=\p{Script=Han})[，。；](?=\p{Script=Han})/gu,
  ({ text }, random) => text + random.pick([..."，。；、"].filter((mark) => mark !== text)),
);
const asciiQuotes: Mutator = {
  name: "半角引号",
  category: "quotation-mark",
  nature: "deterministic",
  severity: "error",
  mutate: (draft, random) => {
    const place = random.maybe(placesOf(draft, /“[^“”\n]{1,30}”/g, ["body", "list"]));
    return place === null ? null : { changes: [changeAt(place, `"${place.text.slice(1, -1)}"`)] };
  },
};

const commaBetween: Mutator = {
  name: "并列书名号、引号之间用逗号或顿号",
  category: "quotation-mark",
  nature: "deterministic",
  severity: "hint",
  mutate: (draft, random) => {
    const titles = [
      "《政府信息公开条例》",
      "《安全生产法》",
      "《消防法》",
      "《档案法》",
      "《统计法》",
      "《环境保护法》",
    ];
    const words = ["“放管服”", "“一网通办”", "“双随机”", "“互联网+监管”", "“跨省通办”", "“最多跑一次”"];
    const chosen = random.shuffle(random.below(2) === 0 ? titles : words);
    const [first = "", second = "", third = ""] = chosen;
    const joined = random.below(2) === 0 ? `${first}、${second}` : `${first}、${second}、${third}`;
    return addSentence(draft, random, {
      lead: "各单位要结合",
      wrong: joined,
      right: joined.replaceAll("、", ""),
      tail: "的学习宣传做好相关工作。",
    });
  },
};

const nestedQuotes: Mutator = {
  name: "引号内外层用错",
  category: "quotation-mark",
  nature: "deterministic",
  severity: "warning",
  mutate: (draft, random) => {
    const inner = random.pick(["办得快", "零跑腿", "好差评", "一件事", "少跑路"]);
    const [open, close] = random.pick([
      ["“", "”"],
      ["『", "』"],
    ] as const);
    return addSentence(draft, random, {
      lead: "办事群众说：",
      wrong: `“这次真正体会到了${open}${inner}${close}，工作人员也很热情。”`,
      right: `“这次真正体会到了‘${inner}’，工作人员也很热情。”`,
      tail: "",
    });
  },
};

const titleMarks: Mutator = {
  name: "书名号半边或用法",
  category: "quotation-mark",
  nature: "deterministic",
  severity: "error",
  mutate: (draft, random) => {
    const place = random.maybe(placesOf(draft, /《[^《》\n]{4,30}》/g, ["body", "list"]));
    if (place === null) return null;
    const [open, close] = random.pick([
      ["<", ">"],
      ["<<", ">>"],
      ["〈", "〉"],
    ] as const);
    return { changes: [changeAt(place, open + place.text.slice(1, -1) + close)] };
  },
};

const sequence = { category: "sequence-punctuation", nature: "deterministic", severity: "error" } as const;
const HEADS = /^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}\.(?!\d)|（\d{1,2}）)/g;

const headMark = rewriting({ ...sequence, name: "层次序号标点" }, HEADS, ({ text }, random) => {
  const digits = text.replace(/[（）、.]/g, "");
  if (text.startsWith("（")) return random.pick([`${text}、`, `${text}，`, `（${digits}、`, `(${digits})、`]);
  if (/\d/.test(digits)) return random.pick([`${digits}、`, `${digits}．、`, `${digits}，`]);
  return random.pick([`${digits}.`, `${digits}，`, `${digits}．`, `${digits}，`]);
});

const firstly = ["第一", "第二", "第三", "首先", "其次"] as const;
const ordinal: Mutator = {
  ...sequence,
  name: "序次词后的标点",
  mutate: (draft, random) =>
    addSentence(draft, random, {
      lead: "",
      wrong: `${random.pick(firstly)}、`,
      tail: random.pick([
        "要压实各级责任，形成工作合力。",
        "要加强宣传引导，营造良好氛围。",
        "要抓好督促检查，确保见到成效。",
      ]),
    }),
};

/** A paragraph whose last mark is missing. */
const noFullStop: Mutator = {
  ...punctuation,
  name: "段末缺句号",
  severity: "warning",
  mutate: (draft: Draft, random: Random): Mutation | null => {
    const block = random.maybe(paragraphs(draft).filter(({ text }) => text.endsWith("。") && text.length > 50));
    if (block === null) return null;
    const last = block.text.length - 1;
    return {
      changes: [{ block: block.id, at: last, remove: 1, insert: "" }],
      also: [{ block: block.id, start: last - 2, end: last }],
    };
  },
};

export const markMutators: readonly Mutator[] = [
  onOneMark("成对符号缺一半", () => ""),
  onOneMark("成对符号多写一个", (mark) => mark + mark),
  onOneMark("成对符号不配对", otherPair),
  strayMark,
  mirrored,
  halfWidth,
  halfBrackets,
  repeatedMark,
  clashingMarks,
  asciiQuotes,
  commaBetween,
  nestedQuotes,
  titleMarks,
  headMark,
  ordinal,
  noFullStop,
];
