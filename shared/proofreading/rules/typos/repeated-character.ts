/** MC-01: one character written twice: 的的, 网网站. Chinese doubles characters lawfully in three ways, all told apart here. */
import { editing, inspection2019 } from "../../authority";
import { HAN } from "../../characters";
import type { BlockRule, Match } from "../../rule";
import { matchesOf } from "../pattern";
import { doublable, doubledPhrases, meetingWords } from "./doubled-characters";

/** Function words: doubled they are an error unless each half belongs to a word of its own (目的的). */
const functionWords: Readonly<Record<string, string>> = {
  的: "目有标似众",
  了: "为除末终知罢",
  和: "温平总共缓调饱柔谐",
  在: "存现正所实潜内外自旨",
  是: "还就但只都总凡于若",
  及: "以普涉波顾",
  与: "参给赋授",
  为: "作成行认因称较分视转定改",
  对: "针面绝相应反核校",
  以: "可所予加足得难",
  到: "达得遇感报",
  由: "理自缘事",
  于: "",
  向: "方面导意定倾",
  其: "尤与极",
  并: "合归",
  将: "即必",
  把: "",
  被: "",
  从: "服遵听",
  或: "",
  而: "从然反因",
  之: "总加",
  该: "应",
  已: "而",
  应: "相反供适对响",
  要: "主重需只必摘纪",
  不: "",
  也: "",
  都: "首成",
  各: "",
};

const pattern = new RegExp(`([${HAN}])\\1(?!\\1)`, "g");

export const repeatedCharacter: BlockRule = {
  id: "repeated-character",
  category: "extra-character",
  title: "文字重复",
  severity: "error",
  fix: "suggest",
  authority: [editing(), inspection2019()],
  confidence: 0.85,
  yieldsToVocabulary: true,
  scope: "block",
  find: (block) =>
    matchesOf(block, pattern, (found) => {
      const char = found[1] ?? "";
      if (isLawful(block.text, found.index, char)) return null;
      const isFunction = char in functionWords;
      return {
        message: `“${char}”字重复，应删去一个。`,
        suggestions: [char],
        ...(isFunction ? {} : { severity: "warning" as const }),
      } satisfies Omit<Match, "block" | "start" | "end">;
    }),
  wrong: [
    { text: "要加强对网站⟦的的⟧管理。", first: "的" },
    { text: "做好政府⟦网网⟧站管理工作。", first: "网" },
    { text: "请各单位⟦于于⟧月底前报送。" },
    { text: "推进信⟦息息⟧公开。" },
  ],
  right: [
    "常常、刚刚、妈妈都来了，人人有责。",
    "改进工作作风，部门门户网站更新时间间隔不超过一周。",
    "目的的达成靠落实，除了了解情况，还要为了了结此事。",
    "干干净净、清清楚楚、一批批、一一落实。",
    "当地地方标准，城市市场监管，主要要求如下。",
    "绿油油的田野，沉甸甸的收获，看看再说。",
  ],
};

function isLawful(text: string, at: number, char: string): boolean {
  const before = text.charAt(at - 1);
  const after = text.charAt(at + 2);
  if (before === "一") return true;
  // AABB: 干干净净, both halves.
  if (after !== "" && after === text.charAt(at + 3)) return true;
  if (before !== "" && before === text.charAt(at - 2)) return true;
  if (before !== "" && functionWords[char]?.includes(before) === true) return true;
  const near = text.slice(Math.max(0, at - 3), at + 5);
  return doubledPhrases.some((phrase) => near.includes(phrase)) || meets(char, before, after);
}

/** Both halves belong to words of their own, or neither does and the character is one that doubles: 部门门户, 人人有责. */
function meets(char: string, before: string, after: string): boolean {
  const words = meetingWords.get(char);
  const hasLead = before !== "" && (words?.before.includes(before) === true || words?.before.includes("*") === true);
  const hasTail = after !== "" && words?.after.includes(after) === true;
  if (hasLead && hasTail) return true;
  return doublable.has(char) && !hasLead && !hasTail && !(char === "一" && before === "第");
}
