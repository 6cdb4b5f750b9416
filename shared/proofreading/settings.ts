/** What settings do to a rule: another severity or off, and a floor that nobody can weaken. */
import { type Category, isCategory } from "./category";
import { type Severity, severities } from "./finding";
import type { Rule, RuleSetting } from "./rule";

const firm: ReadonlySet<Category> = new Set(["privacy", "secrecy", "territory"]);

/** Rules that stay on and as severe as they are: what leaks, what touches territory, and whatever blocks. */
export function isFirm(rule: Pick<Rule, "category" | "severity">): boolean {
  return rule.severity === "block" || (isCategory(rule.category) && firm.has(rule.category));
}

export function isOff(rule: Rule, setting: RuleSetting | undefined): boolean {
  return setting?.off === true && !isFirm(rule);
}

/** The severity of a finding: what is set, else what the match brings, else the rule's own. */
export function severityOf(rule: Rule, own: Severity | undefined, setting: RuleSetting | undefined): Severity {
  const given = own ?? rule.severity;
  const set = setting?.severity;
  if (set === undefined) return given;
  return isFirm(rule) && severities.indexOf(set) > severities.indexOf(given) ? given : set;
}
