/**
 * Whether this machine's log is what was written (L11): the chain of hashes, the signed head and the platform's words
 * over the same lines. Pure: whoever gathers the texts decides how far back it looks.
 */
import type { DeskCheckpoint, DeskPlace } from "../../shared/audit/desk-log";
import type { AuditVerdict } from "../../shared/ipc/audit";
import type { ReadHead } from "./head";
import type { Line, ReadLog } from "./lines";

export interface Gathered {
  /** The lines from `after` on, as far as they follow. */
  readonly read: ReadLog;
  /** The line before the first one that was read; null at the beginning of the log. */
  readonly after: DeskPlace | null;
  readonly head: ReadHead;
  readonly words: readonly DeskCheckpoint[];
  /** Words whose signature no city's key made. */
  readonly forged: number;
}

export function judgeLog(gathered: Gathered): AuditVerdict {
  const { lines, fault } = gathered.read;
  if (fault !== null) return { state: "broken", at: fault, why: "chain" };
  const fit = wordsOver(lines, gathered);
  // What the platform has signed is sound up to there; behind it nothing is known.
  const unsure = Math.max(fit.agreed + 1, gathered.after === null ? 0 : gathered.after.seq + 1);
  if (fit.differs || gathered.forged > 0) return { state: "broken", at: unsure, why: "platform" };
  const ended = endOf(lines, gathered);
  if (ended !== null) return { state: "broken", at: ended === "unsure" ? unsure : ended, why: "head" };
  const last = lines.at(-1)?.seq ?? gathered.after?.seq ?? -1;
  return { state: "whole", lines: last + 1, first: lines[0]?.seq ?? last + 1, covered: fit.agreed + 1 };
}

interface Fit {
  /** The last line that a word of the platform covers; -1 for none. */
  readonly agreed: number;
  readonly differs: boolean;
}

function wordsOver(lines: readonly Line[], { after, head, words }: Gathered): Fit {
  const first = lines[0];
  const name = head.kind === "head" ? head.head.log : null;
  const log = first?.seq === 0 ? first.hash : name;
  let agreed = -1;
  let differs = false;
  for (const word of words) {
    const hash = hashAt(word.seq, lines, after);
    if ((log !== null && word.log !== log) || (hash !== null && hash !== word.hash)) differs = true;
    else agreed = Math.max(agreed, word.seq);
  }
  return { agreed, differs };
}

/** Null for a line that went by the retention rule or lies in an earlier part: it is not there to be compared. */
function hashAt(seq: number, lines: readonly Line[], after: DeskPlace | null): string | null {
  if (after !== null && seq <= after.seq) return seq === after.seq ? after.hash : null;
  return lines[seq - (lines[0]?.seq ?? 0)]?.hash ?? "none";
}

/** The number of the first line that is missing at the end; `unsure` when the head itself is not to be believed. */
function endOf(lines: readonly Line[], { after, head }: Gathered): number | "unsure" | null {
  const named = keyNamed(lines, head.kind === "head" ? (head.head.end?.seq ?? -1) : Number.MAX_SAFE_INTEGER);
  if (head.kind !== "head") return named === null && head.kind === "absent" ? null : "unsure";
  if (named !== null && named !== head.print) return "unsure";
  const { end } = head.head;
  const last = lines.at(-1) ?? after;
  if (end === null) return null;
  if (last === null || last.seq < end.seq) return (last?.seq ?? -1) + 1;
  const there = lines.find(({ seq }) => seq === end.seq) ?? after;
  return there?.seq === end.seq && there.hash !== end.hash ? "unsure" : null;
}

/** The key that the log itself names last, up to a line: every start does. */
function keyNamed(lines: readonly Line[], upTo: number): string | null {
  const starts = lines.filter(({ event, seq }) => seq <= upTo && (event === "started" || event === "audit-broken"));
  return starts.findLast(({ details }) => details.about !== undefined)?.details.about ?? null;
}
