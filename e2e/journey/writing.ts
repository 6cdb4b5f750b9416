/** The editor's part: draft offline, find and decide, sign offline, and send when the network is back. */
import type { Page } from "playwright-core";
import { signIn } from "../driver/sign-in";
import { importManuscript, signOut, waitForSync } from "../driver/work";
import { decideAll, fillMetadata, findsPlanted, runProof, showAllFindings, submit, waitSaved } from "../driver/writing";
import type { PlantedFile } from "../planting/plant";
import type { World } from "../world";
import type { Course } from "./course";
import type { Diary } from "./diary";

interface WritingScene {
  readonly page: Page;
  readonly world: World;
  readonly course: Course;
  readonly manuscript: PlantedFile;
  readonly diary: Diary;
}

/** @throws Error naming the planted errors that the panel did not show at their places. */
export async function write({ page, world, course, manuscript, diary }: WritingScene): Promise<string> {
  const { author, site } = course;
  await diary.step(`${author.name}登录（证书、口令、短信验证码）`, () => signIn(page, author, world.cast.smsInbox));
  await diary.picture(page, `${site}-1-work`);
  await page.getByTestId("status-bar").filter({ hasText: "最近同步" }).waitFor();
  await diary.step("断开网络", async () => {
    world.network.cut();
    await page.getByTestId("offline-note").waitFor();
  });
  await diary.step("离线导入稿件", () => importManuscript(page, manuscript));
  await diary.step("机器校对", () => runProof(page));
  await showAllFindings(page);
  await diary.picture(page, `${site}-2-writing`);
  await diary.step(`在原位找到植入的 ${manuscript.planted.length} 处差错`, () => requirePlanted(page, manuscript));
  const groups = await diary.step("逐组处置疑点", () => decideAll(page, manuscript.planted));
  await diary.step(`填写元数据（此前处置 ${groups} 组疑点）`, () => fillMetadata(page, metadataOf(site)));
  await diary.picture(page, `${site}-3-metadata`);
  const title = await page.getByTestId("title").inputValue();
  await waitSaved(page);
  await diary.step("离线签名并提交", () => submit(page, author));
  await waitForSync(page, /待上报/);
  await diary.picture(page, `${site}-4-offline`);
  await diary.step("恢复网络，自动上报", async () => {
    world.network.restore();
    await waitForSync(page, /全部已上报/);
  });
  await diary.picture(page, `${site}-5-confirmed`);
  await signOut(page);
  return title;
}

async function requirePlanted(page: Page, { planted }: PlantedFile): Promise<void> {
  const missed: string[] = [];
  for (const error of planted) {
    if (!(await findsPlanted(page, error))) missed.push(`${error.kind}“${error.before}【${error.text}】”`);
  }
  if (missed.length > 0) throw new Error(`有植入的差错没有在原位找到：${missed.join("；")}`);
}

const metadataOf = (site: Course["site"]) => ({
  category: "通知公告",
  disclosure: "主动公开",
  column: "通知公告",
  generatedOn: "2026-06-18",
  indexNumber: site === "luan" ? "YS0000001/2026-00001" : "YS0000002/2026-00001",
});
