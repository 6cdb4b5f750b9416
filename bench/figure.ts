/** One figure: what is done, and how often for its median. */
export interface Figure {
  readonly name: string;
  readonly runs: number;
  readonly work: () => unknown;
}

/** Runs each figure once to warm it, then prints the median and the 95th percentile of the wall time. */
export async function printFigures(figures: readonly Figure[]): Promise<void> {
  for (const { name, runs, work } of figures) {
    await work();
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const at = performance.now();
      await work();
      times.push(performance.now() - at);
    }
    console.log(figureLine(name, times));
  }
}

export function figureLine(name: string, times: readonly number[]): string {
  return `  ${name}: ${quantile(times, 0.5).toFixed(2)} ms, p95 ${quantile(times, 0.95).toFixed(2)} ms`;
}

/** The time that the share `part` of the times does not exceed; 0 for none. */
export function quantile(times: readonly number[], part: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}
