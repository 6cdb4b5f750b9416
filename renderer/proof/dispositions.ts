/** Who decided what about which finding: pure functions from a report and the ledger's entries to what the panel shows. */
import {
  type Finding,
  needsDisposition,
  type Report,
  type Severity,
  severities,
  severityNames,
} from "../../shared/proofreading/finding";
import { type FindingGroup, groupFindings } from "../../shared/proofreading/group";
import { type Disposition, keyOf, type LedgerEntry } from "../../shared/proofreading/ledger";
import { isLocal } from "./local-finding";

export interface Decider {
  readonly personId: string;
  readonly name: string;
  /** `draft` or the step at which the text is being changed. */
  readonly stage: string;
}

export interface PanelGroup extends FindingGroup {
  /** Findings of the group nobody has decided. */
  readonly open: readonly Finding[];
  /** The decision that covers the rest, for showing and taking back. */
  readonly decided: LedgerEntry | null;
}

export interface PanelView {
  readonly groups: readonly PanelGroup[];
  /** Open findings that need a decision, by severity; hints are counted too. */
  readonly counts: Readonly<Record<Severity, number>>;
  readonly openCount: number;
}

/** Open groups first, then decided ones; within each by severity and place. */
export function panelView(report: Report, entries: readonly LedgerEntry[]): PanelView {
  const decisions = new Map(
    entries.filter((entry) => entry.disposition !== "accept").map((entry) => [keyOf(entry.finding), entry]),
  );
  const groups = groupFindings(report.findings).map((group): PanelGroup => {
    const open = group.findings.filter((item) => !decisions.has(keyOf(item)));
    const decided = group.findings.flatMap((item) => decisions.get(keyOf(item)) ?? [])[0] ?? null;
    return { ...group, open, decided };
  });
  const counts: Record<Severity, number> = { block: 0, error: 0, warning: 0, hint: 0 };
  for (const group of groups) counts[group.lead.severity] += group.open.length;
  return {
    groups: [...groups.filter(isOpen), ...groups.filter((group) => !isOpen(group))],
    counts,
    openCount: groups.reduce((sum, group) => sum + group.open.filter(mustBeDecided).length, 0),
  };
}

/** What this machine alone finds may be left open: the platform does not ask about it. */
const mustBeDecided = (finding: Finding): boolean => needsDisposition(finding) && !isLocal(finding);

export const isOpen = (group: PanelGroup): boolean => group.open.length > 0;

/** 2 阻断 · 5 错误 · 3 提示: words for what is there, nothing for what is not. */
export function countWords(counts: PanelView["counts"]): string[] {
  return severities.filter((each) => counts[each] > 0).map((each) => `${counts[each]} ${severityNames[each]}`);
}

/** The author may not wave a block finding through; a second person may (ledger rule of the workflow). */
export function mayIgnore(finding: Finding, stage: string): boolean {
  return finding.severity !== "block" || stage !== "draft";
}

export interface Judgement {
  readonly disposition: Disposition;
  /** Required for 忽略 and 转人工. */
  readonly reason: string;
}

/** One entry for each finding; entries of a group carry the group's id, so that the ledger shows they were one decision. */
export function entriesFor(
  findings: readonly Finding[],
  judgement: Judgement,
  decider: Decider & { readonly at: string; readonly group: string },
): LedgerEntry[] {
  return findings.map((finding) => ({
    finding,
    disposition: judgement.disposition,
    reason: judgement.reason.trim().slice(0, 500),
    personId: decider.personId,
    name: decider.name,
    at: decider.at,
    stage: decider.stage,
    group: findings.length > 1 ? decider.group : null,
  }));
}

/** Adds decisions; a newer one on the same finding replaces the older one of the same person's draft, accepted ones stay as history. */
export function withEntries(entries: readonly LedgerEntry[], added: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const keys = new Set(added.map((entry) => keyOf(entry.finding)));
  return [...entries.filter((entry) => entry.disposition === "accept" || !keys.has(keyOf(entry.finding))), ...added];
}

/** Takes decisions back: the findings are open again. What was accepted is text by now and is undone in the text. */
export function withoutDecisions(
  entries: readonly LedgerEntry[],
  findings: readonly Finding[],
): readonly LedgerEntry[] {
  const keys = new Set(findings.map(keyOf));
  return entries.filter((entry) => entry.disposition === "accept" || !keys.has(keyOf(entry.finding)));
}
