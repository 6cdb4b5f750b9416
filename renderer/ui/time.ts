/** Times as people say them: 今天 10:32; the full form is for hovering. */
const two = (value: number) => String(value).padStart(2, "0");
const dayOf = (date: Date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

export function shortTime(instant: string, now: Date): string {
  const date = new Date(instant);
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}`;
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (dayOf(date) === dayOf(now)) return `今天 ${clock}`;
  if (dayOf(date) === dayOf(yesterday)) return `昨天 ${clock}`;
  const monthDay = `${date.getMonth() + 1}月${date.getDate()}日`;
  return date.getFullYear() === now.getFullYear() ? `${monthDay} ${clock}` : `${date.getFullYear()}年${monthDay}`;
}

export function fullTime(instant: string): string {
  const date = new Date(instant);
  return `${dayOf(date)} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
