/** MC-01: two forms of one word in one text: 制定/制订 of the same thing, 账号/帐号, 其他/其它. */

import { dictionary, editing } from "../../authority";
import { hitsOf } from "../../hits";
import type { BlockFact, DocumentRule, Match, TextBlock } from "../../rule";

interface Place {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What the two forms are compared by. */
  readonly key: string;
}

type Facts = readonly Place[];

const made =
  "实施细则|实施方案|实施办法|工作方案|行动方案|应急预案|管理办法|工作计划|行动计划|发展规划|细则|方案|办法|计划|规划|标准|预案|制度|目录|清单|章程|规范|指南|条例|措施";
const draftPatterns = [
  new RegExp(`(制[定订])(?:了|的)?[^，。；：、\\n《》]{0,10}?(${made})`, "g"),
  new RegExp(`(${made})[由经]?[^，。；：、\\n《》]{0,10}?(制[定订])(?=[，。；]|$|并)`, "g"),
];

function draftPlaces({ text }: TextBlock): Place[] {
  return draftPatterns.flatMap((pattern) =>
    hitsOf(text, pattern).flatMap((found) => {
      const [whole, first = "", second = ""] = found;
      const word = first.startsWith("制") && first.length === 2 && first !== "制度" ? first : second;
      const key = word === first ? second : first;
      const start = found.index + (word === first ? 0 : whole.length - word.length);
      return [{ start, end: start + word.length, text: word, key }];
    }),
  );
}

/** The places of the forms to be replaced, where the preferred form of the same key stands in the text too. */
function clashes(facts: readonly BlockFact<Facts>[], isPreferred: (text: string) => boolean) {
  const preferred = new Set(
    facts.flatMap(({ fact }) => fact.filter(({ text }) => isPreferred(text)).map(({ key }) => key)),
  );
  const seen = new Set<string>();
  return facts.flatMap(({ block, fact }) =>
    fact.flatMap((place) => {
      const id = `${block} ${place.start}`;
      if (isPreferred(place.text) || !preferred.has(place.key) || seen.has(id)) return [];
      seen.add(id);
      return [{ block, place }];
    }),
  );
}

export const typoZhiding: DocumentRule<Facts> = {
  id: "typo-zhiding",
  category: "confusable",
  title: "“制定”“制订”混用",
  severity: "hint",
  fix: "none",
  authority: [dictionary("“制定”“制订”")],
  confidence: 0.7,
  checks: ["MC-01"],
  yieldsToVocabulary: true,
  scope: "document",
  words: ["制定", "制订"],
  facts: (block) => nonEmpty(draftPlaces(block)),
  judge: (facts) =>
    clashes(facts, (text) => text === "制定").map(
      ({ block, place }): Match => ({
        block,
        start: place.start,
        end: place.end,
        message: `同一文件对“${place.key}”既用“制定”又用“制订”，请统一：定下用“制定”，拟稿用“拟订”。`,
      }),
    ),
  wrong: [
    { text: "本市⟦制订⟧实施细则。实施细则由各县制定。" },
    { text: "各部门制定应急预案。\n学校⟦制订⟧应急预案。" },
    { text: "制定工作方案，报市政府备案；县区⟦制订⟧了工作方案。" },
  ],
  right: [
    "本市制定实施细则。实施细则由各县制定。",
    "制定管理办法，制订工作计划。",
    "各部门拟订应急预案，报市政府制定发布。",
  ],
};

/** Preferred form, then forms found beside it in careless texts. */
const pairs: readonly (readonly [string, string])[] = [
  ["其他", "其它"],
  ["账号", "帐号"],
  ["账户", "帐户"],
  ["作为", "做为"],
  ["唯一", "惟一"],
  ["唯有", "惟有"],
  ["想象", "想像"],
  ["图像", "图象"],
  ["成分", "成份"],
  ["身份", "身分"],
  ["订单", "定单"],
  ["订购", "定购"],
  ["纪念", "记念"],
  ["计划", "计画"],
  ["缘故", "原故"],
  ["连接", "联接"],
  ["粘贴", "黏贴"],
  ["模拟", "摹拟"],
  ["人才", "人材"],
  ["坐落", "座落"],
];

const forms = new Map(pairs.flatMap(([good, other]) => [[good, good] as const, [other, good] as const]));
const formPattern = new RegExp(`(?<![叫称当])(?:${[...forms.keys()].join("|")})(?!民)`, "g");

export const variantInconsistent: DocumentRule<Facts> = {
  id: "variant-inconsistent",
  category: "variant",
  title: "同一文件两种词形",
  severity: "hint",
  fix: "suggest",
  authority: [editing("一致性")],
  confidence: 0.7,
  checks: ["MC-01"],
  yieldsToVocabulary: true,
  scope: "document",
  words: [...forms.keys()],
  facts: ({ text }) =>
    nonEmpty(
      hitsOf(text, formPattern).map(({ 0: form, index }) => ({
        start: index,
        end: index + form.length,
        text: form,
        key: forms.get(form) ?? form,
      })),
    ),
  judge: (facts) =>
    clashes(facts, (text) => forms.get(text) === text).map(({ block, place }) => ({
      block,
      start: place.start,
      end: place.end,
      message: `文中“${place.key}”“${place.text}”并用，请统一为“${place.key}”。`,
      suggestions: [place.key],
    })),
  wrong: [
    { text: "⟦其它⟧单位参照执行，其他事项另行通知。", first: "其他" },
    { text: "本人是⟦惟一⟧股东。\n唯一联系电话见附件。", first: "唯一" },
    { text: "订购设备十台，⟦定购⟧耗材五箱。", first: "订购" },
  ],
  right: [
    "其他单位参照执行，其他事项另行通知。",
    "其它单位参照执行。",
    "作为主管部门，要把实事做为民心工程。",
    "座落位置以图像为准。",
  ],
};

function nonEmpty(places: readonly Place[]): Facts | null {
  return places.length === 0 ? null : places;
}
