/** How a pattern looks at one block. */
import type { Match, Pattern, ProofContext, TextBlock } from "../rule";
import { type Aim, aimed, hitFrom } from "./aim";

const noMatches: readonly Match[] = [];

/** A pattern, and the expression that is run for it: its own, or one that matches the same and is sooner done. */
export interface Search {
  readonly pattern: Pattern;
  /** Made when it is first run: most of the patterns never are. */
  aim: Aim | null;
}

export function patternMatches(search: Search, block: TextBlock, context: ProofContext): readonly Match[] {
  const { pattern } = search;
  search.aim ??= aimed(pattern.regex);
  const { aim } = search;
  const { text } = block;
  let found = hitFrom(aim, text, 0);
  if (found === null) return noMatches;
  const matches: Match[] = [];
  // An empty hit does not move by itself.
  for (; found !== null; found = hitFrom(aim, text, found.index + Math.max(1, found[0].length)))
    if (pattern.accept === undefined || pattern.accept(found, block, context))
      matches.push(matchOf(pattern, block, found));
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
