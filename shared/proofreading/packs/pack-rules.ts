/** The rules a lexicon pack brings: regular expressions as data, made into rules of the engine (R17). */
import type { PatternRule } from "../rule";
import type { PatternPart } from "./lexicon-schema";

/** @throws SyntaxError when the expression is none: the gate of admission asks first. */
export function ruleOf(part: PatternPart): PatternRule {
  const { id, category, title, severity, authority, regex, message, suggest } = part;
  return {
    scope: "pattern",
    id,
    category,
    title,
    severity,
    fix: suggest.length === 0 ? "none" : "suggest",
    authority: [{ ...authority, verified: false }],
    confidence: 0.9,
    patterns: [{ regex: new RegExp(regex, "g"), message, suggest }],
    wrong: [],
    right: [],
  };
}
