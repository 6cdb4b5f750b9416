/** BD-3: what a platform says of rings and minima, true or not, brings in nothing that is not signed and new (L7). */
import type { Random } from "../../e2e/random";
import type { UpdateDirective } from "../../shared/update/directive";
import { lies } from "./refusals";
import { next, older, present, type Terminal } from "./terminal";

interface Told {
  readonly terminal: Terminal;
  readonly random: Random;
}

const hours = (count: number): string => new Date(Date.now() + count * 3_600_000).toISOString();

function anyDirective(random: Random): UpdateDirective {
  return {
    ring: random.pick([null, "pilot", "early", "general"] as const),
    pausedUntil: random.pick([null, hours(-5), hours(500), "2999-01-01T00:00:00.000Z"]),
    delayDays: random.below(31),
    minimum: random.pick([null, older, next, "999.0.0"]),
  };
}

/** Under any directive a feed that lies changes nothing, and the signed version comes once its ring is open. */
export async function directed({ terminal, random }: Told): Promise<readonly string[]> {
  const lie = random.pick(lies.filter(({ starts }) => starts === present));
  await lie.tell(terminal);
  const { updates } = terminal.desk();
  await updates.directed(anyDirective(random));
  await updates.turnedAway();
  const wrong = (await terminal.start()) === present ? [] : [`平台指令加“${lie.case}”换掉了版本`];
  terminal.fresh();
  terminal.offer({ version: next, serial: 9, change: { rings: { pilot: hours(-1), general: hours(200) } } });
  const desk = terminal.desk().updates;
  await desk.check();
  const early = (await terminal.start()) === present ? [] : ["批次未开放就换了版本"];
  await desk.directed({ ring: "pilot", pausedUntil: null, delayDays: 0, minimum: null });
  const late = (await terminal.start()) === next ? [] : ["指定批次后没有换版本"];
  return [...wrong, ...early, ...late, ...(terminal.isDataWhole() ? [] : ["数据变了"])];
}
