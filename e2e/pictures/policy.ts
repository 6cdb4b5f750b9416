/** Settings that the administrators decided, with lock and source (L4): a policy as an office has it, put in place while the desk runs. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { World } from "../world";
import type { Camera } from "./camera";

const office = {
  idleLockMinutes: 5,
  onTokenRemoval: "lock",
  leaks: { clipboard: "inside", clearClipboardSeconds: 60, capture: "block" },
  retentionMonths: 12,
  accessibility: { fontPixels: 16 },
};

interface Desk {
  readonly page: Page;
  readonly world: Pick<World, "data">;
  readonly camera: Camera;
}

/** From the settings, and back to them with the policy that was. */
export async function pictureLockedSettings({ page, world, camera }: Desk): Promise<void> {
  const file = join(world.data, "demo", "policy.json");
  const before = readFileSync(file, "utf8");
  const known: object = JSON.parse(before);
  writeFileSync(file, JSON.stringify({ ...known, ...office }));
  const line = page.locator('[data-testid="policy-line"][data-key="leaks.capture"]');
  await line.filter({ hasText: "禁止" }).waitFor();
  await page.getByTestId("policy").evaluate((section) => section.scrollIntoView());
  await camera.take(page, "policy");
  writeFileSync(file, before);
  await line.waitFor({ state: "hidden" });
}
