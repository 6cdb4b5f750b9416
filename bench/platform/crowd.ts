/** Many desks at once, each asking again as soon as it was answered: how an archive's size shows when everybody is there. */
import { quantile } from "../figure";
import type { Request } from "./requests";

export interface Answered {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
}

const DESKS = 200;
const ASKS = 4;
const ROUNDS = 3;

/** The archives take turns, so that what disturbs one disturbs the other. The first round only warms. */
export async function askedAtOnce(archives: readonly Request[]): Promise<readonly Answered[]> {
  const sums = archives.map((request) => ({ request, ms: 0, times: [] as number[] }));
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const sum of sums) {
      const from = performance.now();
      const times = await Promise.all(Array.from({ length: DESKS }, (_, desk) => oneDesk(sum.request, desk)));
      if (round === 0) continue;
      sum.ms += performance.now() - from;
      sum.times.push(...times.flat());
    }
  return sums.map(({ times, ms }) => ({
    perSecond: (times.length / ms) * 1_000,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
  }));
}

async function oneDesk(request: Request, desk: number): Promise<readonly number[]> {
  const times: number[] = [];
  for (let turn = 0; turn < ASKS; turn += 1) {
    const at = performance.now();
    await request(desk + turn * DESKS);
    times.push(performance.now() - at);
  }
  return times;
}
