/** The editor's screens: lists, writing, metadata, signing while the network is away, sync, settings and lock. */
import type { Page } from "playwright-core";
import type { CastPerson } from "../api";
import { signIn } from "../driver/sign-in";
import { importManuscript, openRow, signOut, waitForSync } from "../driver/work";
import { fillMetadata, runProof, submit, waitSaved } from "../driver/writing";
import type { World } from "../world";
import type { Camera } from "./camera";
import { answer, drafts, dutyTable, noticeWithSlips } from "./manuscripts";
import { pictureLockedSettings } from "./policy";

export interface Scene {
  readonly page: Page;
  readonly world: World;
  readonly camera: Camera;
}

export const metadataOf = (organisationCode: string) => ({
  category: "通知公告",
  disclosure: "主动公开",
  column: "通知公告",
  generatedOn: "2026-06-18",
  indexNumber: `${organisationCode}/2026-00001`,
});

/** Signs in, drafts, and leaves the notice signed and on the platform. */
export async function writeNotice(scene: Scene, author: CastPerson): Promise<void> {
  const { page, world, camera } = scene;
  await lookAtHelp(scene);
  await page.getByTestId("key-next").waitFor();
  await page.locator(`[data-name="${author.name}"]`).click();
  await camera.take(page, "sign-in");
  await signIn(page, author, world.cast.smsInbox);
  for (const draft of drafts) {
    await importManuscript(page, draft);
    await runProof(page);
    await page.getByTestId("back").click();
  }
  await importManuscript(page, noticeWithSlips());
  await runProof(page);
  await page.getByTestId("finding").first().locator(".proof-card-main").click();
  await camera.take(page, "writing");
  await attachTable(page);
  await acceptAll(page);
  await fillMetadata(page, metadataOf("YS0000001"));
  await waitSaved(page);
  await camera.take(page, "metadata");
  await submitOffline(scene, author);
}

/** The first start checks the machine; the help is a key away on every screen. */
async function lookAtHelp({ page, camera }: Scene): Promise<void> {
  await page.getByTestId("self-check-sum").waitFor();
  await page.getByTestId("first-check").getByRole("button").click();
  await camera.take(page, "self-check");
  await page.keyboard.press("F1");
  await page.getByTestId("help-list").locator('[data-help="E_SECRET"]').click();
  await page.getByTestId("help-page").waitFor();
  await camera.take(page, "help");
  await page.keyboard.press("Escape");
  await page.getByTestId("help-page").waitFor({ state: "detached" });
  // From the second start on the check is folded away.
  await page.reload();
}

/** What the notice names as its attachment. */
export async function attachTable(page: Page): Promise<void> {
  const { name, bytes } = dutyTable();
  const mimeType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  await page.getByTestId("file-input").setInputFiles({ name, mimeType, buffer: Buffer.from(bytes) });
  await page.getByTestId("attachment-card").filter({ hasText: name }).waitFor();
}

/** Accepts every suggestion, as the slips have one each. */
export async function acceptAll(page: Page): Promise<void> {
  const quiet = page.locator('[data-testid="proof-panel"][data-running="false"]');
  const accept = page.locator('[data-testid="finding"]:not([data-open="0"]) [data-testid="finding-accept"]:enabled');
  while ((await accept.count()) > 0) {
    await accept.first().click();
    await page.waitForTimeout(150);
    await quiet.waitFor();
  }
}

/** Signed without the network, shown waiting, then sent. */
async function submitOffline({ page, world, camera }: Scene, author: CastPerson): Promise<void> {
  world.network.cut();
  await page.getByTestId("offline-note").waitFor();
  await submit(page, author);
  await waitForSync(page, /待上报/);
  await page.getByTestId("tab-unsent").click();
  await camera.take(page, "offline");
  await page.getByTestId("rail-sync").click();
  await camera.take(page, "sync");
  world.network.restore();
  await page.getByTestId("sync-now").click();
  await waitForSync(page, /全部已上报/);
}

/** Lists with something in them, settings, lock; then away. */
export async function lookAround(scene: Scene, author: CastPerson): Promise<void> {
  const { page, camera } = scene;
  await page.getByTestId("rail-work").click();
  await page.getByTestId("tab-drafts").click();
  await camera.take(page, "work");
  await page.getByTestId("rail-settings").click();
  await camera.take(page, "settings");
  await pictureLockedSettings(scene);
  await page.getByTestId("lock").click();
  await page.getByTestId("pin-input").waitFor();
  await camera.take(page, "lock");
  await page.getByTestId("pin-input").fill(author.passphrase);
  await page.getByTestId("unlock").click();
  await page.getByTestId("rail-work").waitFor();
  await signOut(page);
}

/** The author answers what came back, and sends a second version. */
export async function revise({ page, world }: Scene, author: CastPerson, title: string): Promise<void> {
  await signIn(page, author, world.cast.smsInbox);
  await openRow(page, "returned", title);
  await page.getByTestId("writing").waitFor();
  const paragraph = page.getByTestId("editor").locator("p").filter({ hasText: "预警信息发布情况" }).first();
  await paragraph.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    range.collapse(false);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
  });
  await page.keyboard.insertText(answer);
  await runProof(page);
  await acceptAll(page);
  await waitSaved(page);
  await submit(page, author);
  await waitForSync(page, /全部已上报/);
  await signOut(page);
}
