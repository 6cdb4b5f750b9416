/** Safe corrections in a plain text: what `--fix` writes. */
import type { Finding } from "../shared/proofreading/finding";

/** Offsets in the text, in rising order. */
type Placed = Pick<Finding, "start" | "end" | "fix" | "suggestions">;

/** The text with the first suggestion of every safe finding, overlapping ones left for the next run; null for none. */
export function fixedText(text: string, findings: readonly Placed[]): { text: string; count: number } | null {
  let result = "";
  let at = 0;
  let count = 0;
  for (const finding of findings) {
    const to = finding.suggestions[0];
    if (finding.fix !== "safe" || to === undefined || finding.start < at) continue;
    result += text.slice(at, finding.start) + to;
    at = finding.end;
    count += 1;
  }
  return count === 0 ? null : { text: result + text.slice(at), count };
}
