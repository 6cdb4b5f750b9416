/** A browser window as the tests use it. */
import type { Browser, BrowserContext } from "playwright-core";

/** 1366 × 768 is the screen most editors sit at. */
export const windowOptions = { viewport: { width: 1366, height: 768 }, locale: "zh-CN" } as const;

export async function newWindow(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext(windowOptions);
  // The TypeScript runner wraps named functions in this helper, also those that are sent into the page.
  await context.addInitScript("globalThis.__name = (value) => value");
  return context;
}
