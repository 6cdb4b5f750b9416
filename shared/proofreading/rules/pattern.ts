/** The shape most block rules have: one bounded pattern, one sentence, perhaps a replacement. */
import { hitsOf } from "../hits";
import type { Match, TextBlock } from "../rule";

export type Found = RegExpExecArray;

/** A match for every hit the judge does not turn down. Offsets default to the whole hit. */
export function matchesOf(
  block: TextBlock,
  pattern: RegExp,
  judge: (found: Found) => (Omit<Match, "block" | "start" | "end"> & { start?: number; end?: number }) | null,
): Match[] {
  const matches: Match[] = [];
  for (const found of hitsOf(block.text, pattern)) {
    const verdict = judge(found);
    if (verdict === null) continue;
    const start = verdict.start ?? found.index;
    const end = verdict.end ?? found.index + found[0].length;
    matches.push({ block: block.id, ...verdict, start, end });
  }
  return matches;
}
