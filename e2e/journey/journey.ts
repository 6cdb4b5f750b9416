/** One whole day's work in one city, through the real window. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { newWindow } from "../context";
import { plant } from "../planting/plant";
import type { World } from "../world";
import { courses } from "./course";
import { type Diary, keepDiary } from "./diary";
import { anchorsOf, hashOfPage, requireForgeriesRefused, requirePlatformRefuses, requireValid } from "./proof";
import { publish, review } from "./reviewing";
import { write } from "./writing";

export interface JourneyInput {
  readonly browser: Browser;
  readonly world: World;
  readonly site: "luan" | "tongnan";
  readonly manuscript: { readonly name: string; readonly bytes: Uint8Array };
  readonly seed: number;
  /** Folder for pictures, pack and page; null leaves nothing. */
  readonly out: string | null;
  readonly say: (line: string) => void;
}

export interface JourneyResult {
  readonly contentHash: string;
  readonly forgeriesRefused: number;
  readonly platformRefusals: readonly string[];
}

/** @throws Error at the first thing that does not hold. */
export async function travel(input: JourneyInput): Promise<JourneyResult> {
  const { browser, world, site, manuscript, seed, out, say } = input;
  const course = courses[site](world);
  const diary = keepDiary(say, out);
  const context = await newWindow(browser);
  const page = await context.newPage();
  try {
    await page.goto(await world.launchUrl());
    await diary.picture(page, `${site}-0-sign-in`);
    const planted = plant(manuscript.name, manuscript.bytes, seed);
    const title = await write({ page, world, course, manuscript: planted, diary });
    const scene = { page, world, course, title, diary };
    await review(scene);
    const pack = await publish(scene);
    return await prove({ ...input, pack, diary });
  } catch (error) {
    if (out !== null) await diary.picture(page, `${site}-failure`);
    throw error;
  } finally {
    await context.close();
  }
}

export interface ProofInput extends JourneyInput {
  readonly pack: Uint8Array;
  readonly diary: Diary;
}

/** What must hold of the published item and its evidence pack. @throws Error at the first thing that does not. */
export async function prove({ browser, world, site, seed, out, pack, diary }: ProofInput): Promise<JourneyResult> {
  const anchors = anchorsOf(world, site);
  const verdict = await diary.step("证据包对照固定的根证书核验", async () => requireValid(pack, anchors));
  const context = await newWindow(browser);
  const page = await context.newPage();
  const address = await diary.step("打开公开页面", () => publicAddress(world, site, verdict.title));
  const shown = await diary.step("由公开页面的可见文档重算内容哈希", () => hashOfPage(page, address));
  if (shown !== verdict.contentHash) throw new Error(`公开页面与签名内容不一致：${shown} ≠ ${verdict.contentHash}`);
  await diary.picture(page, `${site}-public-page`);
  if (out !== null) {
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, `${site}.cbpack`), pack);
    writeFileSync(join(out, `${site}.html`), await (await fetch(address)).text());
  }
  await context.close();
  const forgeriesRefused = await diary.step("改动一字的证据包一律拒绝", async () =>
    requireForgeriesRefused(pack, anchors, seed),
  );
  const platformRefusals = await diary.step("改动一字的内容与签名，平台一律拒绝", () =>
    requirePlatformRefuses(world, courses[site](world), pack),
  );
  return { contentHash: shown, forgeriesRefused, platformRefusals };
}

/** The item's page, found on the site's public list by its title. */
async function publicAddress(world: World, site: string, title: string): Promise<string> {
  const list = `${world.platformUrl}/public/site/${site}`;
  const html = await (await fetch(list)).text();
  const links = [...html.matchAll(/<a[^>]*href="([^"]+)"[^>]*>([\s\S]*?)<\/a>/g)];
  const link = links.find(([, , text = ""]) => text.replace(/<[^>]*>/g, "").includes(title.slice(0, 10)));
  if (link === undefined) throw new Error(`公开网站上没有《${title}》`);
  return new URL(link[1] ?? "", `${list}/`).href;
}
