/** How two names differ when a pen slipped once. */
import { homophones, lookAlikes } from "../../packs/name-characters";

export type Slip =
  | { readonly kind: "changed"; readonly at: number; readonly from: string; readonly to: string }
  | { readonly kind: "inserted" | "dropped" | "swapped"; readonly at: number };

/** The single slip that turns `right` into `wrong`; `null` when they are equal or further apart. */
export function slipBetween(right: string, wrong: string): Slip | null {
  const longer = Math.max(right.length, wrong.length);
  if (right === wrong || Math.abs(right.length - wrong.length) > 1) return null;
  let head = 0;
  while (head < longer && right[head] === wrong[head]) head += 1;
  let tail = 0;
  while (
    tail < Math.min(right.length, wrong.length) - head &&
    right[right.length - 1 - tail] === wrong[wrong.length - 1 - tail]
  )
    tail += 1;
  const rest = longer - head - tail;
  if (right.length < wrong.length) return rest === 1 ? { kind: "inserted", at: head } : null;
  if (right.length > wrong.length) return rest === 1 ? { kind: "dropped", at: head } : null;
  if (rest === 1) return { kind: "changed", at: head, from: right[head] ?? "", to: wrong[head] ?? "" };
  const swapped = rest === 2 && right[head] === wrong[head + 1] && right[head + 1] === wrong[head];
  return swapped ? { kind: "swapped", at: head } : null;
}

let sounds: ReadonlyMap<string, ReadonlySet<number>> | null = null;
let shapes: ReadonlySet<string> | null = null;

/** Whether two characters sound alike (tones and the finals of the south set aside) or look alike. */
export function areConfusable(a: string, b: string): boolean {
  sounds ??= soundTable();
  const groups = sounds.get(b);
  if (groups !== undefined) for (const group of sounds.get(a) ?? []) if (groups.has(group)) return true;
  shapes ??= shapeTable();
  return shapes.has(a + b) || shapes.has(b + a);
}

function soundTable(): ReadonlyMap<string, ReadonlySet<number>> {
  const table = new Map<string, Set<number>>();
  for (const [group, characters] of homophones.trim().split(/\s/).entries())
    for (const character of characters) {
      const known = table.get(character);
      if (known === undefined) table.set(character, new Set([group]));
      else known.add(group);
    }
  return table;
}

function shapeTable(): ReadonlySet<string> {
  const table = new Set<string>();
  for (const row of lookAlikes.trim().split(/\s/)) {
    const [first = "", ...others] = row;
    for (const other of others) table.add(first + other);
  }
  return table;
}
