/** Aho–Corasick over UTF-16 units: every occurrence of every term in one pass over the text. */

export interface TermHit {
  /** Index of the term in the list the matcher was made from. */
  readonly term: number;
  readonly start: number;
  readonly end: number;
}

interface State {
  readonly next: Map<number, number>;
  fail: number;
  /** Terms that end here, including those of the failure chain. */
  ends: readonly number[];
}

export class TermMatcher {
  private readonly states: State[] = [emptyState()];
  private readonly terms: readonly string[];

  constructor(terms: readonly string[]) {
    this.terms = terms;
    terms.forEach((term, index) => {
      if (term !== "") this.add(term, index);
    });
    this.connect();
  }

  /** All occurrences, overlapping ones too, by end position. */
  find(text: string): TermHit[] {
    const hits: TermHit[] = [];
    let state = 0;
    for (let i = 0; i < text.length; i += 1) {
      state = this.step(state, text.charCodeAt(i));
      for (const term of this.states[state]?.ends ?? []) {
        hits.push({ term, start: i + 1 - (this.terms[term]?.length ?? 0), end: i + 1 });
      }
    }
    return hits;
  }

  private add(term: string, index: number): void {
    let at = 0;
    for (let i = 0; i < term.length; i += 1) {
      const unit = term.charCodeAt(i);
      const known = this.states[at]?.next.get(unit);
      if (known === undefined) {
        this.states.push(emptyState());
        this.states[at]?.next.set(unit, this.states.length - 1);
        at = this.states.length - 1;
      } else at = known;
    }
    const last = this.states[at];
    if (last !== undefined) last.ends = [...last.ends, index];
  }

  /** Breadth first: a state's failure link points at the longest proper suffix that is a prefix of a term. */
  private connect(): void {
    const queue = [0];
    for (let head = 0; head < queue.length; head += 1) {
      const at = queue[head] ?? 0;
      for (const [unit, child] of this.states[at]?.next ?? []) {
        const state = this.states[child];
        if (state === undefined) continue;
        state.fail = at === 0 ? 0 : this.step(this.states[at]?.fail ?? 0, unit);
        state.ends = [...state.ends, ...(this.states[state.fail]?.ends ?? [])];
        queue.push(child);
      }
    }
  }

  private step(from: number, unit: number): number {
    let at = from;
    for (;;) {
      const next = this.states[at]?.next.get(unit);
      if (next !== undefined) return next;
      if (at === 0) return 0;
      at = this.states[at]?.fail ?? 0;
    }
  }
}

function emptyState(): State {
  return { next: new Map(), fail: 0, ends: [] };
}
