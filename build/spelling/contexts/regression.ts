/** Weights of what stands around two words: logistic regression over counted samples, few weights, all whole numbers. */

/** Keys of what stands around one place. */
export type Sample = readonly number[];

/** A key must be seen around so many places. */
const LEAST_SEEN = 8;
const CANDIDATES = 600;
const KEPT = 160;
const EPOCHS = 12;
const RATE = 0.3;
const SHRINK = 0.002;
/** Steps of 1/32 log10 in one natural unit. */
const STEPS = 32 / Math.LN10;
/** One pair of characters never decides alone. */
const MOST = 64;

/** Weights that speak for the second kind, in 1/32 log10, the strongest first. */
export function weightsOf(first: readonly Sample[], second: readonly Sample[]): readonly (readonly [number, number])[] {
  const candidates = strongest(
    [...contrasts(first, second)].map(([key, { strength }]) => [key, strength] as const),
    CANDIDATES,
  );
  const wide = trained(first, second, new Set(candidates.map(([key]) => key)));
  const seen = contrasts(first, second);
  const useful = strongest(
    [...wide].map(([key, weight]) => [key, Math.abs(weight) * Math.sqrt(seen.get(key)?.share ?? 0)] as const),
    KEPT,
  );
  const narrow = trained(first, second, new Set(useful.map(([key]) => key)));
  return [...narrow]
    .map(([key, weight]): [number, number] => [key, Math.max(-MOST, Math.min(MOST, Math.round(weight * STEPS)))])
    .filter(([, weight]) => Math.abs(weight) >= 2)
    .sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

const strongest = (
  scored: readonly (readonly [number, number])[],
  most: number,
): readonly (readonly [number, number])[] => [...scored].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most);

interface Contrast {
  readonly strength: number;
  /** Of all places, both kinds weighing the same. */
  readonly share: number;
}

/** How differently often each key stands around the two kinds. */
function contrasts(first: readonly Sample[], second: readonly Sample[]): ReadonlyMap<number, Contrast> {
  const [one, other] = [countsOf(first), countsOf(second)];
  const found = new Map<number, Contrast>();
  for (const key of new Set([...one.keys(), ...other.keys()])) {
    const [seen, met] = [one.get(key) ?? 0, other.get(key) ?? 0];
    if (seen + met < LEAST_SEEN) continue;
    const [p, q] = [seen / first.length, met / second.length];
    const share = (p + q) / 2;
    const noise = (p * (1 - p) + 1 / first.length) / first.length + (q * (1 - q) + 1 / second.length) / second.length;
    found.set(key, { strength: Math.abs(p - q) / Math.sqrt(noise), share });
  }
  return found;
}

function countsOf(samples: readonly Sample[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const sample of samples) for (const key of sample) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** Adagrad over both kinds, each of the same weight; the bias is not kept: a sentence that says nothing says 0. */
function trained(
  first: readonly Sample[],
  second: readonly Sample[],
  keys: ReadonlySet<number>,
): ReadonlyMap<number, number> {
  const index = new Map([...keys].map((key, at) => [key, at] as const));
  const rows = [...first, ...second].map((sample) => sample.flatMap((key) => index.get(key) ?? []));
  const weights = new Float64Array(index.size);
  const squares = new Float64Array(index.size).fill(1e-6);
  const total = rows.length;
  const costs = [total / 2 / first.length, total / 2 / second.length] as const;
  const stride = strideOf(total);
  for (let step = 0, at = 0; step < EPOCHS * total; step += 1, at = (at + stride) % total) {
    const row = rows[at] ?? [];
    const isSecond = at >= first.length;
    let sum = 0;
    for (const i of row) sum += weights[i] ?? 0;
    const slope = (1 / (1 + Math.exp(-sum)) - (isSecond ? 1 : 0)) * (isSecond ? costs[1] : costs[0]);
    for (const i of row) {
      const own = slope + SHRINK * (weights[i] ?? 0);
      squares[i] = (squares[i] ?? 0) + own * own;
      weights[i] = (weights[i] ?? 0) - (RATE * own) / Math.sqrt(squares[i] ?? 1);
    }
  }
  return new Map([...index].map(([key, at]) => [key, weights[at] ?? 0]));
}

/** A step that reaches every row once and leaves no two neighbours together. */
function strideOf(total: number): number {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  let stride = Math.max(1, Math.floor(total * 0.618));
  while (gcd(stride, total) !== 1) stride += 1;
  return stride;
}
