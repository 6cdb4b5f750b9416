/**
 * The acknowledgement ledger: numbers that a store said it has, kept by the campaign, which no fault reaches. Record n
 * lies under key n mod KEYS and says n in its text, so that each write is an overwrite, and a store may be ahead of
 * what it told, never behind.
 */

const KEYS = 40;

export const keyOf = (number: number): string => `k${number % KEYS}`;

/** About 2,000 bytes: long enough that a write can be cut. */
export const textOf = (number: number): string => `第 ${number} 条 ${"春江潮水连海平 ".repeat(80)}${number}`;

/** What a store holds, as far as the ledger asks. */
export interface Holding {
  /** Whether record n is there, or one that came after it in its place. */
  readonly has: (number: number) => boolean;
  /** Names of what nobody wrote. */
  readonly foreign: readonly string[];
}

export const nothing: Holding = { has: () => false, foreign: [] };

/** The holding of a store that keeps one text a key. */
export function holdingOf(texts: ReadonlyMap<string, string>): Holding {
  const stands = new Map([...texts].map(([key, text]) => [key, numberIn(key, text)]));
  return {
    has: (number) => (stands.get(keyOf(number)) ?? -1) >= number,
    foreign: [...stands].filter(([, number]) => number === null).map(([key]) => key),
  };
}

/** The number of the record a text is; null when no record of this key says exactly that. */
function numberIn(key: string, text: string): number | null {
  const number = Number(/^第 (\d+) 条/.exec(text)?.[1] ?? Number.NaN);
  return Number.isSafeInteger(number) && keyOf(number) === key && textOf(number) === text ? number : null;
}

export class NumberedLedger {
  readonly #told = new Set<number>();

  /** The store has said that it has record n. */
  readonly told = (number: number): void => {
    this.#told.add(number);
  };

  readonly size = (): number => this.#told.size;

  /** What the store told and does not hold. */
  readonly missing = ({ has }: Holding): readonly number[] => [...this.#told].filter((number) => !has(number));
}
