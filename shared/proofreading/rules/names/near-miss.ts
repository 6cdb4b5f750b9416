/** How two names differ when a pen slipped once. */
import { areMistaken } from "../../slips/confusable";

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

/** Whether two characters sound alike (tones and the finals of the south set aside), or look or are keyed alike. */
export function areConfusable(a: string, b: string): boolean {
  return areMistaken(a.charCodeAt(0), b.charCodeAt(0));
}
