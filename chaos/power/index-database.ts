/** The window's index (Dexie) in a real Chromium; and the same without strict durability, which must lose. */
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { type Holding, holdingOf } from "../ledger/numbered";
import { type KillableChromium, startChromium } from "../workstation/killable-chromium";
import { servePage } from "../workstation/page-server";
import { databaseRows } from "./database-order";
import { MB, type Victim, type Writing } from "./victim";

/** The origin must stay the same over all starts, for the database belongs to it. */
const port = 17_899;
const entry = resolve(import.meta.dirname, "index-page.ts");

interface Window {
  readonly page: Page;
  readonly url: string;
  readonly browser: KillableChromium;
  readonly close: () => Promise<void>;
}

async function openWindow(disk: string): Promise<Window> {
  const server = await servePage(entry, port);
  const browser = await startChromium(join(disk, "profile"));
  const close = async () => {
    browser.kill();
    await browser.gone;
    await server.close();
  };
  const page = await browser.context.newPage();
  return { page, url: server.url, browser, close };
}

async function write(
  disk: string,
  order: { next: number; durability: string },
  told: (number: number) => void,
): Promise<Writing> {
  const { page, url, browser, close } = await openWindow(disk);
  await page.exposeFunction("chaosTold", told);
  await page.goto(url);
  let killed = false;
  const broken = browser.gone.then(() => {
    if (!killed) throw new Error("Chromium ended by itself");
    return new Promise<never>(() => undefined);
  });
  broken.catch(() => undefined);
  const loop = `chaosIndex.write(${order.next}, ${JSON.stringify(order.durability)}, chaosTold)`;
  // It ends with an error when the power is cut: what it told before is what counts.
  page.evaluate(loop).catch(() => undefined);
  return {
    broken,
    freeze: () => {
      killed = true;
      browser.freeze();
    },
    kill: async () => {
      killed = true;
      await close();
    },
  };
}

async function read(disk: string): Promise<Holding> {
  const { page, url, close } = await openWindow(disk);
  try {
    await page.goto(url);
    return holdingOf(new Map(databaseRows.parse(await page.evaluate("chaosIndex.read()"))));
  } finally {
    await close();
  }
}

const common = { missing: () => null, diskBytes: 256 * MB, read } as const;

export const strictIndexVictim: Victim = {
  ...common,
  case: "工作站索引（Chromium 中的 Dexie，strict）",
  write: (disk, next, told) => write(disk, { next, durability: "strict" }, told),
};

export const relaxedIndexVictim: Victim = {
  ...common,
  case: "对照：同一索引，relaxed",
  control: true,
  write: (disk, next, told) => write(disk, { next, durability: "relaxed" }, told),
};
