/** The shape most block rules have: one bounded pattern, one sentence, perhaps a replacement. */
import type { Match, TextBlock } from "../rule";

export type Found = RegExpExecArray;

/** A match for every hit the judge does not turn down. Offsets default to the whole hit. */
export function matchesOf(
  block: TextBlock,
  pattern: RegExp,
  judge: (found: Found) => (Omit<Match, "block" | "start" | "end"> & { start?: number; end?: number }) | null,
): Match[] {
  return Array.from(block.text.matchAll(pattern)).flatMap((found) => {
    const verdict = judge(found);
    if (verdict === null) return [];
    return [
      {
        block: block.id,
        ...verdict,
        start: verdict.start ?? found.index,
        end: verdict.end ?? found.index + found[0].length,
      },
    ];
  });
}
