/** Findings that are one decision: the same rule making the same change. A damaged text has hundreds of findings and few groups. */
import { type Finding, severities } from "./finding";

export interface FindingGroup {
  /** Stable for the same rule, text and first suggestion. */
  readonly id: string;
  /** The first finding of the group speaks for it. */
  readonly lead: Finding;
  /** In document order. */
  readonly findings: readonly Finding[];
}

/** Groups by severity, and within one severity in the order of their first finding. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = groupKey(finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  const list = [...groups].flatMap(([id, members]) => {
    const lead = members[0];
    return lead === undefined ? [] : [{ id, lead, findings: members }];
  });
  return list.sort((a, b) => severities.indexOf(a.lead.severity) - severities.indexOf(b.lead.severity));
}

export function groupKey(finding: Finding): string {
  return [finding.severity, finding.rule, changeOf(finding)].join(" ");
}

const HAN = /\p{Script=Han}/u;

/**
 * What the first suggestion changes. Where only marks change, the words between them do not matter:
 * `(市、区)` → `（市、区）` and `(试行)` → `（试行）` are the same correction.
 */
function changeOf(finding: Finding): string {
  const to = finding.suggestions[0];
  const whole = `${finding.text} ${to ?? ""}`;
  if (to === undefined || to.length !== finding.text.length) return whole;
  const changes = Array.from(finding.text, (char, i) => (char === to.charAt(i) ? "" : char + to.charAt(i))).filter(
    (change) => change !== "",
  );
  return changes.length > 6 || changes.some((change) => HAN.test(change)) ? whole : [...new Set(changes)].join(" ");
}
