/** The real clipboard: text is copied in one window and pasted in another, by keys. */
import type { Page } from "playwright-core";

export async function copyText(page: Page, text: string): Promise<void> {
  const source = await page.context().newPage();
  await source.setContent("<textarea></textarea>");
  await source.locator("textarea").fill(text);
  await source.locator("textarea").selectText();
  await source.keyboard.press("Control+C");
  await source.close();
  await page.bringToFront();
}

/** Pastes the clipboard where the caret is. */
export async function pasteText(page: Page, text: string): Promise<void> {
  await copyText(page, text);
  await page.keyboard.press("Control+V");
}
