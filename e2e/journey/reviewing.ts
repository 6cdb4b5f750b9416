/** The reviewers' and the publisher's part. */
import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { answerAll, openWaiting, release, sign } from "../driver/review";
import { signIn } from "../driver/sign-in";
import { openRow, signOut, waitForSync } from "../driver/work";
import type { World } from "../world";
import type { Course } from "./course";
import type { Diary } from "./diary";

interface ReviewScene {
  readonly page: Page;
  readonly world: World;
  readonly course: Course;
  readonly title: string;
  readonly diary: Diary;
}

/** Every reviewer of the course in turn: sign in, read, tick, sign, sign out. */
export async function review({ page, world, course, title, diary }: ReviewScene): Promise<void> {
  for (const [index, { step, person, note }] of course.reviewers.entries()) {
    await diary.step(`${person.name}${step}并签名`, async () => {
      await signIn(page, person, world.cast.smsInbox);
      await openWaiting(page, title);
      await answerAll(page, note);
      await diary.picture(page, `${course.site}-6-review-${index + 2}`);
      await page.getByTestId("review-approve").click();
      await page.getByTestId("signing-content").waitFor();
      await page.waitForTimeout(400);
      await diary.picture(page, `${course.site}-7-signing-${index + 2}`);
      await sign(page, person);
      // Only now is the decision in the queue; before, the sync state speaks of the time before it.
      await page.getByTestId("review-outcome").waitFor();
      await waitForSync(page, /全部已上报/);
      await signOut(page);
    });
  }
}

/** 入库, 发布, and the evidence pack as the window hands it out. */
export async function publish({ page, world, course, title, diary }: ReviewScene): Promise<Uint8Array> {
  const { publisher, site } = course;
  await diary.step(`${publisher.name}登录`, () => signIn(page, publisher, world.cast.smsInbox));
  await diary.step("入库", async () => {
    await openWaiting(page, title);
    await release(page, "ingest");
    await page.getByTestId("review-publish").waitFor({ timeout: 60_000 });
  });
  await diary.step("发布", async () => {
    await release(page, "publish");
    await page.getByTestId("review-phase").filter({ hasText: "已发布" }).waitFor({ timeout: 60_000 });
  });
  await diary.picture(page, `${site}-8-published`);
  await page.getByTestId("rail-sync").click();
  await page.getByTestId("sync-screen").waitFor();
  await diary.picture(page, `${site}-9-sync`);
  const pack = await diary.step("下载证据包", async () => {
    await openRow(page, "done", title);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId("review-evidence").click()]);
    return new Uint8Array(readFileSync(await download.path()));
  });
  await signOut(page);
  return pack;
}
