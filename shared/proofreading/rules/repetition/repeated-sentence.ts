/** A sentence of some length that stands twice in the document, as copying leaves it. */
import { editing } from "../../authority";
import { unitTable } from "../../characters";
import type { DocumentRule, Match, TextBlock } from "../../rule";

/** Fourteen characters with the final mark: shorter ones are repeated on purpose. */
const SHORTEST = 14;

/** ……现就有关事项通知如下：, at the end of its paragraph; the addressees of a document that is passed on are fewer. */
const SHORTEST_OPENING = 32;

/** A sentence is remembered by two independent hashes: the text itself is never kept. */
interface Sentence {
  readonly key: number;
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
  needs: "。！？：",
  facts,
  judge: (facts) => {
    const seen = new Set<number>();
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
    {
      text: "为切实做好冬季供热保障工作，确保群众温暖过冬，现就有关事项通知如下：\n⟦为切实做好冬季供热保障工作，确保群众温暖过冬，现就有关事项通知如下：⟧",
    },
    { text: "网站运维单位应当每日巡查并做好记录！\n⟦网站运维单位应当每日巡查并做好记录！⟧" },
  ],
  right: [
    "情况属实。情况属实。",
    "各单位要切实加强组织领导并压实工作责任。各部门要切实加强组织领导并压实工作责任。",
    "政府网站管理办法\n政府网站管理办法",
    "各乡镇人民政府，县政府各部门：\n现予转发。\n各乡镇人民政府，县政府各部门：",
    "各单位要切实加强组织领导并压实工作责任，明确专人负责。各单位要切实加强组织领导并压实工作责任，按时报送。",
  ],
};

const LONGEST = 400;

/** What may be trimmed, and a little more. */
const BLANK = unitTable("\u00a0\u1680\u3000\ufeff", [0, 0x20], [0x2000, 0x2060]);
const NEWLINE = 10;
const COLON = 0xff1a;
const isEnd = (unit: number): boolean => unit === 0x3002 || unit === 0xff01 || unit === 0xff1f;

/** Each sentence with its final mark, of a very long one the end. One look at each character, however few marks there are. */
function facts({ text }: TextBlock): readonly Sentence[] | null {
  const sentences: Sentence[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const isLast = isEnd(unit) || (unit === COLON && at === text.length - 1);
    if (!isLast && unit !== NEWLINE) continue;
    if (isLast && at + 1 - from >= (unit === COLON ? SHORTEST_OPENING : SHORTEST)) {
      const sentence = sentenceIn(text, Math.max(from, at - LONGEST), at + 1);
      if (sentence !== null) sentences.push(sentence);
    }
    from = at + 1;
  }
  return sentences.length === 0 ? null : sentences;
}

function sentenceIn(text: string, from: number, end: number): Sentence | null {
  const isBlank = (BLANK[text.charCodeAt(from)] ?? 0) === 1;
  const start = isBlank ? end - text.slice(from, end).trimStart().length : from;
  return end - start < SHORTEST ? null : { key: keyOf(text, start, end), start, end };
}

/** Two independent 32-bit hashes (FNV-1a and its like), of which 53 bits fit a number. */
function keyOf(text: string, start: number, end: number): number {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = start; i < end; i += 1) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x85ebca6b) ^ (b >>> 13);
  }
  return (a >>> 0) * 0x200000 + (b >>> 11);
}
