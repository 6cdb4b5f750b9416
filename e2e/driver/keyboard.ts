/** Working without a mouse: Tab to a place, tick with the space bar, sign with End and Enter. */
import type { Page } from "playwright-core";
import type { CastPerson } from "../api";

const FAR = 150;

/** Presses Tab until the focus is on, or inside, an element with this test id. @throws Error when it is out of reach. */
export async function tabTo(page: Page, testId: string): Promise<void> {
  for (let step = 0; step < FAR; step += 1) {
    const there = await page.evaluate(
      (id) => document.activeElement?.closest(`[data-testid="${id}"]`) !== null,
      testId,
    );
    if (there) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`用 Tab 键到不了 ${testId}`);
}

/** Walks on by Tab, ticking every open box with the space bar, until the focus is on the place. */
export async function tickUntil(page: Page, testId: string): Promise<void> {
  for (let step = 0; step < FAR; step += 1) {
    const here = await page.evaluate((id) => {
      const active = document.activeElement;
      if (active?.closest(`[data-testid="${id}"]`) !== null) return "there";
      return active instanceof HTMLInputElement && active.type === "checkbox" && !active.checked ? "tick" : "on";
    }, testId);
    if (here === "there") return;
    await page.keyboard.press(here === "tick" ? "Space" : "Tab");
  }
  throw new Error(`用 Tab 键到不了 ${testId}`);
}

/** The signing window: End reads to the end, then PIN and Enter. */
export async function signByKeys(page: Page, person: CastPerson): Promise<void> {
  await page.getByTestId("signing-content").waitFor();
  await page.keyboard.press("End");
  await page.getByTestId("signing-read").filter({ hasText: "已读到末尾" }).waitFor();
  await tabTo(page, "signing-pin");
  await page.keyboard.type(person.passphrase);
  await page.keyboard.press("Enter");
  await page.getByTestId("signing-content").waitFor({ state: "detached" });
}
