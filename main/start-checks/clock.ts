/** A clock before the program itself was built is wrong, whatever it shows; how far is known to the day. */

const DAY_MS = 86_400_000;

/** Whole days that the clock is behind the build; 0 when it is not. A day's grace for time zones. */
export function daysBehind(now: Date, builtOn: string): number {
  const behind = Date.parse(`${builtOn}T00:00:00Z`) - DAY_MS - now.getTime();
  return behind <= 0 ? 0 : Math.ceil(behind / DAY_MS);
}
