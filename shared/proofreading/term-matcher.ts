/** Every occurrence of every term in one pass over a text. */
import { Automaton, Sightings } from "./engine/automaton";

export interface TermHit {
  /** Index of the term in the list the matcher was made from. */
  readonly term: number;
  readonly start: number;
  readonly end: number;
}

const noHits: readonly TermHit[] = [];

export class TermMatcher {
  private readonly automaton: Automaton;
  private readonly seen = new Sightings(0);
  private readonly words: readonly string[];
  /** By word, the places of the list that hold it. */
  private readonly places: readonly (readonly number[])[];

  constructor(terms: readonly string[]) {
    const places = new Map<string, number[]>();
    terms.forEach((term, index) => {
      const known = places.get(term);
      if (known !== undefined) known.push(index);
      else if (term !== "") places.set(term, [index]);
    });
    this.words = [...places.keys()];
    this.places = [...places.values()];
    this.automaton = new Automaton(this.words);
  }

  /** All occurrences, overlapping ones too, by end position, of one end the longest first. */
  find(text: string): readonly TermHit[] {
    this.seen.clear();
    this.automaton.run(text, this.seen);
    const { words, size } = this.seen;
    if (size === 0) return noHits;
    const hits: TermHit[] = [];
    for (let i = 0; i < size; i += 2) {
      const word = words[i] ?? 0;
      const end = words[i + 1] ?? 0;
      const start = end - (this.words[word]?.length ?? 0);
      for (const term of this.places[word] ?? []) hits.push({ term, start, end });
    }
    return hits.length === 1 ? hits : hits.sort((a, b) => a.end - b.end || a.start - b.start);
  }
}
