/** A clause or a short sentence that is followed by itself: 要坚持过紧日子，要坚持过紧日子，大力…… */
import { editing } from "../../authority";
import type { BlockRule, Match, TextBlock } from "../../rule";

/** A clause has four characters at least, one before a full stop eight: shorter ones are repeated for effect. */
const SHORTEST = 4;
const SHORTEST_SENTENCE = 8;
const LONGEST = 120;

/** Marks that bound a clause: 1 for those inside a sentence, 2 for those that end one. */
const bounds = new Uint8Array(65_536);
for (const char of "，、；：,;:（）()“”《》") bounds[char.charCodeAt(0)] = 1;
for (const char of "。！？\n") bounds[char.charCodeAt(0)] = 2;
const SEPARATORS = "，；、,;。！？";

export const repeatedClause: BlockRule = {
  id: "rep-clause",
  category: "repetition",
  title: "短语、分句重复",
  severity: "error",
  fix: "suggest",
  authority: [editing()],
  confidence: 0.9,
  checks: ["MC-01"],
  roles: ["title", "heading", "body", "list", "caption", "attachment"],
  wraps: true,
  antipatterns: [/[！!？?][”"]/],
  scope: "block",
  needs: SEPARATORS,
  find: clausesTwice,
  wrong: [
    { text: "会议指出，⟦要坚持过紧日子，要坚持过紧日子⟧，大力压减支出。", first: "要坚持过紧日子" },
    { text: "⟦经现场走访，经现场走访⟧，情况属实。", first: "经现场走访" },
    { text: "对大型商超、⟦农贸市场，农贸市场⟧、餐饮单位开展检查。", first: "农贸市场" },
    { text: "⟦各单位要认真抓好落实。各单位要认真抓好落实。⟧附件另发。", first: "各单位要认真抓好落实。" },
  ],
  right: [
    "会议指出，要坚持过紧日子，大力压减支出。",
    "情况属实。情况属实。",
    "加强领导，加强领导责任，加强监督。",
    "甲县办结率100%，乙县办结率100%。",
    "一类，二类，一类，二类。",
  ],
};

function clausesTwice(block: TextBlock): Match[] {
  const { text } = block;
  const matches: Match[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const kind = bounds[text.charCodeAt(at)] ?? 0;
    if (kind === 0) continue;
    const length = at - start;
    if (length >= SHORTEST && SEPARATORS.includes(text.charAt(at)) && isTwice(text, start, at)) {
      // A sentence takes its mark along, a clause leaves the mark that follows.
      const end = at + 1 + length + (kind === 2 ? 1 : 0);
      const once = text.slice(at + 1, end);
      if (kind === 1 || length >= SHORTEST_SENTENCE)
        matches.push({
          block: block.id,
          start,
          end,
          message: `“${shortened(once)}”重复，应删去一处。`,
          suggestions: [once],
        });
    }
    start = at + 1;
  }
  return matches;
}

/** The clause [start, at) stands again behind its mark, up to a mark or the end. */
function isTwice(text: string, start: number, at: number): boolean {
  const length = at - start;
  const end = at + 1 + length;
  if (length > LONGEST || end > text.length || text.charCodeAt(at + 1) !== text.charCodeAt(start)) return false;
  if (end < text.length && bounds[text.charCodeAt(end)] === 0) return false;
  if ((bounds[text.charCodeAt(at)] ?? 0) === 2 && text[end] !== text[at]) return false;
  const clause = text.slice(start, at);
  return text.startsWith(clause, at + 1) && /[\u4e00-\u9fff]{3}/.test(clause);
}

const shortened = (text: string): string => (text.length <= 16 ? text : `${text.slice(0, 15)}…`);
