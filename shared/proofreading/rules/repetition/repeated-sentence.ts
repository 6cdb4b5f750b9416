/** A sentence of some length that stands twice in the document, as copying leaves it. */
import { editing } from "../../authority";
import type { DocumentRule, Match, TextBlock } from "../../rule";

const SHORTEST = 18;

export const repeatedSentence: DocumentRule<TextBlock> = {
  id: "repeated-sentence",
  category: "repetition",
  title: "整句重复",
  severity: "warning",
  fix: "none",
  authority: [editing()],
  confidence: 0.85,
  wraps: true,
  scope: "document",
  facts: (block) => block,
  judge: (facts) => {
    const blocks = facts.map(({ fact }) => fact);
    const seen = new Set<string>();
    const matches: Match[] = [];
    for (const block of blocks) {
      if (block.role === "meta" || block.role === "cell" || block.role === "caption") continue;
      for (const { text, at } of sentences(block.text)) {
        const sentence = text.trim();
        if (sentence.length < SHORTEST) continue;
        const start = at + text.indexOf(sentence);
        if (seen.has(sentence)) {
          const message = "这句话与前文完全相同，请核对是否重复粘贴。";
          matches.push({ block: block.id, start, end: start + sentence.length, message });
        }
        seen.add(sentence);
      }
    }
    return matches;
  },
  wrong: [
    { text: "各单位要切实加强组织领导并压实工作责任。后文另起。⟦各单位要切实加强组织领导并压实工作责任。⟧" },
    { text: "请各县区政府于每季度末报送网站检查情况。\n⟦请各县区政府于每季度末报送网站检查情况。⟧" },
    {
      text: "甲。本办法自印发之日起施行，由市政府办公室负责解释。\n乙。\n⟦本办法自印发之日起施行，由市政府办公室负责解释。⟧",
    },
  ],
  right: [
    "情况属实。情况属实。",
    "各单位要切实加强组织领导并压实工作责任。各部门要切实加强组织领导并压实工作责任。",
    "政府网站管理办法\n政府网站管理办法",
  ],
};

const LONGEST = 400;

/** Each sentence with its final mark, of a very long one the end. One look at each character, however few marks there are. */
function* sentences(text: string): Generator<{ readonly text: string; readonly at: number }> {
  for (const { 0: words, index } of text.matchAll(/[^。！？\n]+/g)) {
    const end = index + words.length;
    const mark = text.charAt(end);
    if (mark === "" || mark === "\n") continue;
    const at = Math.max(index, end - LONGEST);
    yield { text: text.slice(at, end + 1), at };
  }
}
