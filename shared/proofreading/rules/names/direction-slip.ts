/** 城北污水处理厂 and in the next sentence, of the same work, 城南污水处理厂: one character of direction or order (MC-01). */
import { logic } from "../../authority";
import { hitsOf } from "../../hits";
import type { BlockRule, Match, TextBlock } from "../../rule";

/** What the sentence before said is gone on with: no other work is begun. */
const GOES_ON =
  /(?:^|[。；])(?:截至目前|目前|截至(?:20\d{2}年)?\d{1,2}月[底末]?|现已|该)，?(?<name>[一-龥]{7,26}?(?:工程|项目|公园|大桥|水库|厂))(?=已|正|累计|完成|进入|目前|，|将)/g;
const PAIRS = ["东西南北", "上下", "前后", "一二三四五", "内外", "左右", "大小", "新老"];

export const directionSlip: BlockRule = {
  id: "name-direction-slip",
  category: "typo",
  title: "同一项目名称前后差一个方位、次序字",
  severity: "hint",
  fix: "suggest",
  authority: [logic()],
  confidence: 0.75,
  checks: ["MC-01"],
  roles: ["body", "list"],
  scope: "block",
  seeks: [/(?:目前|现已|该|[月底末])，?[一-龥]{7,26}(?:工程|项目|公园|大桥|水库|厂)/],
  find: slips,
  wrong: [
    {
      text: "城北污水处理厂扩建工程于3月开工。截至目前，⟦城南污水处理厂扩建工程⟧已完成七成。",
      first: "城北污水处理厂扩建工程",
    },
    { text: "某县东河湿地公园建设项目去年获批。目前，⟦西河湿地公园建设项目⟧已完成招标。" },
    { text: "上坝村人饮提升工程于5月动工。截至9月底，⟦下坝村人饮提升工程⟧已完工。", first: "上坝村人饮提升工程" },
  ],
  right: [
    "城北污水处理厂扩建工程于3月开工。截至目前，城北污水处理厂扩建工程已完成七成。",
    "城北、城南污水处理厂扩建工程于3月开工。截至目前，城南污水处理厂扩建工程已完成七成。",
    "城北污水处理厂扩建工程已完成。城南污水处理厂扩建工程正在施工。",
    "去年获批。目前，西河湿地公园建设项目已完成招标。",
  ],
};

function slips({ id, text }: TextBlock): Match[] {
  return hitsOf(text, GOES_ON).flatMap((found): Match[] => {
    const { name = "" } = found.groups ?? {};
    const start = found.index + found[0].lastIndexOf(name);
    const before = text.slice(Math.max(0, found.index - 160), found.index + 1);
    if (before.includes(name)) return [];
    const right = variants(name).find((other) => before.includes(other));
    if (right === undefined || isListed(before, name)) return [];
    const message = `前一句是“${right}”，这里是“${name}”，请核对。`;
    return [{ block: id, start, end: start + name.length, message, suggestions: [right] }];
  });
}

/** The name with one character of a pair for another of the same. */
const variants = (name: string): readonly string[] =>
  [...name].flatMap((char, at) =>
    PAIRS.filter((pair) => pair.includes(char)).flatMap((pair) =>
      [...pair].filter((other) => other !== char).map((other) => name.slice(0, at) + other + name.slice(at + 1)),
    ),
  );

/** 城北、城南污水处理厂: the other one has been told of. */
const isListed = (before: string, name: string): boolean => before.includes(name.slice(0, 2));
