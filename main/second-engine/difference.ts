/** Where two writings of one line differ: the shortest edits (Myers 1986), as spans of the first. */

export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Beyond so many edits the line was rewritten, and is told as one change. */
const MOST = 300;

export function changesBetween(before: string, after: string): readonly Change[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const from = before.slice(head, before.length - tail);
  const to = after.slice(head, after.length - tail);
  if (from === "" && to === "") return [];
  const steps = from === "" || to === "" ? null : shortest(from, to);
  if (steps === null) return [{ start: head, end: head + from.length, text: to }];
  return gathered(steps, { from, to }, head);
}

/** Kept pairs of places, in order; null when the texts have too little in common. */
function shortest(from: string, to: string): readonly (readonly [number, number])[] | null {
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let edits = 0; edits <= MOST; edits += 1) {
    trace.push(new Map(furthest));
    for (let k = -edits; k <= edits; k += 2) {
      let x = isDown(furthest, k, edits) ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1;
      let y = x - k;
      while (x < from.length && y < to.length && from[x] === to[y]) {
        x += 1;
        y += 1;
      }
      furthest.set(k, x);
      if (x >= from.length && y >= to.length) return backwards(trace, from.length, to.length);
    }
  }
  return null;
}

function isDown(furthest: ReadonlyMap<number, number>, k: number, edits: number): boolean {
  return k === -edits || (k !== edits && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
}

function backwards(trace: readonly ReadonlyMap<number, number>[], length: number, other: number) {
  const kept: [number, number][] = [];
  let [x, y] = [length, other];
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const furthest = trace[edits] ?? new Map<number, number>();
    const k = x - y;
    const before = isDown(furthest, k, edits) ? k + 1 : k - 1;
    const fromX = furthest.get(before) ?? 0;
    const fromY = fromX - before;
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      x -= 1;
      y -= 1;
      kept.push([x, y]);
    }
    if (edits > 0) [x, y] = [fromX, fromY];
  }
  return kept.reverse();
}

/** What lies between kept places is one change each. */
function gathered(
  kept: readonly (readonly [number, number])[],
  { from, to }: { readonly from: string; readonly to: string },
  offset: number,
): Change[] {
  const changes: Change[] = [];
  let [x, y] = [0, 0];
  for (const [nextX, nextY] of [...kept, [from.length, to.length] as const]) {
    if (nextX > x || nextY > y) changes.push({ start: offset + x, end: offset + nextX, text: to.slice(y, nextY) });
    [x, y] = [nextX + 1, nextY + 1];
  }
  return changes;
}
