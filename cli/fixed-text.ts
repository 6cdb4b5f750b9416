/** Safe corrections in a plain text: what `--fix` writes. */
import type { Finding } from "../shared/proofreading/finding";

/** Offsets in the text. */
type Placed = Pick<Finding, "start" | "end" | "fix" | "suggestions">;

export interface FixedText<F extends Placed> {
  readonly text: string;
  readonly corrected: readonly F[];
}

export const isSafe = ({ fix, suggestions }: Placed): boolean => fix === "safe" && suggestions.length > 0;

/** The text with the first suggestion of every safe finding, in rising order; of overlapping ones the first. */
export function fixedText<F extends Placed>(text: string, findings: readonly F[]): FixedText<F> {
  const corrected: F[] = [];
  let result = "";
  let at = 0;
  for (const finding of findings) {
    const [to] = finding.suggestions;
    if (!isSafe(finding) || to === undefined || finding.start < at) continue;
    result += text.slice(at, finding.start) + to;
    at = finding.end;
    corrected.push(finding);
  }
  return { text: result + text.slice(at), corrected };
}
