/** What every end-to-end test stands on: the whole system on a folder of its own, and a browser. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchChromium } from "./chromium";
import { newWindow } from "./context";
import { PATIENCE } from "./patience";
import { startWorld, type World, type WorldOptions } from "./world";

export interface Bench {
  readonly world: World;
  readonly browser: Browser;
  /** A browser profile of its own: what one context stores another never sees. */
  readonly newContext: () => Promise<BrowserContext>;
  /** A window of the workstation in a profile. */
  readonly openDesk: (context: BrowserContext) => Promise<Page>;
  readonly stop: () => Promise<void>;
}

/** `options` may put things into the data folder before anything starts. */
export async function startBench(
  options: (data: string) => WorldOptions | Promise<WorldOptions> = () => ({}),
): Promise<Bench> {
  const data = mkdtempSync(join(tmpdir(), "caibian-e2e-"));
  const world = await startWorld(data, await options(data));
  const browser = await launchChromium();
  return {
    world,
    browser,
    newContext: () => newWindow(browser),
    openDesk: (context) => openDesk(context, world),
    async stop() {
      await browser.close();
      await world.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

export async function openDesk(context: BrowserContext, world: World): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(await world.launchUrl());
  return page;
}
