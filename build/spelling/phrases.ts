/**
 * Words that no list has but the text uses as one: runs of three and four characters that occur often, hold together
 * more than chance would, stand among changing neighbours on both sides and neither begin nor end with a particle.
 */
import { isHan } from "../../shared/proofreading/spelling/tokens";
import type { Vocabulary } from "./stream";
import { type Level, occurrencesOf, placeOfRun } from "./tree";

const FROM = 40;
/** How many times more often than by chance the parts stand together, at their weakest seam. */
const COHESION = 150;
/** How many different characters stand before and after. */
const NEIGHBOURS = 15;
/** No neighbour stands there more often than this share of the times: else it belongs to the word. */
const ONE_NEIGHBOUR = 0.4;
/** How often each half of a run of four is seen at least. */
const HALVES = 200;
const SHORTEST = 3;
const LONGEST = 4;
/** Characters that connect words more often than they begin or end one. */
const CONNECTING: ReadonlySet<string> = new Set(
  "的了在是已较和与于为被把将也都又要我你他她它这那就不很再及或等从向对给让使由以并而但有无没能会可应须各每某该其此之者所个些只次起来去说称到中上下里内外时后前间一二三四五六七八九十百千万亿元年月日号第",
);

export class TextCounts {
  private readonly levels: readonly Level[];
  private readonly occurrences: readonly Uint32Array[];
  private readonly total: number;

  constructor(levels: readonly Level[]) {
    this.levels = levels;
    this.occurrences = occurrencesOf(levels);
    this.total = (this.occurrences[0] ?? new Uint32Array(0)).reduce((sum, count) => sum + count, 0);
  }

  /** How often a run of up to four ids was seen. */
  of(ids: Uint16Array): number {
    const place = placeOfRun(this.levels, ids);
    return place < 0 ? 0 : (this.occurrences[ids.length - 1]?.[place] ?? 0);
  }

  /** The runs that behave like words, with their counts. */
  *phrases({ units }: Vocabulary): Generator<{ ids: Uint16Array; count: number }> {
    const isText = Uint8Array.from(units, (unit) => (isHan(unit) ? 1 : 0));
    const connects = (id: number | undefined) => CONNECTING.has(String.fromCharCode(units[id ?? 0] ?? 0));
    for (let size = SHORTEST; size <= LONGEST; size += 1) {
      for (const { ids, count, place } of this.frequent(size, isText)) {
        if (connects(ids[0]) || connects(ids[size - 1]) || !this.isFree(ids, place)) continue;
        if (this.cohesion(ids, count) >= COHESION) yield { ids, count };
      }
    }
  }

  private *frequent(size: number, isText: Uint8Array): Generator<{ ids: Uint16Array; count: number; place: number }> {
    const run = new Uint16Array(size);
    const seen = this.occurrences[size - 1];
    if (seen === undefined) return;
    const { levels } = this;
    function* descend(depth: number, from: number, to: number): Generator<number> {
      for (let place = from; place < to; place += 1) {
        const id = levels[depth]?.ids[place] ?? 0;
        if (isText[id] !== 1) continue;
        run[depth] = id;
        if (depth === size - 1) yield place;
        else yield* descend(depth + 1, levels[depth]?.begins[place] ?? 0, levels[depth]?.begins[place + 1] ?? 0);
      }
    }
    for (const place of descend(0, 0, levels[0]?.ids.length ?? 0)) {
      const count = seen[place] ?? 0;
      if (count >= FROM) yield { ids: run.slice(), count, place };
    }
  }

  /**
   * Whether what stands before and after changes. The longest runs have no neighbours counted: their first three
   * characters must have many before them, their last three many after them, and their halves must be common pairs.
   */
  private isFree(ids: Uint16Array, place: number): boolean {
    if (ids.length < LONGEST) return this.changesBefore(ids) && this.changesAfter(ids, place);
    const last = ids.subarray(1);
    const halves = Math.min(this.of(ids.subarray(0, 2)), this.of(ids.subarray(2)));
    return (
      this.changesBefore(ids.subarray(0, 3)) &&
      this.changesAfter(last, placeOfRun(this.levels, last)) &&
      halves >= HALVES
    );
  }

  private changesBefore(ids: Uint16Array): boolean {
    const place = placeOfRun(this.levels, ids);
    return (this.levels[ids.length - 1]?.counts[place] ?? 0) >= NEIGHBOURS;
  }

  private changesAfter(ids: Uint16Array, place: number): boolean {
    const begins = this.levels[ids.length - 1]?.begins;
    const above = this.occurrences[ids.length];
    if (begins === undefined || above === undefined) return false;
    const begin = begins[place] ?? 0;
    const end = begins[place + 1] ?? 0;
    const most = above.subarray(begin, end).reduce((largest, count) => Math.max(largest, count), 0);
    return end - begin >= NEIGHBOURS && most <= ONE_NEIGHBOUR * (this.occurrences[ids.length - 1]?.[place] ?? 0);
  }

  private cohesion(ids: Uint16Array, count: number): number {
    let weakest = Number.POSITIVE_INFINITY;
    for (let seam = 1; seam < ids.length; seam += 1) {
      const apart = this.of(ids.subarray(0, seam)) * this.of(ids.subarray(seam));
      weakest = Math.min(weakest, (count * this.total) / apart);
    }
    return weakest;
  }
}
