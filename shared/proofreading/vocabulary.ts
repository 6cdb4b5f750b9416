/** The allow-list: an accepted word that covers a match suppresses it, there and only there (R4). */
import { TermMatcher } from "./term-matcher";

export interface Range {
  readonly start: number;
  readonly end: number;
}

export class Vocabulary {
  private readonly matcher: TermMatcher | null;

  constructor(words: readonly string[]) {
    this.matcher = words.length === 0 ? null : new TermMatcher(words);
  }

  /** Where accepted words stand in a text. */
  find(text: string): readonly Range[] {
    return this.matcher === null ? [] : this.matcher.find(text);
  }
}

/** Whether one of the ranges covers the match whole. Touching or crossing is not enough. */
export function isCovered(match: Range, ranges: readonly Range[]): boolean {
  return ranges.some((range) => range.start <= match.start && match.end <= range.end);
}
