/** 石桥镇 and later 石桥街道, 县体育馆 and 县体育场: one name with another kind behind it (MC-01). */
import { editing } from "../../authority";
import { hitsOf } from "../../hits";
import type { DocumentRule, Match } from "../../rule";
import { sentenceAt } from "./sentences";

interface Named {
  readonly stem: string;
  readonly tail: string;
  readonly kind: number;
  readonly start: number;
  readonly end: number;
  readonly sentence: number;
  readonly isListed: boolean;
}

/** Kinds of which one name has one. */
const KINDS: readonly (readonly string[])[] = [
  ["镇", "乡", "街道"],
  ["体育馆", "体育场"],
  ["大道", "大街", "路", "街"],
  ["花园", "家园", "小区", "公寓"],
  ["技术学校", "技术学院"],
];
const NAME =
  /(?<=^|[，。；：、“（）至到在由县市区省]|\d日|为)(?<stem>[一-龥]{2,4}?)(?<tail>镇|乡|街道|体育馆|体育场|大道|大街|路|街|花园|家园|小区|公寓|技术学校|技术学院)(?![一-龥]?[村镇乡线面段口灯坊])/g;
const NO_NAME = /[各全本该我这每两多某乡城的和与及或是有在将把个条线]|公|铁|道|一带/;

export const oneTailApart: DocumentRule<readonly Named[]> = {
  id: "agree-name-kind",
  category: "typo",
  title: "同一名称的后一部分前后不一",
  severity: "warning",
  fix: "suggest",
  authority: [editing("前后一致")],
  confidence: 0.75,
  checks: ["MC-01"],
  roles: ["title", "heading", "body", "list"],
  scope: "document",
  seeks: [NAME],
  facts: ({ text }) => {
    const names = hitsOf(text, NAME).flatMap((found): Named[] => {
      const { stem = "", tail = "" } = found.groups ?? {};
      if (NO_NAME.test(stem)) return [];
      const end = found.index + found[0].length;
      const isListed = /[、和与及至]/.test(text.charAt(end)) || text.charAt(found.index - 1) === "、";
      const sentence = sentenceAt(text, found.index);
      const kind = KINDS.findIndex((tails) => tails.includes(tail));
      return [{ stem, tail, kind, start: found.index, end, sentence, isListed }];
    });
    return names.length === 0 ? null : names;
  },
  judge: (facts) => {
    const all = facts.flatMap(({ block, fact }) => fact.map((one) => ({ ...one, block })));
    return all.flatMap((one, at): Match[] => {
      const same = all.filter(({ stem, kind }) => stem === one.stem && kind === one.kind);
      const others = same.filter(({ tail }) => tail !== one.tail);
      const [other] = others;
      if (other === undefined || same.some(({ isListed }) => isListed) || same.length - others.length > 1) return [];
      if (
        others.some(
          ({ block, sentence, tail }) => tail !== other.tail || (block === one.block && sentence === one.sentence),
        )
      )
        return [];
      if (others.length === 1 && all.indexOf(other) > at) return [];
      const [wrong, right] = [one.stem + one.tail, other.stem + other.tail];
      const message = `别处写作“${right}”，此处写作“${wrong}”，请核对是否同一名称。`;
      return [{ block: one.block, start: one.start, end: one.end, message, suggestions: [right] }];
    });
  },
  wrong: [
    { text: "石桥镇开展消防宣传。\n⟦石桥街道⟧有居民1200户。", first: "石桥镇" },
    { text: "活动在县人民体育馆举行。\n请到⟦县人民体育场⟧集合。", first: "县人民体育馆" },
    { text: "云溪大道封闭施工。\n车辆不得停在⟦云溪大街⟧。", first: "云溪大道" },
  ],
  right: [
    "石桥镇开展消防宣传。\n石桥镇有居民1200户。",
    "人民路、人民街封闭施工。\n人民街单行。",
    "城东小学与城东中学联办运动会。",
  ],
};
