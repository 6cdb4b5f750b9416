/** When a backup and a drill are due. By the machine's own calendar: nobody waits for it, and nothing hangs on its honesty. */

/** Evening has come: most desks are left running then, and what is due earlier waits for it. */
const EVENING = 19;
const DAY = 86_400_000;
const MONTH = 30 * DAY;

/** Once each evening; at once when the last one is older than a day, as on desks that are switched off at night. */
export function isBackupDue(last: string | null, now: Date): boolean {
  if (last === null) return true;
  const since = now.getTime() - Date.parse(last);
  if (since < 0 || since >= DAY) return true;
  return now.getHours() >= EVENING && !isThisEvening(new Date(last), now);
}

const isThisEvening = (last: Date, now: Date): boolean =>
  last.getHours() >= EVENING && last.toDateString() === now.toDateString();

export const isDrillDue = (last: string | null, now: Date): boolean =>
  last === null || Math.abs(now.getTime() - Date.parse(last)) >= MONTH;
