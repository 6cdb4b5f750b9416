/**
 * The acknowledgement ledger: what was tried and what was told to be saved, kept by the campaign, which no fault
 * reaches. Values of a key are known by their order, so that a store may be ahead of what it told, never behind.
 */

export interface Finding {
  readonly acknowledged: number;
  /** Acknowledged keys that are gone, stand at an older value, or hold something else. */
  readonly lost: readonly string[];
  /** Keys that hold what nobody tried to save. */
  readonly foreign: readonly string[];
}

export class Ledger {
  readonly #tried = new Map<string, string[]>();
  readonly #acknowledged = new Map<string, number>();

  /** Before the store is asked. */
  readonly trying = (key: string, value: string): void => {
    const values = this.#tried.get(key);
    if (values === undefined) this.#tried.set(key, [value]);
    else values.push(value);
  };

  /** When the store has said that the newest value tried under the key is saved. */
  readonly saved = (key: string): void => {
    const values = this.#tried.get(key) ?? [];
    this.#acknowledged.set(key, values.length - 1);
  };

  readonly acknowledged = (): number => this.#acknowledged.size;

  readonly audit = (found: ReadonlyMap<string, string>): Finding => {
    const lost = [...this.#acknowledged].filter(([key, at]) => {
      const value = found.get(key);
      return value === undefined || !(this.#tried.get(key) ?? []).slice(at).includes(value);
    });
    const foreign = [...found].filter(([key, value]) => this.#tried.get(key)?.includes(value) !== true);
    return {
      acknowledged: this.#acknowledged.size,
      lost: lost.map(([key]) => key),
      foreign: foreign.map(([key]) => key),
    };
  };
}
