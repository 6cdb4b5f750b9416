/** Patterns as they are run: one that begins by looking back is only tried at units it may begin with. */
import { firstUnits } from "./first-units";

/**
 * The same pattern, or one that matches the same and fails sooner. Asked when a pattern is first run: its syntax tree is
 * read then, which takes as long as some looks at a paragraph.
 */
export function aimed(regex: RegExp): RegExp {
  const units = regex.source.includes("(?<=") ? firstUnits(regex) : null;
  return units === null ? regex : aimedAt(regex, units);
}

/** What a match begins with anyway is asked for first, in a look ahead that takes nothing. */
const aimedAt = (regex: RegExp, units: string): RegExp =>
  new RegExp(`(?=[${units.replace(/[\\\]^-]/g, "\\$&")}])(?:${regex.source})`, regex.flags);
