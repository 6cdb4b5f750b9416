/** The administrators' pages, opened from a workstation of their own. */
import type { Browser } from "playwright-core";
import { type BrowserNote, enterAdministration } from "../driver/administration";
import { signIn } from "../driver/sign-in";
import type { World } from "../world";
import { type Camera, openWindow } from "./camera";

export interface AdminScene {
  readonly browser: Browser;
  readonly world: World;
  readonly camera: Camera;
  readonly note: BrowserNote;
}

export async function pictureAdministration({ browser, world, camera, note }: AdminScene): Promise<void> {
  const desk = await world.addDesk();
  const window = await openWindow(browser, await desk.launchUrl());
  const person = world.person("luan", "系统管理");
  await signIn(window, person, world.cast.smsInbox);
  const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 1366, height: 768 } });
  const { page } = await enterAdministration(window, context, note);
  await camera.take(page, "admin-overview");
  await page.getByRole("link", { name: "终端", exact: true }).click();
  // The workstation reports a few seconds after its sign-in.
  while ((await page.getByRole("cell", { name: person.name }).count()) === 0) {
    await page.waitForTimeout(1_000);
    await page.reload();
  }
  await camera.take(page, "admin-fleet");
}
