/** Where a text comes back to the same two characters soon: the few places at which something may be written twice. */

const SLOTS = 4096;
/** By a hash of two units, where they stood last, counted from the end of the text on and through all texts. */
const last = new Int32Array(SLOTS);
let seen = SLOTS;
/** Beyond so many units counting begins anew. */
const MOST = 2 ** 30;

/** Ascending places after which their two units stand again within `reach`. A few more are among them by chance. */
export function returnsIn(text: string, reach: number): readonly number[] {
  if (seen + text.length + reach > MOST) {
    last.fill(0);
    seen = SLOTS;
  }
  const places: number[] = [];
  let next = text.charCodeAt(text.length - 1);
  for (let at = text.length - 2; at >= 0; at -= 1) {
    const unit = text.charCodeAt(at);
    const slot = (Math.imul(unit, 31) ^ Math.imul(next, 1021)) & (SLOTS - 1);
    const here = seen + text.length - at;
    if (here - (last[slot] ?? 0) <= reach) places.push(at);
    last[slot] = here;
    next = unit;
  }
  seen += text.length + reach + 1;
  return places.reverse();
}
