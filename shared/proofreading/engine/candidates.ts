/** From what a rule matched to a finding, or to nothing when something excuses the match. */
import type { Finding } from "../finding";
import type { Candidate } from "../overlap";
import type { Match, Rule } from "../rule";
import { isFirm, severityOf } from "../settings";
import type { ActiveRule } from "./compiled";
import type { Sheet } from "./sheet";

export interface Source {
  readonly active: ActiveRule;
  readonly sheet: Sheet;
  /** The pack the match rests on. */
  readonly pack: string;
}

export function candidateOf(match: Match, { active, sheet, pack }: Source): Candidate | null {
  const { rule } = active;
  if (yields(rule) && sheet.isAllowed(match)) return null;
  if (rule.yieldsToSpeech === true && sheet.isSpoken(match)) return null;
  if (sheet.isExcused(active.antipatterns, match)) return null;
  const isQuoted = rule.alsoInQuotations !== true && sheet.isQuoted(match);
  // A file is mended in its own program: what is found in it has nothing to apply here.
  const isFixed = isQuoted || sheet.block.role === "attachment";
  const suggestions = isFixed ? [] : [...(match.suggestions ?? [])];
  const finding: Finding = {
    rule: rule.id,
    pack,
    category: rule.category,
    severity: severityOf(rule, match.severity, active.setting),
    block: match.block,
    start: match.start,
    end: match.end,
    text: sheet.block.text.slice(match.start, match.end),
    message: isQuoted ? `核对原文：${match.message}` : match.message,
    authority: active.authority,
    suggestions,
    fix: isFixed ? "none" : fixOf(match, rule, sheet),
    confidence: rule.confidence,
    print: sheet.printOf(rule.id, match),
  };
  return { finding, ruleIndex: active.index, wraps: rule.wraps === true, ofTarget: isOfTarget(rule, sheet, finding) };
}

/** A link with words over it, whole. One that shows its address is judged as the words it is. */
function isOfTarget({ carried }: Rule, { block: { links = [] } }: Sheet, { start, end, text }: Finding): boolean {
  return (
    carried === "links" &&
    links.some((link) => link.start === start && link.end === end) &&
    /\p{Script=Han}/u.test(text)
  );
}

/** Accepted words speak to every term rule and to those that say so, never to what must not be weakened (R4, R19). */
function yields(rule: Rule): boolean {
  return rule.yieldsToVocabulary === true || (rule.scope === "terms" && !isFirm(rule));
}

const narrowness = { safe: 0, suggest: 1, none: 2 } as const;

/** A match narrows what its rule allows; nothing is corrected in bulk inside quotations, titles and links. */
function fixOf(match: Match, rule: Rule, sheet: Sheet): Finding["fix"] {
  const [first] = match.suggestions ?? [];
  if (first === undefined) return "none";
  const asked = match.fix ?? rule.fix;
  const fix = narrowness[asked] > narrowness[rule.fix] ? asked : rule.fix;
  return fix === "safe" && sheet.changesSheltered(match, first) ? "suggest" : fix;
}
