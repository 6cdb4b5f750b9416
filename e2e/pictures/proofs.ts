/** 潼南 up to the first proof: the sample page before the person who checks it. */
import type { CastPerson } from "../api";
import { answerAll, openWaiting } from "../driver/review";
import { signIn } from "../driver/sign-in";
import { importManuscript, signOut, waitForSync } from "../driver/work";
import { fillMetadata, runProof, submit, waitSaved } from "../driver/writing";
import type { Course } from "../journey/course";
import { acceptAll, attachTable, metadataOf, type Scene } from "./author";
import { noticeWithSlips } from "./manuscripts";
import { approveNext } from "./reviewers";

const PROOF = "一校";

export async function pictureProof(scene: Scene, course: Course, title: string): Promise<void> {
  const { page, camera } = scene;
  await sendUp(scene, course.author);
  for (const { step, person, note } of course.reviewers) {
    if (step !== PROOF) {
      await approveNext(scene, person, title);
      continue;
    }
    await signIn(page, person, scene.world.cast.smsInbox);
    await openWaiting(page, title);
    await page.getByTestId("proof-frame").waitFor();
    await answerAll(page, note);
    await camera.take(page, "proof");
    await signOut(page);
    return;
  }
}

async function sendUp({ page, world }: Scene, author: CastPerson): Promise<void> {
  await signIn(page, author, world.cast.smsInbox);
  await importManuscript(page, noticeWithSlips());
  await runProof(page);
  await attachTable(page);
  await acceptAll(page);
  await fillMetadata(page, metadataOf("YS0000002"));
  await waitSaved(page);
  await submit(page, author);
  await waitForSync(page, /全部已上报/);
  await signOut(page);
}
