/** 我的工作 in the window: import a manuscript, open rows, wait for what sync does. */
import type { Page } from "playwright-core";

/** Imports a file through the file field, as the dialog would, and waits for the writing screen. */
export async function importManuscript(page: Page, file: { name: string; bytes: Uint8Array }): Promise<void> {
  await page.getByTestId("rail-work").click();
  await page.getByTestId("import-input").setInputFiles({
    name: file.name,
    mimeType: "application/octet-stream",
    buffer: Buffer.from(file.bytes),
  });
  await page.getByTestId("writing").waitFor();
}

/** Waits until the sync state in the title bar says so. */
export async function waitForSync(page: Page, words: RegExp, timeoutMs = 60_000): Promise<void> {
  await page.getByTestId("sync-state").filter({ hasText: words }).waitFor({ timeout: timeoutMs });
}

/** Opens the row with this title in a tab. */
export async function openRow(page: Page, tab: string, title: string): Promise<void> {
  await page.getByTestId("rail-work").click();
  await page.getByTestId(`tab-${tab}`).click();
  await page.getByTestId("work-row").filter({ hasText: title }).first().getByTestId("row-open").click();
}

export async function signOut(page: Page): Promise<void> {
  await page.getByTestId("rail-settings").click();
  await page.getByTestId("switch-person").click();
  const confirm = page.getByTestId("confirm-ok");
  const signedOut = page.getByTestId("sign-in-screen");
  await confirm.or(signedOut).first().waitFor();
  if (await confirm.isVisible()) await confirm.click();
  await signedOut.waitFor();
}
