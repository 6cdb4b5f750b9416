/** What stood on the screen when a test failed, in out/test/failures. */
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { afterEach } from "vitest";

const folder = resolve(import.meta.dirname, "..", "out", "test", "failures");

/** Call once in a test file. */
export function pictureFailures(page: () => Page): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== "fail" || page().isClosed()) return;
    const name = task.name.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60);
    await page().screenshot({ path: join(folder, `${name}.png`) });
  });
}
