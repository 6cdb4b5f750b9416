/** Two workstations of one person on one returned item: who submits second meets a conflict. */
import type { Page } from "playwright-core";
import { type CastPerson, readSmsCode } from "../api";
import type { World } from "../world";
import { openWaiting, refuse } from "./review";
import { signIn } from "./sign-in";
import { signOut, waitForSync } from "./work";
import { fillMetadata, newDraft, submit, typeDraft, waitSaved } from "./writing";

export interface Terminals {
  readonly world: World;
  /** The person's own workstation: writes first, submits second. */
  readonly first: Page;
  /** Another workstation with a folder of its own. */
  readonly second: Page;
  readonly author: CastPerson;
  readonly reviewer: CastPerson;
}

export interface Edit {
  /** Paragraph, counted from 0. */
  readonly at: number;
  readonly text: string;
}

/** Submits an item and lets a reviewer return it on the second workstation, which is left signed in as the author. */
export async function returnedItem(terminals: Terminals, title: string, paragraphs: readonly string[]): Promise<void> {
  const { world, first, second, author } = terminals;
  const inbox = world.cast.smsInbox;
  await signIn(first, author, inbox);
  await newDraft(first);
  await typeDraft(first, title, paragraphs.join("\n"));
  await fillMetadata(first, {
    category: "通知公告",
    disclosure: "主动公开",
    column: "通知公告",
    generatedOn: "2026-06-18",
    indexNumber: "YS0000001/2026-00321",
  });
  await submit(first, author);
  await waitForSync(first, /全部已上报/);
  await returnAtSecond(terminals, title);
  // Signing in on the second ends the session on the first (AU-9): by then it must have seen the return.
  await first.locator('[data-testid="tab-returned"][data-count="1"]').waitFor({ timeout: 60_000 });
  await signIn(second, author, inbox);
}

/** The reviewer signs in at the second workstation, returns the item and leaves. */
export async function returnAtSecond({ world, second, reviewer }: Terminals, title: string): Promise<void> {
  await signIn(second, reviewer, world.cast.smsInbox);
  // The first rounds after signing in bring the item anew, and would take the dialog of the return down with the old one.
  await waitForSync(second, /全部已上报/);
  await openWaiting(second, title);
  await second.waitForTimeout(2_000);
  await refuse(second, reviewer, "请核对值班人员的联系方式");
  await waitForSync(second, /全部已上报/);
  await signOut(second);
}

/** Takes the returned item up again on one workstation and rewrites paragraphs. */
export async function reviseParagraphs(page: Page, title: string, edits: readonly Edit[]): Promise<void> {
  await page.getByTestId("rail-work").click();
  await page.getByTestId("tab-returned").click();
  await page.getByTestId("work-row").filter({ hasText: title }).getByTestId("revise").click();
  await page.getByTestId("editor").waitFor();
  for (const { at, text } of edits) {
    await page.getByTestId("editor").locator("p").nth(at).click();
    await page.keyboard.press("Home");
    await page.keyboard.press("Shift+End");
    await page.keyboard.type(text);
  }
  await waitSaved(page);
}

/** One account has one session: signing in at the other workstation ended this one, which went on unsigned. */
export async function signInAgain(page: Page, person: CastPerson, inbox: string): Promise<void> {
  await page.getByTestId("sign-in-again").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByTestId("pin-input").fill(person.passphrase);
  await dialog.getByTestId("sign-in").click();
  await dialog.getByTestId("sms-input").waitFor();
  await dialog.getByTestId("sms-input").fill(await readSmsCode(inbox, person.name));
  await dialog.getByTestId("sms-confirm").click();
  await dialog.waitFor({ state: "hidden" });
}

/** Signed without a session, refused as a conflict once there is one again. */
export async function submitIntoConflict(page: Page, author: CastPerson, inbox: string): Promise<void> {
  await submit(page, author);
  await signInAgain(page, author, inbox);
  await waitForSync(page, /1 冲突/);
}
