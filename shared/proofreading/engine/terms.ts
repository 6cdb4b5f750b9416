/** All literal terms of all term rules in one automaton. */
import type { Lexicon, Match, Term, TermRule, TextBlock } from "../rule";
import { TermMatcher } from "../term-matcher";

interface Entry {
  readonly rule: TermRule;
  readonly term: Term;
}

export class TermIndex {
  private readonly entries: readonly Entry[];
  private readonly matcher: TermMatcher;

  constructor(rules: readonly TermRule[], lexicon: Lexicon) {
    this.entries = rules.flatMap((rule) =>
      [...rule.terms, ...(lexicon.terms[rule.id] ?? [])].map((term) => ({ rule, term })),
    );
    this.matcher = new TermMatcher(this.entries.map(({ term }) => term.wrong));
  }

  /** The matches in a block, each with its rule. */
  find(block: TextBlock): { rule: TermRule; match: Match }[] {
    return this.matcher.find(block.text).flatMap(({ term: index, start, end }) => {
      const entry = this.entries[index];
      if (entry === undefined || isInnocent(block.text, start, entry.term)) return [];
      return [{ rule: entry.rule, match: matchOf(block.id, { start, end }, entry.term) }];
    });
  }
}

function matchOf(block: string, place: { start: number; end: number }, term: Term): Match {
  const [first] = term.right;
  return {
    block,
    ...place,
    message: first === undefined ? `“${term.wrong}”：${term.why}。` : `“${term.wrong}”应为“${first}”：${term.why}。`,
    suggestions: term.right,
    ...(term.fix === undefined ? {} : { fix: term.fix }),
    ...(term.severity === undefined ? {} : { severity: term.severity }),
  };
}

/** Whether the hit stands inside one of the longer strings in which it is innocent, or is the right word already. */
function isInnocent(text: string, start: number, term: Term): boolean {
  return [...term.right, ...(term.unless ?? [])].some((longer) => {
    for (let at = longer.indexOf(term.wrong); at !== -1; at = longer.indexOf(term.wrong, at + 1)) {
      if (start >= at && text.startsWith(longer, start - at)) return true;
    }
    return false;
  });
}
