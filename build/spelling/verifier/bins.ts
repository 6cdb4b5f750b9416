/** Features cut into at most 64 bins, by how often their values occur. */

export interface Bins {
  readonly features: number;
  readonly rows: number;
  /** Bin of each row, feature after feature. */
  readonly bin: Uint8Array;
  /** By feature: the largest value of each bin but the last. */
  readonly edges: readonly (readonly number[])[];
}

export const MOST_BINS = 64;

export function binned(rows: readonly Int16Array[]): Bins {
  const features = rows[0]?.length ?? 0;
  const bin = new Uint8Array(rows.length * features);
  const edges: number[][] = [];
  for (let feature = 0; feature < features; feature += 1) {
    const cut = edgesOf(rows, feature);
    edges.push(cut);
    rows.forEach((row, index) => {
      bin[feature * rows.length + index] = binOf(cut, row[feature] ?? 0);
    });
  }
  return { features, rows: rows.length, bin, edges };
}

function edgesOf(rows: readonly Int16Array[], feature: number): number[] {
  const sorted = Int16Array.from(rows, (row) => row[feature] ?? 0).sort();
  const edges: number[] = [];
  const step = Math.max(1, sorted.length / MOST_BINS);
  let counted = 0;
  for (let i = 0; i + 1 < sorted.length; i += 1) {
    counted += 1;
    const value = sorted[i] ?? 0;
    if (value === sorted[i + 1] || (counted < step && sorted.length > 2 * MOST_BINS)) continue;
    edges.push(value);
    counted = 0;
    if (edges.length === MOST_BINS - 1) break;
  }
  return edges;
}

/** The first bin whose edge is not below the value. */
function binOf(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (edges[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}
