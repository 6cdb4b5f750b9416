/** Where a segment of a text ends for the search: a long one at the next comma, a very long one anywhere. */
import { LONGEST_SEGMENT } from "./segment";
import { segmentEnd, type TokenLine } from "./tokens";

const COMMA = 0xff0c;
/** A segment this long ends at the next comma. */
const LONG = 100;

/** The token behind the segment that begins at one. */
export function cutOf(line: TokenLine, from: number): number {
  const end = segmentEnd(line, from);
  if (end - from <= LONG) return end;
  for (let at = from + LONG; at < Math.min(end, from + LONGEST_SEGMENT); at += 1)
    if (line.units[at] === COMMA) return at + 1;
  return Math.min(end, from + LONGEST_SEGMENT);
}
