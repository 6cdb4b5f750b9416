/** `pilot=now,early=+3d,general=2026-12-01T08:00+08:00`: when each ring opens. */
import { type Ring, ring } from "../../shared/model/policy";
import { type Rings, rings } from "../../shared/update/manifest";
import { ReleaseFault } from "./fault";

const HOURS: Readonly<Record<string, number>> = { h: 1, d: 24, w: 168 };

/** @throws ReleaseFault */
export function ringTimes(text: string, now: Date): Rings {
  const pairs = text.split(",").map((part) => part.split("="));
  const times = new Map<Ring, string>();
  for (const [name = "", at = "", ...rest] of pairs) {
    const known = ring.safeParse(name);
    if (!known.success || rest.length > 0)
      throw new ReleaseFault(`--ring 里的“${name}”不是批次：只有 pilot、early、general`);
    if (times.has(known.data)) throw new ReleaseFault(`--ring 里的 ${name} 写了两次`);
    times.set(known.data, momentOf(at, now).toISOString());
  }
  const parsed = rings.safeParse(Object.fromEntries(times));
  if (!parsed.success) throw new ReleaseFault("--ring 的先后不对：pilot 最先，early 其次，general 最后");
  return parsed.data;
}

function momentOf(text: string, now: Date): Date {
  if (text === "now") return now;
  const [, count, unit = ""] = /^\+(\d{1,3})([hdw])$/.exec(text) ?? [];
  if (count !== undefined) return new Date(now.getTime() + Number(count) * (HOURS[unit] ?? 0) * 3_600_000);
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  const at = new Date(isInstant ? text : Number.NaN);
  if (Number.isNaN(at.getTime()))
    throw new ReleaseFault(`--ring 的时间“${text}”读不懂：写 now、+12h、+3d、+1w，或 2026-12-01T08:00+08:00`);
  return at;
}
