/** How the ledger is laid out for reading: open findings in groups of identical ones, hints apart, and one line of counts. */
import { type Finding, severities, severityNames } from "../../../shared/proofreading/finding";
import { type Ledger, undecided } from "../../../shared/proofreading/ledger";
import { reviewText } from "../../text/review";

export interface FindingGroup {
  readonly key: string;
  readonly findings: readonly Finding[];
}

/** Undecided findings, identical ones together, the gravest first. */
export function openGroups(ledger: Ledger): FindingGroup[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of undecided(ledger)) {
    const key = `${finding.rule} ${finding.severity} ${finding.text} ${finding.message}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  const rank = ({ findings }: FindingGroup) => severities.indexOf(findings[0]?.severity ?? "hint");
  return [...groups].map(([key, findings]) => ({ key, findings })).sort((a, b) => rank(a) - rank(b));
}

/** `未处置：阻断 1、错误 2`, or that nothing is open. */
export function countLine(ledger: Ledger): string {
  if (ledger.status === "partial") return reviewText.partial;
  const open = undecided(ledger);
  if (open.length === 0) return ledger.findings.length === 0 ? reviewText.noFindings : reviewText.allDecided;
  const counts = severities.flatMap((severity) => {
    const count = open.filter((item) => item.severity === severity).length;
    return count === 0 ? [] : [`${severityNames[severity]} ${count}`];
  });
  return `${reviewText.undecided}：${counts.join("、")}`;
}

/** Hints need no decision, and are there to be read. */
export function hintsOf(ledger: Ledger): Finding[] {
  return ledger.findings.filter((item) => item.severity === "hint");
}
