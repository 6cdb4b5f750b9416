/** MC-05: phrases that documents quote whole, a character or two away from what they are. */
import { cites } from "../../authority";
import { fixedPhrases } from "../../packs/fixed-phrases";
import type { BlockRule } from "../../rule";
import { areConfusable, slipBetween } from "../names/near-miss";
import { PhraseSlips } from "./phrase-slips";

const slips = new PhraseSlips(fixedPhrases);

/** So long a phrase that who writes another character or leaves one out means it, and who differs in more. */
const MEANT = 10;
const UNMISTAKABLE = 14;
/** 不忘初心，牢记使命: nobody writes a phrase of its own like that. */
const TWO_FOURS = /^.{4}[，、].{4}$/;
const onlyHan = (text: string): string => text.replace(/[^一-龥\d]/g, "");

/** A slip of the pen is an error; another word in a long phrase is a doubt, in a short one a phrase of its own. */
function severityOf(phrase: string, written: string): "error" | "warning" | null {
  const slip = slipBetween(onlyHan(phrase), onlyHan(written));
  const { length } = onlyHan(phrase);
  if (slip === null) return length >= UNMISTAKABLE ? "warning" : null;
  const isPen = slip.kind === "changed" ? areConfusable(slip.from, slip.to) : slip.kind !== "dropped";
  if (isPen) return "error";
  return length >= MEANT || TWO_FOURS.test(phrase) ? "warning" : null;
}

export const partyPhrase: BlockRule = {
  id: "wording-party-phrase",
  category: "party-wording",
  title: "重要提法与原文不符",
  severity: "error",
  fix: "suggest",
  authority: [cites("党的全国代表大会报告、决议和中央文件的规范提法")()],
  confidence: 0.9,
  checks: ["MC-03", "MC-05"],
  yieldsToVocabulary: true,
  scope: "block",
  words: slips.words,
  find: ({ id, text }) =>
    slips.find(text).flatMap(({ start, end, right, phrase }) => {
      const written = text.slice(start, end);
      const severity = severityOf(phrase, written);
      if (severity === null) return [];
      const message = `“${written}”与规范提法“${phrase}”不符，请核对。`;
      return [{ block: id, start, end, message, severity, suggestions: [right] }];
    }),
  wrong: [
    { text: "⟦不忘初心，牢记使用⟧。", first: "不忘初心，牢记使命" },
    { text: "⟦全面建设社会主义现代国家⟧新征程。", first: "全面建设社会主义现代化国家" },
    { text: "坚持⟦绿水青山就是青山银山⟧的理念。", first: "绿水青山就是金山银山" },
    { text: "推进⟦国家治理体系和治理能力近代化⟧。", first: "国家治理体系和治理能力现代化" },
    { text: "⟦深刻领悟“两个确立”的决定意义⟧。", first: "深刻领悟“两个确立”的决定性意义" },
    { text: "坚持⟦以人民为重心的发展思想⟧。", first: "以人民为中心的发展思想" },
    { text: "⟦铸牢中华民族共同意识⟧。", first: "铸牢中华民族共同体意识" },
    { text: "⟦党风廉洁建设和反腐败斗争⟧", first: "党风廉政建设和反腐败斗争" },
  ],
  right: [
    "不忘初心，牢记使命，全面建设社会主义现代化国家。",
    "坚持绿水青山就是金山银山的理念，推动高质量发展。",
    "坚持以人民为中心，全面推进乡村振兴战略实施。",
    "统筹发展与安全，保障民生和改善民生。",
    "实施人才强市战略，加快建设现代产业体系，推进高质量发展。",
    "全面深化改革开放，全面从严治党。",
    "全面建设社会主义现代化强国，建设社会主义现代化国家。",
  ],
};
