/** The corpus as one run of character ids: every segment between a begin and an end. */
import {
  BEGIN,
  CharacterIds,
  END,
  FIRST_CHARACTER,
  segmentEnd,
  TokenLine,
} from "../../shared/proofreading/spelling/tokens";

/** Four ids make a key of 52 bits, which a double holds exactly. */
export const ID_BITS = 13;
const LARGEST_VOCABULARY = 1 << ID_BITS;
const RAREST = 2;

export interface Vocabulary {
  readonly ids: CharacterIds;
  /** The character of every id. */
  readonly units: Uint16Array;
  /** How often each id stands in the text. */
  readonly counts: Uint32Array;
}

/**
 * Numbers the characters by falling frequency. A character seen once stays unknown unless it is one of `always`: those
 * that are written by mistake must have a name even when nobody writes them on purpose.
 */
export function vocabularyOf(lines: Iterable<string>, always: readonly number[]): Vocabulary {
  const counts = new Uint32Array(0x10000);
  const line = new TokenLine();
  const none = new CharacterIds(new Uint16Array(FIRST_CHARACTER));
  for (const text of lines) {
    line.fill(text, none);
    for (let i = 0; i < line.length; i += 1) counts[line.units[i] ?? 0] = (counts[line.units[i] ?? 0] ?? 0) + 1;
  }
  const known = [...new Set([...Array.from(counts.keys()).filter((unit) => (counts[unit] ?? 0) >= RAREST), ...always])];
  known.sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
  const kept = known.slice(0, LARGEST_VOCABULARY - FIRST_CHARACTER);
  const units = Uint16Array.from([0, 0, 0, ...kept]);
  return { ids: new CharacterIds(units), units, counts: Uint32Array.from(units, (unit) => counts[unit] ?? 0) };
}

/** A growing run of ids. */
export class IdStream {
  length = 0;
  ids: Uint16Array;
  private readonly line = new TokenLine();

  constructor(room = 1 << 20) {
    this.ids = new Uint16Array(room);
  }

  /** Adds a line, cut into its segments. */
  add(text: string, vocabulary: CharacterIds): void {
    const { line } = this;
    line.fill(text, vocabulary);
    for (let from = 0; from < line.length; ) {
      const end = segmentEnd(line, from);
      if (end - from >= 2) this.addSegment(line.ids.subarray(from, end));
      from = end;
    }
  }

  private addSegment(ids: Uint16Array): void {
    if (this.length + ids.length + 2 > this.ids.length) {
      const larger = new Uint16Array(Math.max(this.ids.length * 2, this.length + ids.length + 2));
      larger.set(this.ids);
      this.ids = larger;
    }
    this.ids[this.length] = BEGIN;
    this.ids.set(ids, this.length + 1);
    this.ids[this.length + ids.length + 1] = END;
    this.length += ids.length + 2;
  }
}
