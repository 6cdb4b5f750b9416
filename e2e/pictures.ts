/**
 * `npm run pictures [-- --out FOLDER]`: drives the real system through both models and takes the pictures of
 * docs/images, so that every screen can be looked at. Fictional content only.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { launchChromium } from "./chromium";
import { noteBrowser } from "./driver/administration";
import { courses } from "./journey/course";
import { pictureAdministration } from "./pictures/administration";
import { lookAround, revise, type Scene, writeNotice } from "./pictures/author";
import { type Camera, createCamera, openWindow } from "./pictures/camera";
import { pictureProof } from "./pictures/proofs";
import { approveNext, publish, returnOnce, reviewAgain } from "./pictures/reviewers";
import { startWorld, type World } from "./world";

const title = "关于做好汛期地质灾害防范应对工作的通知";
/** All of them together; the repository is cloned by everybody. */
const LIMIT = 3 * 1024 * 1024;

const { values } = parseArgs({ options: { out: { type: "string", default: "docs/images" } } });
const data = mkdtempSync(join(tmpdir(), "caibian-pictures-"));
const note = noteBrowser(data);
process.env.CAIBIAN_BROWSER = note.program;
const world = await startWorld(data);
const browser = await launchChromium();
const camera = createCamera(resolve(values.out), console.log);
let failed = false;
try {
  const page = await openWindow(browser, await world.launchUrl());
  await pictureDesk({ page, world, camera });
  await picturePlatform(await openWindow(browser, world.cast.smsInbox), world, camera);
  await pictureAdministration({ browser, world, camera, note });
  if (camera.missing().length > 0) throw new Error(`没有拍到：${camera.missing().join("、")}`);
  if (camera.bytes() > LIMIT) throw new Error(`图片共 ${camera.bytes()} 字节，超过 ${LIMIT} 字节`);
} catch (error) {
  failed = true;
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
} finally {
  await browser.close();
  await world.stop();
  rmSync(data, { recursive: true, force: true });
}
console.log(failed ? "图片没有拍全" : `图片共 ${Math.round(camera.bytes() / 1024)} KB，在 ${values.out}`);
process.exit(failed ? 1 : 0);

async function pictureDesk(scene: Scene): Promise<void> {
  const { author, reviewers, publisher } = courses.luan(scene.world);
  const [second, last] = reviewers.map(({ person }) => person);
  if (second === undefined || last === undefined) throw new Error("六安的演示人员不全");
  await writeNotice(scene, author);
  await lookAround(scene, author);
  await returnOnce(scene, second, title);
  await revise(scene, author, title);
  await reviewAgain(scene, second, title);
  await approveNext(scene, last, title);
  await publish(scene, publisher, title);
  await pictureProof(scene, courses.tongnan(scene.world), title);
}

async function picturePlatform(page: Page, { platformUrl }: World, camera: Camera): Promise<void> {
  await page.locator(".code").first().waitFor();
  await camera.take(page, "sms-inbox");
  await page.goto(`${platformUrl}/public/site/luan`);
  await camera.take(page, "public-list");
  await page.getByRole("link", { name: title }).click();
  await page.getByText("责任信息").waitFor();
  await camera.take(page, "public-page");
}
