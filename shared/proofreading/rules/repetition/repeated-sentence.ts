/** A sentence of some length that stands twice in the document, as copying leaves it. */
import { editing } from "../../authority";
import type { DocumentRule, Match, TextBlock } from "../../rule";

/** Fourteen characters with the final mark: shorter ones are repeated on purpose. */
const SHORTEST = 14;

/** A sentence is remembered by two independent hashes and its length: the text itself is never kept. */
interface Sentence {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

export const repeatedSentence: DocumentRule<readonly Sentence[]> = {
  id: "rep-sentence",
  category: "repetition",
  title: "整句重复",
  severity: "warning",
  fix: "none",
  authority: [editing()],
  confidence: 0.85,
  checks: ["MC-01"],
  roles: ["title", "heading", "body", "list", "attachment"],
  wraps: true,
  scope: "document",
  needs: "。！？",
  facts,
  judge: (facts) => {
    const seen = new Set<string>();
    const matches: Match[] = [];
    for (const { block, fact } of facts) {
      for (const { key, start, end } of fact) {
        if (seen.has(key)) {
          matches.push({ block, start, end, message: "这句话与前文完全相同，请核对是否重复粘贴。" });
        }
        seen.add(key);
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
    { text: "网站运维单位应当每日巡查并做好记录！\n⟦网站运维单位应当每日巡查并做好记录！⟧" },
  ],
  right: [
    "情况属实。情况属实。",
    "各单位要切实加强组织领导并压实工作责任。各部门要切实加强组织领导并压实工作责任。",
    "政府网站管理办法\n政府网站管理办法",
    "各单位要切实加强组织领导并压实工作责任，明确专人负责。各单位要切实加强组织领导并压实工作责任，按时报送。",
  ],
};

const LONGEST = 400;

/** Each sentence with its final mark, of a very long one the end. One look at each character, however few marks there are. */
function facts({ text }: TextBlock): readonly Sentence[] | null {
  const sentences: Sentence[] = [];
  for (const { 0: words, index } of text.matchAll(/[^。！？\n]+/g)) {
    const end = index + words.length;
    const mark = text.charAt(end);
    if (mark === "" || mark === "\n") continue;
    const at = Math.max(index, end - LONGEST);
    const sentence = text.slice(at, end + 1);
    const trimmed = sentence.trim();
    if (trimmed.length < SHORTEST) continue;
    const start = at + sentence.indexOf(trimmed);
    sentences.push({ key: keyOf(trimmed), start, end: start + trimmed.length });
  }
  return sentences.length === 0 ? null : sentences;
}

/** Two 32-bit hashes (FNV-1a with different seeds) and the length. */
function keyOf(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x85ebca6b) ^ (b >>> 13);
  }
  return `${a >>> 0} ${b >>> 0} ${text.length}`;
}
