/** Simulated power cuts of each store while it is written to, and of two stores that must lose (E12, D4). */
import { seeded } from "../../e2e/random";
import type { Campaign, CampaignOptions, Outcome } from "../campaign";
import { LoopDisk, missingForDisk } from "../disk/loop-disk";
import { type Holding, NumberedLedger, nothing } from "../ledger/numbered";
import { blobVictim } from "./blobs";
import { embeddedVictim, postgresVictim, stockPgliteVictim } from "./databases";
import { relaxedIndexVictim, strictIndexVictim } from "./index-database";
import { journalVictim } from "./journal";
import type { Victim } from "./victim";

/** A store goes on over this many cuts, then begins anew. */
const cutsOfOneStore = 5;

interface Series {
  readonly name: string;
  readonly title: string;
  readonly victims: readonly Victim[];
}

const series: readonly Series[] = [
  { name: "power-journal", title: "突然断电：工作站本机日志", victims: [journalVictim] },
  { name: "power-index", title: "突然断电：工作站索引", victims: [strictIndexVictim, relaxedIndexVictim] },
  { name: "power-embedded", title: "突然断电：平台内置数据库", victims: [embeddedVictim, stockPgliteVictim] },
  { name: "power-postgres", title: "突然断电：平台 PostgreSQL", victims: [postgresVictim] },
  { name: "power-blobs", title: "突然断电：平台附件库", victims: [blobVictim] },
];

export const powerCuts: readonly Campaign[] = series.map(({ name, title, victims }) => ({
  name,
  title,
  run: async (options) => {
    const lacks = missingForDisk();
    for (const victim of victims) {
      const missing = lacks ?? victim.missing();
      if (missing === null) await cutAll(victim, options);
      else options.say(`  跳过 ${victim.case}：${missing}`);
    }
  },
}));

async function cutAll(victim: Victim, { count, quick, seed, say, note, folder }: CampaignOptions): Promise<void> {
  const random = seeded(seed);
  const disk = new LoopDisk(folder, "power", victim.diskBytes);
  // Controls need only show that this kind of cut hurts.
  const runs = victim.control === true ? Math.min(count, 10) : count;
  let ledger: NumberedLedger | null = null;
  let next = 0;
  const each = quick ? 800 : (victim.atMost ?? 2_500);
  try {
    for (let cut = 1; cut <= runs; cut += 1) {
      if (ledger === null || cut % cutsOfOneStore === 1) {
        await disk.unmount();
        disk.format();
        disk.mount();
        ledger = new NumberedLedger();
        next = 0;
      }
      const began = Date.now();
      const before = ledger.size();
      const highest = await cutOnce({ victim, disk, ledger, next, wait: 200 + random.below(each) });
      next = Math.max(next, highest + 1);
      const found = await opened(victim, disk);
      const lost = ledger.missing(found.holding).length;
      const acknowledged = ledger.size() - before;
      note(outcomeOf(victim, { ...found, lost, acknowledged, where: `种子 ${seed} 第 ${cut} 次` }));
      say(`  ${victim.case} ${cut}/${runs}：已确认 ${acknowledged}，丢失 ${lost}，${Date.now() - began} 毫秒`);
      const faults = lost > 0 || found.trouble !== null || found.holding.foreign.length > 0;
      if (faults) ledger = null;
    }
  } finally {
    await disk.remove();
  }
}

interface Cut {
  readonly victim: Victim;
  readonly disk: LoopDisk;
  readonly ledger: NumberedLedger;
  readonly next: number;
  /** Milliseconds from the first acknowledgement to the cut. */
  readonly wait: number;
}

/** Answers the highest number that was told. */
async function cutOnce({ victim, disk, ledger, next, wait }: Cut): Promise<number> {
  let highest = next - 1;
  let heard = (): void => undefined;
  const first = new Promise<void>((done) => {
    heard = done;
  });
  const writing = await victim.write(disk.root, next, (number) => {
    ledger.told(number);
    highest = Math.max(highest, number);
    heard();
  });
  try {
    await Promise.race([first, writing.broken, late(victim.case)]);
    await new Promise((done) => setTimeout(done, wait));
    writing.freeze();
    // What was told before is still on its way through the pipe.
    await new Promise((done) => setTimeout(done, 50));
    disk.cutPower();
  } finally {
    await writing.kill();
  }
  await disk.unmount();
  disk.mount();
  return highest;
}

function late(name: string): Promise<never> {
  return new Promise((_, failed) => {
    const timer = setTimeout(() => failed(new Error(`${name}：90 秒内没有写成一条`)), 90_000);
    timer.unref();
  });
}

/** What the store holds after the cut; one that does not open holds nothing. */
async function opened(victim: Victim, disk: LoopDisk): Promise<Opened> {
  try {
    return { holding: await victim.read(disk.root), trouble: null };
  } catch (error) {
    const trouble = error instanceof Error ? error.message : String(error);
    return { holding: nothing, trouble: trouble.slice(0, 300) };
  }
}

interface Opened {
  readonly holding: Holding;
  readonly trouble: string | null;
}

interface Counted extends Opened {
  readonly lost: number;
  readonly acknowledged: number;
  /** Seed and number of the cut. */
  readonly where: string;
}

function outcomeOf(victim: Victim, { holding, trouble, lost, acknowledged, where }: Counted): Outcome {
  const why = trouble ?? (holding.foreign.length > 0 ? `陌生内容 ${holding.foreign.join("、")}` : "");
  const isFault = lost > 0 || why !== "";
  return {
    case: victim.case,
    runs: 1,
    acknowledged,
    lost,
    doubled: holding.foreign.length,
    control: victim.control ?? false,
    ...(isFault && victim.control !== true ? { note: `${where}：丢失 ${lost}；${why}` } : {}),
  };
}
