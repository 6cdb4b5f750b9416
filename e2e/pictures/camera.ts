/** Takes the pictures of docs/images: one size, Chinese locale and clock, quiet screens only. */
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";

export const pictureNames = [
  "sign-in",
  "self-check",
  "help",
  "work",
  "writing",
  "metadata",
  "review",
  "diff",
  "signing",
  "proof",
  "sync",
  "settings",
  "policy",
  "lock",
  "offline",
  "public-page",
  "public-list",
  "sms-inbox",
  "admin-overview",
  "admin-fleet",
] as const;
export type PictureName = (typeof pictureNames)[number];

export interface Camera {
  readonly take: (page: Page, name: PictureName) => Promise<void>;
  /** Names not taken yet. */
  readonly missing: () => readonly PictureName[];
  readonly bytes: () => number;
}

export function createCamera(folder: string, say: (line: string) => void): Camera {
  mkdirSync(folder, { recursive: true });
  const taken = new Set<PictureName>();
  const file = (name: PictureName) => join(folder, `${name}.png`);
  return {
    async take(page, name) {
      await settle(page);
      await page.screenshot({ path: file(name), animations: "disabled", caret: "hide" });
      taken.add(name);
      say(`  ✓ ${name}.png（${Math.round(statSync(file(name)).size / 1024)} KB）`);
    },
    missing: () => pictureNames.filter((name) => !taken.has(name)),
    bytes: () => [...taken].reduce((sum, name) => sum + statSync(file(name)).size, 0),
  };
}

/** Fonts are there, spinners are gone, and two frames have been drawn. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
  await page.locator(".ant-spin-spinning:visible").first().waitFor({ state: "hidden" });
  await page.waitForTimeout(300);
}

/** The screen most editors sit at. */
export async function openWindow(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
  });
  // The TypeScript runner wraps named functions in this helper, also those that are sent into the page.
  await context.addInitScript("globalThis.__name = (value) => value");
  const page = await context.newPage();
  await page.goto(address);
  return page;
}
