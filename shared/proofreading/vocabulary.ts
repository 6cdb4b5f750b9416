/** Stretches that cover others: the allow-list suppresses a match that one of its words covers whole, there only (R4). */

export interface Range {
  readonly start: number;
  readonly end: number;
}

export class Cover {
  private readonly starts: readonly number[];
  /** How far the stretches that begin no later reach. */
  private readonly reach: readonly number[];

  constructor(ranges: readonly Range[]) {
    const sorted = [...ranges].sort((a, b) => a.start - b.start);
    this.starts = sorted.map(({ start }) => start);
    let furthest = 0;
    this.reach = sorted.map(({ end }) => {
      furthest = Math.max(furthest, end);
      return furthest;
    });
  }

  /** Whether one stretch covers the range whole. Touching or crossing is not enough. */
  holds({ start, end }: Range): boolean {
    return (this.reach[this.lastUpTo(start)] ?? -1) >= end;
  }

  /** Index of the last stretch that begins at or before a place; -1 for none. */
  private lastUpTo(place: number): number {
    let [low, high] = [0, this.starts.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0) <= place) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
