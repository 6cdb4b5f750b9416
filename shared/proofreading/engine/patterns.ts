/** How a pattern rule looks at one block. */
import type { Match, Pattern, PatternRule, ProofContext, TextBlock } from "../rule";

export function patternMatches(rule: PatternRule, block: TextBlock, context: ProofContext): Match[] {
  return rule.patterns.flatMap((pattern) => hits(pattern, block, context));
}

function hits(pattern: Pattern, block: TextBlock, context: ProofContext): Match[] {
  const matches: Match[] = [];
  const { regex } = pattern;
  regex.lastIndex = 0;
  for (let found = regex.exec(block.text); found !== null; found = regex.exec(block.text)) {
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
  const suggestions = suggestionsOf(pattern, found, block.text.slice(start, end));
  return {
    block: block.id,
    start,
    end,
    message:
      typeof pattern.message === "string"
        ? filled(pattern.message, found, block.text.slice(start, end))
        : pattern.message(found),
    suggestions,
    ...(pattern.fix === undefined ? {} : { fix: pattern.fix }),
    ...(pattern.severity === undefined ? {} : { severity: pattern.severity }),
  };
}

/** Positions of groups cost time, so they are asked for only once there is a hit. */
function placeOf(regex: RegExp, found: RegExpExecArray, text: string): readonly [number, number] {
  if (found.groups?.mark === undefined) return [found.index, found.index + found[0].length];
  const exact = new RegExp(regex.source, `${regex.flags.replace("g", "")}dy`);
  exact.lastIndex = found.index;
  const place = exact.exec(text)?.indices?.groups?.mark;
  return place ?? [found.index, found.index + found[0].length];
}

function suggestionsOf(pattern: Pattern, found: RegExpExecArray, whole: string): readonly string[] {
  const { suggest } = pattern;
  if (suggest === undefined) return [];
  if (typeof suggest === "function") return suggest(found);
  return (typeof suggest === "string" ? [suggest] : suggest).map((template) => filled(template, found, whole));
}

function filled(template: string, found: RegExpExecArray, whole: string): string {
  return template.replace(/\$(\d)/g, (_, digit: string) => (digit === "0" ? whole : (found[Number(digit)] ?? "")));
}
