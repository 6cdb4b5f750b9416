/** E12: files of Chromium's IndexedDB folder deleted, cut short or changed, while the journal is whole. */
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { filesBelow } from "../../e2e/damage";
import { freePort } from "../../e2e/proxy";
import { type Random, seeded } from "../../e2e/random";
import type { Campaign, CampaignOptions } from "../campaign";
import { startChromium } from "../workstation/killable-chromium";
import { type PageServer, servePage } from "../workstation/page-server";
import { doHarm, type Harm, harmNames, harms } from "./harm";
import { tellReading } from "./journal-damage";
import { openMain, storeId } from "./main-side";

export const indexDamage: Campaign = {
  name: "damage-index",
  title: "Chromium 的 IndexedDB 文件被删除、截断、改动（E12）",
  run: damageIndex,
};

const reading = z.object({
  saved: z.number(),
  lost: z.array(z.string()),
  risen: z.array(z.string()),
  told: z.array(z.string()),
});

interface Place {
  readonly store: string;
  readonly profile: string;
  readonly server: PageServer;
}

async function damageIndex(options: CampaignOptions): Promise<void> {
  const { folder, say, count, seed } = options;
  const random = seeded(seed);
  const server = await servePage(resolve(import.meta.dirname, "drafts-page.ts"), await freePort());
  try {
    const pristine = { store: join(folder, "store"), profile: join(folder, "profile"), server };
    mkdirSync(pristine.store);
    await inChromium(pristine, `chaosDrafts.write("${storeId}")`);
    for (const harm of harms) {
      for (let run = 1; run <= count; run += 1) await harmOnce({ harm, run, random, pristine }, options);
      say(`  索引${harmNames[harm]}：${count} 次`);
    }
  } finally {
    await server.close();
  }
}

interface Run {
  readonly harm: Harm;
  readonly run: number;
  readonly random: Random;
  readonly pristine: Place;
}

async function harmOnce({ harm, run, random, pristine }: Run, { folder, seed, note }: CampaignOptions): Promise<void> {
  const place = { ...pristine, store: join(folder, "store-now"), profile: join(folder, "profile-now") };
  for (const part of ["store", "profile"] as const) {
    rmSync(place[part], { recursive: true, force: true });
    cpSync(pristine[part], place[part], { recursive: true });
  }
  const files = filesBelow(place.profile).filter((file) => /IndexedDB.*\.leveldb\/(?!LOCK|LOG)/.test(file));
  if (files.length === 0) throw new Error("Chromium left no IndexedDB files to harm");
  const done = doHarm(harm, files.sort(), random);
  const found = reading.parse(await inChromium(place, `chaosDrafts.read("${storeId}")`));
  tellReading(note, { case: `索引${harmNames[harm]}，日志完好`, readings: [found], seed, run, done });
}

/** Starts a browser over the profile and main over the store, lets the page work, and closes both in order. */
async function inChromium({ store, profile, server }: Place, script: string): Promise<unknown> {
  const main = await openMain(store);
  const browser = await startChromium(profile);
  try {
    const page = await browser.context.newPage();
    await page.exposeFunction("chaosCall", async (name: string, input: string) =>
      JSON.stringify(await main.bridge.call(name, JSON.parse(input))),
    );
    await page.goto(server.url);
    const result: unknown = await page.evaluate(script);
    // An orderly end writes out what LevelDB holds in memory.
    await browser.close();
    return result;
  } finally {
    browser.kill();
    await browser.gone;
    await main.close();
  }
}
