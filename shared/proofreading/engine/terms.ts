/** What the literal terms of all term rules become: the places where each is innocent are worked out beforehand. */
import type { Match, Term } from "../rule";

/** A term with the rule it belongs to and the pack it came from. */
export interface TermEntry {
  /** Position of the rule among the rules of the pass. */
  readonly rule: number;
  readonly term: Term;
  /** `base-words 2026.11.1`; empty for the rule's own terms. */
  readonly pack: string;
  /** Longer strings in which it is innocent, with the place it has in them. */
  readonly innocent: readonly { readonly text: string; readonly at: number }[];
}

export function termEntry(rule: number, term: Term, pack: string): TermEntry {
  const innocent = [...term.right, ...(term.unless ?? [])].flatMap((text) => {
    const places: { text: string; at: number }[] = [];
    for (let at = text.indexOf(term.wrong); at !== -1; at = text.indexOf(term.wrong, at + 1)) places.push({ text, at });
    return places;
  });
  return { rule, term, pack, innocent };
}

/** The match of a term at a place, unless it stands in a longer string there in which it is innocent. */
export function termMatch(entry: TermEntry, block: { id: string; text: string }, start: number): Match | null {
  const { term } = entry;
  for (const { text, at } of entry.innocent) if (start >= at && block.text.startsWith(text, start - at)) return null;
  const [first] = term.right;
  return {
    block: block.id,
    start,
    end: start + term.wrong.length,
    message: first === undefined ? `“${term.wrong}”：${term.why}。` : `“${term.wrong}”应为“${first}”：${term.why}。`,
    suggestions: term.right,
    ...(term.fix === undefined ? {} : { fix: term.fix }),
    ...(term.severity === undefined ? {} : { severity: term.severity }),
  };
}
