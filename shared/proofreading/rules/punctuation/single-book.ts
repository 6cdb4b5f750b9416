/** 〈 〉 and < > stand inside 《 》 only (GB/T 15834-2011 4.15.3). A finding covers the whole pair (R9). */

import { gb15834 } from "../../authority";
import { hitsOf } from "../../hits";
import type { BlockRule, Match } from "../../rule";

const PAIR =
  /(?:〈|<{1,2}|＜{1,2}|≪|«|‹)[ ]?(?<name>[^<>＜＞〈〉《》≪≫«»‹›。！？\n]{2,80})[ ]?(?:〉|>{1,2}|＞{1,2}|≫|»|›)/g;
const HAN = /[\u4e00-\u9fff]{2}/;
/** Relations and arrows: 小于3<甲且乙>5. */
const SUMS = /[=+＝]|^(?!\d{2,4}[年—-])[\d.％% ]|[\d.％% ]$/;
const NEAR = 120;

/** Inside double book marks that opened not long before. */
function isInside(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - NEAR), at);
  return before.lastIndexOf("《") > before.lastIndexOf("》");
}

export const singleBook: BlockRule = {
  id: "punct-single-book",
  category: "quotation-mark",
  title: "书名号外层应为双书名号",
  severity: "warning",
  fix: "suggest",
  authority: [gb15834("4.15.3")],
  confidence: 0.93,
  checks: ["MC-01"],
  wraps: true,
  scope: "block",
  needs: "〈<＜≪«‹",
  find: ({ id, text }) =>
    hitsOf(text, PAIR).flatMap((found): Match[] => {
      const name = (found.groups?.name ?? "").trim();
      if (!HAN.test(name) || SUMS.test(name) || isInside(text, found.index)) return [];
      const end = found.index + found[0].length;
      const message = "书名、文件名外层用双书名号《 》，单书名号只用在双书名号里面。";
      return [{ block: id, start: found.index, end, message, suggestions: [`《${name}》`] }];
    }),
  wrong: [
    { text: "根据⟦〈考核细则〉⟧的规定办理。", first: "《考核细则》" },
    { text: "市政府印发⟦<<公园管理办法>>⟧。", first: "《公园管理办法》" },
    { text: "依据《条例》和⟦<实施细则（试行）>⟧办理。", first: "《实施细则（试行）》" },
    { text: "修订⟦≪应急预案≫⟧。", first: "《应急预案》" },
    { text: "落实⟦＜工作规则＞⟧。", first: "《工作规则》" },
    { text: "印发⟦<2026年绿化实施方案>⟧。", first: "《2026年绿化实施方案》" },
    { text: "印发⟦〈2026年工作要点〉⟧。", first: "《2026年工作要点》" },
  ],
  right: [
    "《关于修订〈考核细则〉的通知》已发布。",
    "《〈考核细则〉解读》",
    "数值大于3而<5的，按《考核细则》执行；>8的另行规定。",
    "<a href>标签写法。",
    "根据《考核细则》的规定办理。",
  ],
};
