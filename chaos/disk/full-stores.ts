/** D5: journal, vault and Chromium's database on one disk that is filled to the last byte while drafts are written. */
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { freePort } from "../../e2e/proxy";
import { seeded } from "../../e2e/random";
import { AppError } from "../../shared/failure";
import type { Campaign, CampaignOptions } from "../campaign";
import { openMain, storeId } from "../damage/main-side";
import { MB } from "../power/victim";
import { startChromium } from "../workstation/killable-chromium";
import { type PageServer, servePage } from "../workstation/page-server";
import { LoopDisk, missingForDisk } from "./loop-disk";

export const fullStores: Campaign = {
  name: "disk-stores",
  title: "磁盘写满到最后一个字节：工作站的两处存储（D5）",
  run: async (options) => {
    const lacks = missingForDisk();
    if (lacks !== null) return options.say(`  跳过：${lacks}`);
    const server = await servePage(resolve(import.meta.dirname, "stores-page.ts"), await freePort());
    const disk = new LoopDisk(options.folder, "stores", 160 * MB);
    try {
      for (let run = 1; run <= options.count; run += 1) await fillOnce({ disk, server, run }, options);
    } finally {
      await disk.remove();
      await server.close();
    }
  },
};

const answer = z.object({
  /** Numbers that were saved. */
  saved: z.array(z.number()),
  /** Codes of refusals. */
  codes: z.array(z.string()),
  /** What the person was told. */
  told: z.array(z.string()),
});

interface Round {
  readonly disk: LoopDisk;
  readonly server: PageServer;
  readonly run: number;
}

async function fillOnce({ disk, server, run }: Round, { seed, note, say }: CampaignOptions): Promise<void> {
  const random = seeded(seed + run);
  await disk.unmount();
  disk.format();
  disk.mount();
  mkdirSync(join(disk.root, "store"));
  const began = Date.now();
  const fillAt = 20 + random.below(100);
  const work = await inChromium({ disk, server }, `chaosStores.write("${storeId}", ${fillAt}, 260)`);
  const saved = work.saved;
  const codes = [...new Set(work.codes)].filter((code) => code !== "E_DISK");
  const whileFull = await attempt({ disk, server }, `chaosStores.read("${storeId}")`);
  disk.empty();
  const after = await inChromium({ disk, server }, `chaosStores.read("${storeId}")`);
  const missing = saved.filter((number) => !after.saved.includes(number));
  const missingFull = whileFull === null ? [] : saved.filter((number) => !whileFull.saved.includes(number));
  const faults = (lost: number) => (lost + codes.length === 0 ? {} : { note: noteOf(seed, run, [lost, codes]) });
  const common = { runs: 1, doubled: 0 };
  const wrong = codes.length;
  note({
    ...common,
    case: "写入时写满，腾出空间后",
    acknowledged: saved.length,
    lost: missing.length + wrong,
    ...faults(missing.length),
  });
  if (whileFull !== null)
    note({
      ...common,
      case: "写满时打开",
      acknowledged: saved.length,
      lost: missingFull.length,
      ...faults(missingFull.length),
    });
  const full = whileFull === null ? "写满时按名拒绝" : `写满时读到 ${whileFull.saved.length}`;
  say(
    `  ${run}：已保存 ${saved.length}，拒绝 ${work.codes.length}，${full}，之后读到 ${after.saved.length}，${Date.now() - began} 毫秒`,
  );
}

const noteOf = (seed: number, run: number, [lost, codes]: readonly [number, readonly string[]]): string =>
  `种子 ${seed} 第 ${run} 次：丢失 ${lost}；其他提示 ${codes.join("、")}`;

type Answer = z.infer<typeof answer>;
type Place = Pick<Round, "disk" | "server">;

/** On a disk without a byte left a store may refuse by name, and a browser may not start: then there is nothing to judge. */
async function attempt(place: Place, script: string): Promise<Answer | null> {
  return inChromium(place, script).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "E_DISK") return null;
    if (error instanceof Error && /Chromium|closed|crash|Timeout/i.test(error.message)) return null;
    throw error;
  });
}

async function inChromium({ disk, server }: Place, script: string): Promise<Answer> {
  const main = await openMain(join(disk.root, "store"));
  try {
    const browser = await startChromium(join(disk.root, "profile"));
    try {
      const page = await browser.context.newPage();
      await page.exposeFunction("chaosCall", async (name: string, input: string) =>
        JSON.stringify(await main.bridge.call(name, JSON.parse(input))),
      );
      await page.exposeFunction("chaosFill", () => disk.fill());
      await page.goto(server.url);
      return answer.parse(await page.evaluate(script));
    } finally {
      browser.kill();
      await browser.gone;
    }
  } finally {
    await main.close();
  }
}
