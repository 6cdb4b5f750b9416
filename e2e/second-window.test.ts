/** A second window of the same workstation, while the first hangs: it says what is so, and goes on when the person wants. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDesk } from "./bench";
import { launchProfile } from "./chromium";
import { signIn } from "./driver/sign-in";
import { newDraft, typeDraft, waitSaved } from "./driver/writing";
import { pictureFailures } from "./pictures-of-failure";
import { startWorld, type World } from "./world";

const folder = mkdtempSync(join(tmpdir(), "caibian-second-window-"));

let world: World;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  world = await startWorld(join(folder, "data"));
  context = await launchProfile(join(folder, "profile"));
  page = await openDesk(context, world);
  await signIn(page, world.person("luan", "编辑员"), world.cast.smsInbox);
});
pictureFailures(() => page);
afterAll(async () => {
  await context.close();
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

it("S4: goes on with the saved draft behind a window that does not answer any more, once the person says so", async () => {
  await newDraft(page);
  await typeDraft(page, "第二个窗口接着写", "这一段在第一个窗口里写完并已保存。");
  await waitSaved(page);
  // Never comes back: from here on this window answers nothing and lets go of nothing.
  void page
    .evaluate(() => {
      for (;;);
    })
    .catch(() => undefined);
  const second = await context.newPage();
  await second.goto(await world.launchUrl());
  await second.getByTestId("other-window").waitFor({ timeout: 30_000 });
  expect(await second.getByTestId("other-window").textContent()).toContain("已保存的稿件都在本机");
  const pictures = process.env.CAIBIAN_PICTURES;
  if (pictures !== undefined) await second.screenshot({ path: join(pictures, "second-window.png") });
  await second.getByTestId("take-window").click();
  await second.getByText("第二个窗口接着写").first().waitFor();
});
