/**
 * The shape of every rule that judges a name by the day of its event (R11): each block gives its hits with the day its
 * own text names, and the day it may give to the whole document; the judge puts the two together.
 */
import { documentSpan, type EventDay, eventDay, isExcused, type Span } from "../../event-day";
import type { BlockFact, Match, ProofContext, TextBlock } from "../../rule";

export interface Hit<T> {
  readonly start: number;
  readonly end: number;
  readonly what: T;
}

export interface DatedFact<T> {
  /** The day the document bears, if this block shows it. */
  readonly own: Span | null;
  readonly hits: readonly (Hit<T> & { readonly day: EventDay })[];
}

export function datedFact<T>(block: TextBlock, context: ProofContext, hits: readonly Hit<T>[]): DatedFact<T> | null {
  const own = documentSpan(block.role, block.text);
  if (own === null && hits.length === 0) return null;
  const live = hits.filter(({ start, end }) => !isExcused(block.text, start, end));
  if (own === null && live.length === 0) return null;
  return { own, hits: live.map((hit) => ({ ...hit, day: eventDay(block.text, hit.start, context) })) };
}

/**
 * What today is worth when nothing says when. Today itself for leaders, whose news is of today; a warning for laws, which
 * texts cite to apply them; a hint for organs and places, which old texts call as they were called then.
 */
const undatedSeverity = { "as-today": null, unsure: "warning", faint: "hint" } as const;

/** The hits with the day that holds for each; `verdict` says what is wrong, or `null`. */
export function judgeDated<T>(
  facts: readonly BlockFact<DatedFact<T>>[],
  verdict: (what: T, day: Span) => Omit<Match, "block" | "start" | "end"> | null,
  undated: keyof typeof undatedSeverity = "unsure",
): Match[] {
  const guess = undatedSeverity[undated];
  const own = facts.find(({ fact }) => fact.own !== null)?.fact.own ?? null;
  // What is only guessed faintly is told once, not at each place of an old text.
  const told = new Set<T>();
  return facts.flatMap(({ block, fact }) =>
    fact.hits.flatMap(({ start, end, what, day }) => {
      const silent = day.basis === "metadata" || day.basis === "today";
      const found = verdict(what, silent && own !== null ? own : day);
      if (found === null) return [];
      const guessed = guess !== null && day.basis === "today" && own === null && found.severity !== "hint";
      if (guessed && undated === "faint") {
        if (told.has(what)) return [];
        told.add(what);
      }
      return [{ block, start, end, ...found, ...(guessed ? { severity: guess } : {}) }];
    }),
  );
}

/** “2018年3月” for a message. */
export function monthName(day: string): string {
  return `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月`;
}
