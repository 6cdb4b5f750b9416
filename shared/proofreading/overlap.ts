/** Which of several findings at one place a person sees: the more severe, then the longer, then the earlier rule. */
import { type Finding, type Severity, severities } from "./finding";

export interface Candidate {
  readonly finding: Finding;
  /** Position of the rule in its list, for a stable order. */
  readonly ruleIndex: number;
  /** Spans much text and may hold others. */
  readonly wraps: boolean;
  /** It is about where the link over its words leads, not about the words: both may be wrong, and both are shown. */
  readonly ofTarget: boolean;
}

const rank: Readonly<Record<Severity, number>> = {
  block: severities.indexOf("block"),
  error: severities.indexOf("error"),
  warning: severities.indexOf("warning"),
  hint: severities.indexOf("hint"),
};

/** Drops what is hidden by something weightier, of the candidates of one block, and returns the rest in text order. */
export function resolve(candidates: readonly Candidate[]): Finding[] {
  if (candidates.length < 2) return candidates.map(({ finding }) => finding);
  const words = new Map<string, Uint8Array>();
  const targets = new Map<string, Uint8Array>();
  const seen = new Set<string>();
  const kept = [...candidates].sort(byWeight).filter((candidate) => {
    const { finding } = candidate;
    // A range that takes room is taken once; only what takes none could stand there twice.
    if (candidate.wraps || finding.start === finding.end) {
      const key = `${finding.block} ${finding.rule} ${finding.start} ${finding.end}`;
      if (seen.has(key)) return false;
      seen.add(key);
    }
    return candidate.wraps || claim(candidate.ofTarget ? targets : words, finding);
  });
  return kept.sort(byPlace).map((candidate) => candidate.finding);
}

function byWeight(a: Candidate, b: Candidate): number {
  return (
    rank[a.finding.severity] - rank[b.finding.severity] ||
    length(b.finding) - length(a.finding) ||
    a.ruleIndex - b.ruleIndex ||
    a.finding.start - b.finding.start
  );
}

function byPlace(a: Candidate, b: Candidate): number {
  return a.finding.start - b.finding.start || a.finding.end - b.finding.end || a.ruleIndex - b.ruleIndex;
}

function length(finding: Finding): number {
  return finding.end - finding.start;
}

/** Marks the range as taken unless any unit of it already is. An empty range takes nothing. */
function claim(taken: Map<string, Uint8Array>, finding: Finding): boolean {
  let units = taken.get(finding.block);
  if (units === undefined || units.length < finding.end) {
    const longer = new Uint8Array(Math.max(finding.end, (units?.length ?? 0) * 2));
    if (units !== undefined) longer.set(units);
    units = longer;
    taken.set(finding.block, units);
  }
  for (let i = finding.start; i < finding.end; i += 1) if (units[i] === 1) return false;
  units.fill(1, finding.start, finding.end);
  return true;
}

/** Equal findings in equal sentences of one block are told apart by their order. */
export function numbered(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length < 2) return findings;
  const seen = new Map<string, number>();
  const block = findings[0]?.block;
  return findings.map((finding) => {
    // Most lists are of one block; no print has a space in it.
    const key = finding.block === block ? finding.print : `${finding.block} ${finding.print}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? finding : { ...finding, print: `${finding.print}-${count}` };
  });
}
