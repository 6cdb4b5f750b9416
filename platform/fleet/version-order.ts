/** Versions by number: `0.10.0` is newer than `0.9.1`; what is no number counts as 0. */
export function olderThan(a: string, b: string): boolean {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let at = 0; at < 3; at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

const numbersOf = (version: string): number[] =>
  version.split(".").map((part) => {
    const value = Number.parseInt(part, 10);
    return Number.isNaN(value) ? 0 : value;
  });

/** The newest of them; null when there is none. */
export function newestOf(versions: readonly string[]): string | null {
  return versions.reduce<string | null>(
    (newest, each) => (newest === null || olderThan(newest, each) ? each : newest),
    null,
  );
}
