/** Times as people say them: 今天 10:32; the full form is for hovering. Always Beijing time, whatever the machine is set to. */
const EIGHT_HOURS = 8 * 60 * 60 * 1_000;
const DAY = 24 * 60 * 60 * 1_000;

/** Date and clock in Beijing, e.g. `2026-06-18` and `10:32:07`. */
function beijing(at: Date): { readonly day: string; readonly clock: string } {
  const [day = "", rest = ""] = new Date(at.getTime() + EIGHT_HOURS).toISOString().split("T");
  return { day, clock: rest.slice(0, 8) };
}

export function shortTime(instant: string, now: Date): string {
  const { day, clock } = beijing(new Date(instant));
  const minute = clock.slice(0, 5);
  const today = beijing(now).day;
  if (day === today) return `今天 ${minute}`;
  if (day === beijing(new Date(now.getTime() - DAY)).day) return `昨天 ${minute}`;
  const [year = "", month = "", date = ""] = day.split("-");
  const monthDay = `${Number(month)}月${Number(date)}日`;
  return today.startsWith(year) ? `${monthDay} ${minute}` : `${year}年${monthDay}`;
}

export function fullTime(instant: string): string {
  const { day, clock } = beijing(new Date(instant));
  return `${day} ${clock}`;
}

/** 10:32:07, for the status bar. */
export const clockTime = (instant: string): string => beijing(new Date(instant)).clock;
