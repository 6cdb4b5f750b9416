/** Versions `MAJOR.MINOR.PATCH` are compared by number, never as text. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (const [at, value] of left.entries()) {
    const difference = value - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export const isOlder = (a: string, b: string): boolean => compareVersions(a, b) < 0;

const numbersOf = (version: string): number[] => version.split(".").map(Number);
