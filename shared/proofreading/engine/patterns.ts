/** How a pattern looks at one block. */
import type { Match, Pattern, ProofContext, TextBlock } from "../rule";
import { aimed } from "./aim";

const noMatches: readonly Match[] = [];

/** A pattern, and the expression that is run for it: its own, or one that matches the same and is sooner done. */
export interface Search {
  readonly pattern: Pattern;
  /** Made when it is first run: most of the patterns never are. */
  regex: RegExp | null;
}

export function patternMatches(search: Search, block: TextBlock, context: ProofContext): readonly Match[] {
  const { pattern } = search;
  search.regex ??= aimed(pattern.regex);
  const { regex } = search;
  regex.lastIndex = 0;
  let found = regex.exec(block.text);
  if (found === null) return noMatches;
  const matches: Match[] = [];
  for (; found !== null; found = regex.exec(block.text)) {
    // An empty hit does not move by itself.
    if (found[0] === "") regex.lastIndex += 1;
    const after = regex.lastIndex;
    if (pattern.accept === undefined || pattern.accept(found, block, context))
      matches.push(matchOf(pattern, block, found));
    regex.lastIndex = after;
  }
  return matches;
}

function matchOf(pattern: Pattern, block: TextBlock, found: RegExpExecArray): Match {
  const [start, end] = placeOf(pattern.regex, found, block.text);
  const whole = block.text.slice(start, end);
  return {
    block: block.id,
    start,
    end,
    message: typeof pattern.message === "string" ? filled(pattern.message, found, whole) : pattern.message(found),
    suggestions: suggestionsOf(pattern, found, whole),
    ...(pattern.fix === undefined ? {} : { fix: pattern.fix }),
    ...(pattern.severity === undefined ? {} : { severity: pattern.severity }),
  };
}

/** The same pattern asked for the positions of its groups, which cost time: only once there is a hit. */
const placing = new WeakMap<RegExp, RegExp>();

function placeOf(regex: RegExp, found: RegExpExecArray, text: string): readonly [number, number] {
  const whole = [found.index, found.index + found[0].length] as const;
  if (found.groups?.mark === undefined) return whole;
  const exact = placing.get(regex) ?? new RegExp(regex.source, `${regex.flags.replace(/[dgy]/g, "")}dy`);
  placing.set(regex, exact);
  exact.lastIndex = found.index;
  return exact.exec(text)?.indices?.groups?.mark ?? whole;
}

function suggestionsOf(pattern: Pattern, found: RegExpExecArray, whole: string): readonly string[] {
  const { suggest } = pattern;
  if (suggest === undefined) return [];
  if (typeof suggest === "function") return suggest(found);
  return (typeof suggest === "string" ? [suggest] : suggest).map((template) => filled(template, found, whole));
}

function filled(template: string, found: RegExpExecArray, whole: string): string {
  if (!template.includes("$")) return template;
  return template.replace(/\$(\d)/g, (_, digit: string) => (digit === "0" ? whole : (found[Number(digit)] ?? "")));
}
