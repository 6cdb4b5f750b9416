/** The reviewers' screens of 六安: a return, the second version beside the first, the signing window. */
import type { CastPerson } from "../api";
import { answerAll, approve, openWaiting, refuse, release, sign } from "../driver/review";
import { signIn } from "../driver/sign-in";
import { signOut, waitForSync } from "../driver/work";
import type { Scene } from "./author";
import { request } from "./manuscripts";

export async function returnOnce({ page, world }: Scene, reviewer: CastPerson, title: string): Promise<void> {
  await signIn(page, reviewer, world.cast.smsInbox);
  await openWaiting(page, title);
  await refuse(page, reviewer, request);
  await waitForSync(page, /全部已上报/);
  await signOut(page);
}

/** 复审 of the second version, with its pictures. */
export async function reviewAgain({ page, world, camera }: Scene, reviewer: CastPerson, title: string): Promise<void> {
  await signIn(page, reviewer, world.cast.smsInbox);
  await openWaiting(page, title);
  await page.getByTestId("review-compare").click();
  const inserted = page.getByTestId("diff-view").locator("ins").first();
  await inserted.waitFor();
  await inserted.evaluate((element) => element.scrollIntoView({ block: "center" }));
  await camera.take(page, "diff");
  await page.getByTestId("review-compare").click();
  await page.getByTestId("diff-view").waitFor({ state: "detached" });
  await answerAll(page, "事实、数字与依据已核对，退回时提出的问题已改正。");
  await camera.take(page, "review");
  await page.getByTestId("review-approve").click();
  await page.getByTestId("signing-content").waitFor();
  await camera.take(page, "signing");
  await sign(page, reviewer);
  await waitForSync(page, /全部已上报/);
  await signOut(page);
}

export async function approveNext({ page, world }: Scene, reviewer: CastPerson, title: string): Promise<void> {
  await signIn(page, reviewer, world.cast.smsInbox);
  await openWaiting(page, title);
  await approve(page, reviewer, "同意。");
  await waitForSync(page, /全部已上报/);
  await signOut(page);
}

/** 入库 and 发布. */
export async function publish({ page, world }: Scene, publisher: CastPerson, title: string): Promise<void> {
  await signIn(page, publisher, world.cast.smsInbox);
  await openWaiting(page, title);
  await release(page, "ingest");
  await page.getByTestId("review-publish").waitFor({ timeout: 60_000 });
  await release(page, "publish");
  await page.getByTestId("review-phase").filter({ hasText: "已发布" }).waitFor({ timeout: 60_000 });
  await signOut(page);
}
