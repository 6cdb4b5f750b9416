import { median } from "./median";

/** One figure: what is done, and how often for its median. */
export interface Figure {
  readonly name: string;
  readonly runs: number;
  readonly work: () => unknown;
}

/** Runs each figure once to warm it, then prints the median wall time. */
export async function printFigures(figures: readonly Figure[]): Promise<void> {
  for (const { name, runs, work } of figures) {
    await work();
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const at = performance.now();
      await work();
      times.push(performance.now() - at);
    }
    console.log(`  ${name}: ${median(times).toFixed(2)} ms`);
  }
}
