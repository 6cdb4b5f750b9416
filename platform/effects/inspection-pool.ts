/**
 * Several engines as one: a machine pass takes a core for as long as it runs, and is most of what a submission costs, so
 * each core but the first has one (docs/scaling.md). What comes goes to the one that has least to do.
 */
import { availableParallelism } from "node:os";
import type { Engine } from "./inspection-engine";

/** Each keeps packs and the spelling model in memory. */
const MOST = 16;

export const coresForInspection = (): number => Math.min(MOST, Math.max(1, availableParallelism() - 1));

export function poolOf(engines: readonly [Engine, ...Engine[]]): Engine {
  const waiting = new Map(engines.map((engine) => [engine, 0]));
  const busy = (engine: Engine): number => waiting.get(engine) ?? 0;
  return {
    run: async (request) => {
      const [first, ...others] = engines;
      const chosen = others.reduce((least, engine) => (busy(engine) < busy(least) ? engine : least), first);
      waiting.set(chosen, busy(chosen) + 1);
      try {
        return await chosen.run(request);
      } finally {
        waiting.set(chosen, busy(chosen) - 1);
      }
    },
    stop: async () => {
      await Promise.all(engines.map((engine) => engine.stop()));
    },
  };
}
