/** What clean text has gained by one word in the place of another: pairs that both stand there by right. */
import { HISTORY_AT } from "./swap-features";

/** A pair that clean text never had gains less than this there. */
export const UNHEARD = 32;

export class SwapHistory {
  private readonly gains = new Map<string, number>();

  /** What stands there, then each word that reads better with the most it gained: `末来 未来180 本来64;…`. */
  constructor(table: string) {
    for (const line of table.split(";")) {
      const [wrong = "", ...others] = line.split(" ");
      for (const other of others) {
        const right = other.slice(0, wrong.length);
        this.gains.set(wrong + right, Number(other.slice(wrong.length)));
      }
    }
  }

  /** Puts into a row what is known of its pair. */
  fill(row: Int16Array, wrong: string, right: string): void {
    tell(row, this.gains.get(wrong + right) ?? UNHEARD);
  }
}

/** The features of a pair whose clean text gained so much at most. */
export function tell(row: Int16Array, most: number): void {
  row[HISTORY_AT] = most;
  row[HISTORY_AT + 1] = (row[0] ?? 0) - most;
}
