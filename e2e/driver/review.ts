/** Reads, ticks and signs on the review screen, as a reviewer does. */
import type { Locator, Page } from "playwright-core";
import type { CastPerson } from "../api";

/** Opens the item that waits for the signed-in person. */
export async function openWaiting(page: Page, title: string): Promise<void> {
  await page.getByTestId("rail-work").click();
  await page.getByTestId("tab-waiting").click();
  await page.getByTestId("work-row").filter({ hasText: title }).first().getByTestId("row-open").click();
  await page.getByTestId("review-screen").waitFor();
}

/** Ticks every gate and check of the step, and writes the note where there is a place for one. */
export async function answerAll(page: Page, note: string): Promise<void> {
  const ticks = page.locator('[data-testid^="review-gate-"], [data-testid^="review-check-"]');
  await page.getByTestId("review-note").waitFor();
  for (const tick of await ticks.all()) await tick.check();
  await page.getByTestId("review-note").fill(note);
}

/** How long a busy machine may take to notice that the end was reached. */
const READ_MS = 60_000;

/** Reads the signing window to its end, again and again until the button that waits for that can be pressed. */
async function readToEnd(page: Page, button: Locator): Promise<void> {
  const content = page.getByTestId("signing-content");
  await content.waitFor();
  await button.waitFor();
  for (const until = Date.now() + READ_MS; Date.now() < until && (await button.isDisabled()); ) {
    await content.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.waitForTimeout(100);
  }
  await button.click();
  await content.waitFor({ state: "detached" });
}

/** Types the PIN, reads to the end and signs. */
export async function sign(page: Page, person: CastPerson): Promise<void> {
  await page.getByTestId("signing-pin").fill(person.passphrase);
  await readToEnd(page, page.getByTestId("signing-confirm"));
}

/** Reads to the end and leaves it in the tray, to be signed with others (S7). */
export async function putAside(page: Page): Promise<void> {
  await readToEnd(page, page.getByTestId("signing-put-aside"));
}

/** Approves at the signed-in reviewer's step. */
export async function approve(page: Page, person: CastPerson, note: string): Promise<void> {
  await answerAll(page, note);
  await page.getByTestId("review-approve").click();
  await sign(page, person);
  await page.getByTestId("review-outcome").waitFor();
}

/** Returns the item with the first category and a reason. */
export async function refuse(page: Page, person: CastPerson, reason: string): Promise<void> {
  await page.getByTestId("review-return").click();
  await page.getByTestId("return-category").click();
  await page.keyboard.press("Enter");
  await page.getByTestId("return-text").fill(reason);
  await page.getByTestId("return-continue").click();
  await sign(page, person);
  await page.getByTestId("review-outcome").waitFor();
}

/** 撤稿 for the first reason of the list, read, signed and queued. */
export async function takeDown(page: Page, person: CastPerson, words: string): Promise<void> {
  await page.getByTestId("review-takedown").click();
  await page.getByTestId("takedown-reason").click();
  await page.keyboard.press("Enter");
  await page.getByTestId("takedown-text").fill(words);
  await page.getByTestId("takedown-continue").click();
  await sign(page, person);
  await page.getByTestId("review-outcome").waitFor();
}

/** 入库 or 发布 with its confirmation. */
export async function release(page: Page, kind: "ingest" | "publish"): Promise<void> {
  await page.getByTestId(`review-${kind}`).click();
  await page.getByTestId("review-release-confirm").click();
}
