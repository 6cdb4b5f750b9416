/** The window's index (Dexie) in a real Chromium; and the same without strict durability, which must lose. */
import { readFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { build } from "vite";
import { type Holding, holdingOf } from "../ledger/numbered";
import { type KillableChromium, startChromium } from "../workstation/killable-chromium";
import { databaseRows } from "./database-order";
import { MB, type Victim, type Writing } from "./victim";

/** The page's script, made once a run. */
let script: Promise<string> | null = null;

async function makeScript(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), "caibian-chaos-page-"));
  const entry = resolve(import.meta.dirname, "index-page.ts");
  const lib = { entry, formats: ["iife" as const], name: "page", fileName: () => "page.js" };
  await build({ configFile: false, logLevel: "error", build: { outDir, lib, copyPublicDir: false } });
  return readFileSync(join(outDir, "page.js"), "utf8");
}

/** The origin must stay the same over all starts, for the database belongs to it. */
const port = 17_899;

async function servePage(): Promise<Server> {
  script ??= makeScript();
  const page = `<!doctype html><meta charset="utf-8"><script>${await script}</script>`;
  const server = createServer((_, answer) => answer.setHeader("content-type", "text/html; charset=utf-8").end(page));
  await new Promise<void>((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", done);
  });
  return server;
}

interface Window {
  readonly page: Page;
  readonly browser: KillableChromium;
  readonly close: () => Promise<void>;
}

async function openWindow(disk: string): Promise<Window> {
  const server = await servePage();
  const browser = await startChromium(join(disk, "profile"));
  const close = async () => {
    browser.kill();
    await browser.gone;
    await new Promise((done) => server.close(done));
  };
  const page = await browser.context.newPage();
  return { page, browser, close };
}

async function write(
  disk: string,
  order: { next: number; durability: string },
  told: (number: number) => void,
): Promise<Writing> {
  const { page, browser, close } = await openWindow(disk);
  await page.exposeFunction("chaosTold", told);
  await page.goto(`http://127.0.0.1:${port}/`);
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
    kill: async () => {
      killed = true;
      await close();
    },
  };
}

async function read(disk: string): Promise<Holding> {
  const { page, close } = await openWindow(disk);
  try {
    await page.goto(`http://127.0.0.1:${port}/`);
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
