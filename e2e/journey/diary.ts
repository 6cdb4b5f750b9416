/** What a journey leaves behind: a line a step with its time, and pictures. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";

export interface Diary {
  /** Does a step and says how long it took. */
  readonly step: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  readonly picture: (page: Page, name: string) => Promise<void>;
}

/** `folder` null takes no pictures. */
export function keepDiary(say: (line: string) => void, folder: string | null): Diary {
  const begun = Date.now();
  if (folder !== null) mkdirSync(folder, { recursive: true });
  return {
    async step(name, work) {
      const at = Date.now();
      const result = await work();
      const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} 秒`;
      say(`  ✓ ${name}（${seconds(Date.now() - at)}，累计 ${seconds(Date.now() - begun)}）`);
      return result;
    },
    async picture(page, name) {
      if (folder !== null) await page.screenshot({ path: join(folder, `${name}.png`) });
    },
  };
}
