/** Two terminals of one person on one returned item: who submits second meets a conflict. */
import type { Page } from "playwright-core";
import type { CastPerson } from "../api";
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
  const { world, first, second, author, reviewer } = terminals;
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
  await signIn(second, reviewer, inbox);
  await openWaiting(second, title);
  await refuse(second, reviewer, "请核对联系方式");
  await waitForSync(second, /全部已上报/);
  await signOut(second);
  await signIn(second, author, inbox);
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

/** The person's text is refused as a conflict, and 同步 knows. */
export async function submitIntoConflict(page: Page, author: CastPerson): Promise<void> {
  await submit(page, author);
  await waitForSync(page, /1 冲突/);
}
