/** What clean text gains by the other word of each direction, and what it would lose: counted once over a text. */
import { Alternatives } from "../../../shared/proofreading/spelling/alternatives";
import { ConfusedWords } from "../../../shared/proofreading/spelling/confused-words";
import type { SpellingModel } from "../../../shared/proofreading/spelling/spelling-model";

/** Of one direction, in 1/32 log10. */
export interface Gains {
  /** Places where the word stands, as many as are read. */
  places: number;
  /** Every gain of at least the floor. */
  readonly high: number[];
  /** The gains of the first places, high or low. */
  readonly first: number[];
}

export interface Limits {
  /** What no place need be asked about. */
  readonly floor: number;
  /** How many places of one direction are read whatever they gain. */
  readonly first: number;
  /** How many are read at all. */
  readonly most: number;
}

export function gainsOf(
  directions: readonly string[],
  { model, lines, limits }: { model: SpellingModel; lines: Iterable<string>; limits: Limits },
): ReadonlyMap<string, Gains> {
  const all = directions.map((): Gains => ({ places: 0, high: [], first: [] }));
  // Each direction carries its number where the shipped table has what must be gained.
  const words = new ConfusedWords(directions.map((one, index) => `${one}${index}`).join("\n"));
  const alternatives = new Alternatives(model);
  for (const line of lines) {
    words.visit(line, ({ start, end, right, least: index }) => {
      const gains = all[index];
      if (gains === undefined || gains.places === limits.most) return;
      const isFirst = gains.places < limits.first;
      gains.places += 1;
      const gain = alternatives.gain(line, { start, end }, right, isFirst ? undefined : limits.floor);
      if (isFirst) gains.first.push(gain);
      if (gain >= limits.floor) gains.high.push(gain);
    });
  }
  return new Map(all.map((gains, index) => [directions[index] ?? "", gains]));
}
