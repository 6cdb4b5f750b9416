/** MC-01: idioms and official phrases with one slip of the pen, from the tables of slips/. */
import { dictionary, documentsRegulation, standardCharacters } from "../../authority";
import type { BlockRule, Match, TextBlock } from "../../rule";
import { type PhraseSlip, phraseSlips } from "../../slips/known-phrases";
import { type SlipKind, wrongPart } from "../../slips/near-miss";
import type { Speller } from "../../spelling/speller";
import { isJoined } from "./joints";

const shared = {
  scope: "block",
  severity: "error",
  fix: "suggest",
  checks: ["MC-01"],
  yieldsToVocabulary: true,
  roles: ["title", "heading", "body", "list", "cell", "caption", "attachment"],
} as const;

export const typoNearOfficial: BlockRule = {
  ...shared,
  id: "typo-near-official",
  category: "typo",
  title: "公文用语误字",
  authority: [standardCharacters(), documentsRegulation()],
  confidence: 0.95,
  find: (block, { spelling }) => matchesOf(block, ({ isIdiom }) => !isIdiom, spelling),
  wrong: [
    { text: "深入开展扫黑⟦险⟧恶专项斗争。", first: "除" },
    { text: "把各项部署贯彻落⟦时⟧到基层。", first: "实" },
    { text: "县人民⟦攻⟧府印发了通知。", first: "政" },
    { text: "我市生态⟦闻⟧明建设成效明显。", first: "文" },
    { text: "接续推进乡村⟦兴振⟧工作。", first: "振兴" },
  ],
  right: [
    "深入开展扫黑除恶专项斗争。",
    "把各项部署贯彻落实到基层。",
    "县人民政府印发了通知。",
    "我市生态文明建设成效明显。",
    "接续推进乡村全面振兴工作。",
  ],
};

export const typoNearIdiom: BlockRule = {
  ...shared,
  id: "typo-near-idiom",
  category: "idiom",
  title: "成语误字（音近形近）",
  authority: [dictionary(), standardCharacters()],
  confidence: 0.95,
  find: (block, { spelling }) => matchesOf(block, ({ isIdiom }) => isIdiom, spelling),
  wrong: [
    { text: "全体干部坚定不⟦疑⟧地推进改革。", first: "移" },
    { text: "各单位全力以⟦付⟧做好防汛。", first: "赴" },
    { text: "节日活动丰富⟦彩多⟧。", first: "多彩" },
    { text: "连续作战，面对险情不屈不⟦搞⟧。", first: "挠" },
  ],
  right: [
    "全体干部坚定不移地推进改革。",
    "各单位全力以赴做好防汛。",
    "窗口人员随时随地解答问题。",
    "一桩官司两个小时就了结了。",
    "劳动力市场求大于供，一排排新房错落有序。",
  ],
};

function matchesOf({ id, text }: TextBlock, wanted: (slip: PhraseSlip) => boolean, spelling: Speller | null): Match[] {
  return phraseSlips(text)
    .filter((slip) => wanted(slip) && !(slip.isStray && (isWord(text, slip) || readsWell(text, slip, spelling))))
    .map((slip) => {
      const { start, end } = wrongPart(slip);
      return {
        block: id,
        start,
        end,
        severity: slip.phrase.weight === "sure" && !slip.isStray ? ("error" as const) : ("warning" as const),
        suggestions: [rightPart(slip)],
        message: `“${text.slice(slip.start, slip.end)}”应为“${slip.phrase.text}”：${slip.isStray ? "有一个字与成语不符" : REASON[slip.kind]}，请核对。`,
      };
    });
}

/** 求大于供 plays on 求过于供: what stands in the place of a character is a word with a neighbour. */
function isWord(text: string, { start, end, at }: PhraseSlip): boolean {
  const place = start + at;
  const char = text.charAt(place);
  return isJoined(text.charAt(place - 1), char) || isJoined(char, text.charAt(place + 1)) || crossesWord(text, end);
}

/** 更胜一筹, 年过古稀, 观者如潮: a turn of its own, in which the model finds nothing odd. */
function readsWell(text: string, { start, at }: PhraseSlip, spelling: Speller | null): boolean {
  if (spelling === null) return false;
  const place = start + at;
  const covers = (odd: { readonly start: number; readonly end: number }) => odd.start <= place && odd.end >= place;
  return !spelling.slipsIn(text).some(covers) && !spelling.repairsIn(text).some(covers);
}

/** 两个小时就了|结: the last character belongs to the word behind. */
const crossesWord = (text: string, end: number): boolean => isJoined(text.charAt(end - 1), text.charAt(end));

const REASON: Readonly<Record<SlipKind, string>> = {
  changed: "有一个字音近或形近而误",
  swapped: "有两个字前后颠倒",
  dropped: "漏写了一个字",
  doubled: "多写了一个字",
};

/** What belongs in the place of what is wrong. */
function rightPart({ kind, at, phrase }: PhraseSlip): string {
  if (kind === "dropped") return phrase.text.slice(at - 1, at + 2);
  return phrase.text.slice(at, kind === "swapped" ? at + 2 : at + 1);
}
