/** Characters that do not belong: traditional forms, compatibility forms from PDF, invisible ones, broken ones. */
import { cites, standardCharacters } from "../../authority";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { matchesOf } from "../pattern";
import { simplified } from "./traditional-characters";

const COMPATIBILITY = /[\u2e80-\u2fdf\uf900-\ufaff]/g;
/** Cf and Cc without tab, line feed and carriage return, and the soft hyphen. Emoji joiners are not expected here. */
const INVISIBLE = /(?:(?![\t\n\r])[\p{Cc}\p{Cf}])+/gu;
const BROKEN = /\ufffd+|锟斤拷|烫烫烫|屯屯屯|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const DIGIT_LETTER = /[０-９Ａ-Ｚａ-ｚ]+/g;

export const foreignCharacter: BlockRule = {
  id: "foreign-character",
  category: "character",
  title: "不规范字符",
  severity: "warning",
  fix: "suggest",
  authority: [cites("《中华人民共和国国家通用语言文字法》", "2001-01-01")(), standardCharacters()],
  confidence: 0.9,
  yieldsToVocabulary: true,
  scope: "block",
  find: (block) => [
    ...traditional(block),
    ...matchesOf(block, COMPATIBILITY, ({ 0: char }) => {
      const right = char.normalize("NFKC");
      return right === char ? null : { message: `“${char}”是兼容字符，应为“${right}”。`, suggestions: [right] };
    }),
    ...matchesOf(block, INVISIBLE, () => ({
      message: "此处有不可见字符，应删去。",
      suggestions: [""],
      severity: "warning" as const,
    })),
    ...matchesOf(block, BROKEN, () => ({ message: "此处是乱码，请对照原文更正。", severity: "error" as const })),
    ...matchesOf(block, DIGIT_LETTER, ({ 0: text }) => ({
      message: "数字和字母应使用半角。",
      suggestions: [text.normalize("NFKC")],
      severity: "hint" as const,
    })),
  ],
  wrong: [
    { text: "加⟦強⟧政府⟦網⟧站建⟦設⟧。", first: "强" },
    { text: "⟦⼈⟧民政府网站。", first: "人" },
    { text: "政府⟦\u200b⟧网站管理办法。", first: "" },
    { text: "各县区⟦\ufffd⟧民政府要落实责任。" },
    { text: "⟦２０２３⟧年发布", first: "2023" },
  ],
  right: ["加强政府网站建设。", "乾隆年间的著作，瞭望台。", "人民政府网站2023年发布APP。"],
};

function traditional(block: TextBlock): Match[] {
  const matches: Match[] = [];
  for (let i = 0; i < block.text.length; i += 1) {
    const right = simplified.get(block.text.charAt(i));
    if (right === undefined) continue;
    const message = `“${block.text.charAt(i)}”是繁体字，规范字为“${right}”；人名、书名和题词除外。`;
    matches.push({ block: block.id, start: i, end: i + 1, message, suggestions: [right] });
  }
  return matches;
}
