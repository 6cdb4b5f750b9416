/** Which of several findings at one place a person sees: the more severe, then the longer, then the earlier rule. */
import { type Finding, type Severity, severities } from "./finding";

export interface Candidate {
  readonly finding: Finding;
  /** Position of the block in the document and of the rule in its list, for a stable order. */
  readonly blockIndex: number;
  readonly ruleIndex: number;
  /** Spans much text and may hold others. */
  readonly wraps: boolean;
}

const rank: Readonly<Record<Severity, number>> = {
  block: severities.indexOf("block"),
  error: severities.indexOf("error"),
  warning: severities.indexOf("warning"),
  hint: severities.indexOf("hint"),
};

/** Drops what is hidden by something weightier and returns the rest in document order. */
export function resolve(candidates: readonly Candidate[]): Finding[] {
  const taken = new Map<string, Uint8Array>();
  const seen = new Set<string>();
  const kept = [...candidates].sort(byWeight).filter((candidate) => {
    const { finding } = candidate;
    const key = `${finding.block} ${finding.rule} ${finding.start} ${finding.end}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return candidate.wraps || claim(taken, finding);
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
  return (
    a.blockIndex - b.blockIndex ||
    a.finding.start - b.finding.start ||
    a.finding.end - b.finding.end ||
    a.ruleIndex - b.ruleIndex
  );
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
