/** Random schedules of faults over two real workstations and the real platform, each judged; a failing one is shrunk. */
import { join } from "node:path";
import fc from "fast-check";
import type { Campaign, CampaignOptions } from "../../campaign";
import { type Played, play } from "../schedule/play";
import { randomFrom } from "../schedule/random";
import { describe, type Step, schedule } from "../schedule/step";
import { closeGround, type Ground, openGround } from "../world/world";

/** A platform's store serves so many schedules: items of earlier ones cost time at every reading. */
const GROUND_FOR = 20;
const SHRINKING = 40;

export const syncSchedules: Campaign = {
  name: "sync-faults",
  title: "随机故障日程：超时、中断、重复、乱序、进程终止、断电、时钟偏差",
  run: async (options) => {
    for (let done = 0; done < options.count; done += GROUND_FOR) {
      const ground = await openGround();
      const last = Math.min(done + GROUND_FOR, options.count);
      for (let at = done; at < last; at += 1) await one(options, ground, options.seed * 10_000 + at);
      await closeGround(ground);
    }
  },
};

/** The seed alone gives the schedule and every chance in it. */
async function one(options: CampaignOptions, ground: Ground, seed: number): Promise<void> {
  const [steps = []] = fc.sample(schedule, { seed, numRuns: 1 });
  const stage = { ground, folder: join(options.folder, String(seed)), random: randomFrom(seed) };
  const played = await play(stage, steps);
  const note = played.faults.length === 0 ? {} : { note: await minimal(options, ground, seed) };
  options.note({ case: "同步日程", runs: 1, ...counts(played), ...note });
  options.say(
    `日程 ${seed}：${steps.length} 步，上报 ${played.acknowledged} 次，进程终止 ${played.deaths} 次，${verdictOf(played)}`,
  );
}

const verdictOf = ({ faults }: Played): string => (faults.length === 0 ? "全部守约" : faults.join("；"));

const counts = ({ acknowledged, faults }: Played) => {
  const doubled = faults.filter((fault) => fault.startsWith("doubled")).length;
  return { acknowledged, lost: faults.length - doubled, doubled };
};

/** The shortest schedule that fails in the same way, as a person can play it again. */
async function minimal({ folder }: CampaignOptions, ground: Ground, seed: number): Promise<string> {
  let runs = 0;
  const holds = async (steps: readonly Step[]): Promise<boolean> => {
    runs += 1;
    if (runs > SHRINKING) return true;
    const stage = { ground, folder: join(folder, `${seed}-${runs}`), random: randomFrom(seed) };
    return (await play(stage, steps)).faults.length === 0;
  };
  const details = await fc.check(fc.asyncProperty(schedule, holds), { seed, numRuns: 1 });
  const [steps] = details.counterexample ?? [[]];
  return `种子 ${seed}：${describe(steps)}`;
}
