/** What was asked and held, told line by line; the first thing that does not hold ends the test. */
export interface Ledger {
  /** @throws Error with `because` when it does not hold */
  readonly holds: (what: string, held: boolean, because?: () => string) => void;
  /** Told with the seconds it took. */
  readonly step: <T>(what: string, work: () => T | Promise<T>) => Promise<T>;
}

export function openLedger(say: (line: string) => void): Ledger {
  return {
    holds(what, held, because = () => "") {
      if (!held) throw new Error(`✗ ${what}\n${because()}`);
      say(`  ✓ ${what}`);
    },
    async step(what, work) {
      const at = Date.now();
      const result = await work();
      say(`  ✓ ${what}（${((Date.now() - at) / 1_000).toFixed(1)} 秒）`);
      return result;
    },
  };
}
