/** Times as people read them: 今天 10:32; the full time stands in the hover text. */
import { beijingTime } from "../../../shared/publication/page";

export function whenText(at: string, now: Date): string {
  const [day = "", clock = ""] = beijingTime(at).split(" ");
  const today = beijingTime(now.toISOString()).slice(0, 10);
  const yesterday = beijingTime(new Date(now.getTime() - 86_400_000).toISOString()).slice(0, 10);
  if (day === today) return `今天 ${clock}`;
  if (day === yesterday) return `昨天 ${clock}`;
  return day.slice(0, 4) === today.slice(0, 4) ? `${day.slice(5)} ${clock}` : `${day} ${clock}`;
}
