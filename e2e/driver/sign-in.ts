/** Signs people in and out through the window, as a person does: key, PIN, SMS code. */
import type { Page } from "playwright-core";
import { type CastPerson, readSmsCode } from "../api";

/** Three steps on the sign-in screen. `inbox` is the page of the simulated phones. */
export async function signIn(page: Page, person: CastPerson, inbox: string): Promise<void> {
  await choose(page, person);
  await page.getByTestId("sign-in").click();
  await reached(page, "sms-input");
  await page.getByTestId("sms-input").fill(await readSmsCode(inbox, person.name));
  await page.getByTestId("sms-confirm").click();
  await reached(page, "rail-work");
}

/** Opens the local store without the network. */
export async function unlock(page: Page, person: CastPerson): Promise<void> {
  await choose(page, person);
  await page.getByTestId("unlock").click();
  await reached(page, "rail-work");
}

/** A step that failed says so on the screen: the report of a test shows it, since no picture leaves a build machine. */
async function reached(page: Page, step: "sms-input" | "rail-work"): Promise<void> {
  try {
    await page.getByTestId(step).waitFor();
  } catch (error) {
    throw new Error(`${step} did not come; the window says: ${await page.textContent("body")}`, { cause: error });
  }
}

/** Chooses a key and types a PIN, without sending either. */
export async function choose(page: Page, person: Pick<CastPerson, "name" | "passphrase">): Promise<void> {
  const key = page.locator(`[data-name="${person.name}"]`);
  await key.waitFor();
  await key.click();
  await page.getByTestId("key-next").click();
  await page.getByTestId("pin-input").fill(person.passphrase);
  await appPin(page, person.passphrase);
}

/**
 * Where the key cannot guard the local store by itself, an application PIN is chosen, or entered again later. With the
 * key's PIN typed the form either can be sent or awaits that one: whichever it is, it shows.
 */
async function appPin(page: Page, passphrase: string): Promise<void> {
  const chosen = `${passphrase}-App`;
  await page.locator('[data-testid="app-pin"]:visible, [data-testid="unlock"]:enabled').first().waitFor();
  for (const field of ["app-pin", "app-pin-repeat"])
    if (await page.getByTestId(field).isVisible()) await page.getByTestId(field).fill(chosen);
}
