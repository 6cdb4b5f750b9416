/** Two names that differ in one stretch: 防汛抗旱应急预案 and 森林防火应急预案, 南门河工程 and 北门河工程. */

/** Where they differ, as offsets of both; null when they are equal, too unlike, or one only has more. */
export function stretchApart(a: string, b: string, most: number): readonly [number, number, number] | null {
  const longer = Math.max(a.length, b.length);
  if (a === b || longer < 4 || Math.abs(a.length - b.length) > 1) return null;
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const apart = longer - head - tail;
  // A character more in one of them is another way to say it, not another thing.
  return shorter - head - tail === 0 || apart > Math.max(1, longer * most)
    ? null
    : [head, a.length - tail, b.length - tail];
}
