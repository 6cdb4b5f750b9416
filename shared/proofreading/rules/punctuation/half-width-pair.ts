/** Half-width parentheses and straight quotes around Chinese. One finding covers both marks, so that a fix changes both or neither (R9). */
import { gb15834 } from "../../authority";
import { HAN } from "../../characters";
import type { BlockRule, Match, TextBlock } from "../../rule";

const han = new RegExp(`[${HAN}]`);

export const halfWidthPair: BlockRule = {
  id: "half-width-pair",
  category: "punctuation",
  title: "中文中使用半角括号或直引号",
  severity: "warning",
  fix: "safe",
  authority: [gb15834("4.8、4.9、5.1")],
  confidence: 0.9,
  wraps: true,
  scope: "block",
  find: (block) => [...parentheses(block), ...straightQuotes(block)],
  wrong: [
    { text: "县⟦(市、区)⟧人民政府要落实责任。", first: "（市、区）" },
    { text: '落实⟦"三审三校"⟧制度。', first: "“三审三校”" },
    { text: "《办法⟦(试行)⟧》已印发。", first: "（试行）" },
    { text: "各县⟦（市、区)⟧要落实责任。", first: "（市、区）" },
  ],
  right: [
    "县（市、区）人民政府要落实责任。",
    "使用IPv6(RFC 8200)协议。",
    "落实“三审三校”制度。",
    "圆周率(pi)约为3.14。",
  ],
};

function parentheses(block: TextBlock): Match[] {
  const { text } = block;
  const open: number[] = [];
  const matches: Match[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === "(" || char === "（") open.push(at);
    if (char !== ")" && char !== "）") continue;
    const start = open.pop();
    if (start === undefined || (text.charAt(start) === "（" && char === "）")) continue;
    if (!isChinese(text, start, at + 1)) continue;
    const inner = text.slice(start + 1, at);
    const message = "中文语句应使用全角括号“（ ）”，两半一并改正。";
    matches.push({ block: block.id, start, end: at + 1, message, suggestions: [`（${inner}）`] });
  }
  return matches;
}

function isChinese(text: string, start: number, end: number): boolean {
  return (
    han.test(text.slice(start, end)) || (han.test(text.charAt(start - 1)) && !/^\(\w*\)$/.test(text.slice(start, end)))
  );
}

/** Straight quotes pair in order of appearance; an odd one is left to the person. */
function straightQuotes(block: TextBlock): Match[] {
  const { text } = block;
  if (!text.includes('"') || !han.test(text)) return [];
  const at = Array.from(text.matchAll(/"/g), (found) => found.index);
  const matches: Match[] = [];
  for (let i = 0; i + 1 < at.length; i += 2) {
    const start = at[i] ?? 0;
    const end = (at[i + 1] ?? 0) + 1;
    if (!han.test(text.slice(start, end))) continue;
    const inner = text.slice(start + 1, end - 1);
    const message = "中文语句应使用弯引号“ ”，两半一并改正。";
    matches.push({ block: block.id, start, end, message, suggestions: [`“${inner}”`] });
  }
  const odd = at.length % 2 === 1 ? at.at(-1) : undefined;
  if (odd !== undefined) {
    matches.push({
      block: block.id,
      start: odd,
      end: odd + 1,
      message: "直引号没有配对，请核对并改用“ ”。",
      fix: "none",
    });
  }
  return matches;
}
