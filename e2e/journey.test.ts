/** A whole day's work under both models, with the refusals and the edits that really happen. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bench, startBench } from "./bench";
import { answerAll, approve, openWaiting, refuse, sign, takeDown } from "./driver/review";
import { signIn } from "./driver/sign-in";
import { openRow, signOut, waitForSync } from "./driver/work";
import { decideAll, fillMetadata, newDraft, runProof, submit, typeDraft, waitSaved } from "./driver/writing";
import { courses } from "./journey/course";
import { keepDiary } from "./journey/diary";
import { prove, travel } from "./journey/journey";
import { publish, review } from "./journey/reviewing";
import { write } from "./journey/writing";
import { pictureFailures } from "./pictures-of-failure";
import { plant } from "./planting/plant";
import { seeded } from "./random";
import { tamperedPacks } from "./tampering";
import { verifyPackFile } from "./verify-command";

const notice = join(import.meta.dirname, "manuscripts", "notice.txt");
const manuscript = { name: "notice.txt", bytes: new Uint8Array(readFileSync(notice)) };
const quiet = () => {};

let bench: Bench;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  bench = await startBench();
  context = await bench.newContext();
  page = await bench.openDesk(context);
});
pictureFailures(() => page);
afterAll(() => bench.stop());

const enter = (site: string, role: string, nth = 0) =>
  signIn(page, bench.world.person(site, role, nth), bench.world.cast.smsInbox);

async function leave(): Promise<void> {
  await waitForSync(page, /全部已上报/);
  await signOut(page);
}

describe("六安：初审、复审、终审", () => {
  const title = "关于开展夏季防溺水宣传的通知";

  it("W1: an editor's item is not offered to the editor for 复审, and the review screen says why (SoD)", async () => {
    const author = bench.world.person("luan", "编辑员");
    await enter("luan", "编辑员");
    await newDraft(page);
    await typeDraft(page, title, "各学校要把安全提示送到每个家庭。");
    await fillMetadata(page, {
      category: "通知公告",
      disclosure: "主动公开",
      column: "通知公告",
      generatedOn: "2026-06-18",
      indexNumber: "YS0000001/2026-00021",
    });
    await waitSaved(page);
    await runProof(page);
    await decideAll(page, []);
    await submit(page, author);
    await page.locator('[data-testid="tab-done"][data-count="1"]').waitFor();
    expect(await page.getByTestId("tab-waiting").getAttribute("data-count")).toBe("0");
    await openRow(page, "done", title);
    await page.getByTestId("review-reason").filter({ hasText: "现在不需要您签名" }).waitFor();
    expect(await page.getByTestId("review-reason").textContent()).toMatch(/E_PERM|E_SOD/);
    expect(await page.getByTestId("review-approve").count()).toBe(0);
    await leave();
  });

  it("W4: a reviewer's 退回 needs category and words; the editor reads both, revises and submits again", async () => {
    const reviewer = bench.world.person("luan", "审核员");
    await enter("luan", "审核员");
    await openWaiting(page, title);
    await page.getByTestId("review-return").click();
    expect(await page.getByTestId("return-continue").isDisabled()).toBe(true);
    await page.getByRole("dialog").getByRole("button", { name: "取消" }).click();
    await refuse(page, reviewer, "请补充值班电话的公布方式。");
    await leave();

    const author = bench.world.person("luan", "编辑员");
    await enter("luan", "编辑员");
    await page.getByTestId("tab-returned").click();
    const row = page.getByTestId("work-row").filter({ hasText: title });
    await row.filter({ hasText: "请补充值班电话的公布方式。" }).waitFor();
    expect(await row.textContent()).toMatch(/复审退回 · .+：请补充值班电话的公布方式。/);
    await row.getByTestId("revise").click();
    await page.getByTestId("editor").click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("值班电话在学校门口公布。");
    await waitSaved(page);
    await runProof(page);
    await decideAll(page, []);
    await submit(page, author);
    await leave();
  });

  it("W3: the next reviewer sees the last refusal and what was changed since, and approves", async () => {
    await enter("luan", "审核员");
    await openWaiting(page, title);
    await page.getByText("上次退回").waitFor();
    expect(await page.getByTestId("review-screen").textContent()).toContain("请补充值班电话的公布方式。");
    await page.getByTestId("review-compare").click();
    await page.getByTestId("diff-view").locator("ins").first().waitFor();
    expect(await page.getByTestId("diff-view").locator("ins").allTextContents()).toContain("值班电话在学校门口公布。");
    await approve(page, bench.world.person("luan", "审核员"), "已补充，同意。");
    await leave();
  });

  it("goes from an offline draft with planted errors to the public page, and the proofs hold", async () => {
    const { browser, world } = bench;
    await page.close();
    const result = await travel({ browser, world, site: "luan", manuscript, seed: 7, out: null, say: quiet });
    expect(result.contentHash).toMatch(/^sha-256:[0-9a-f]{64}$/);
    expect(result.forgeriesRefused).toBeGreaterThan(5);
    expect(result.platformRefusals).toHaveLength(5);
    page = await bench.openDesk(context);
  });
});

describe("潼南：三审、样版、三校", () => {
  const added = "各单位负责人姓名由二审补记。";
  const course = () => courses.tongnan(bench.world);
  const scene = () => ({ page, world: bench.world, course: course(), title, diary: keepDiary(quiet, null) });
  let title = "";

  it("NY-3: 一审 is signed offline after every planted error was found at its place", async () => {
    title = await write({ ...scene(), manuscript: plant(manuscript.name, manuscript.bytes, 11) });
    expect(title).not.toBe("");
  });

  it("W3: at 二审 a permitted edit is covered by that reviewer's own signature", async () => {
    const reviewer = bench.world.person("tongnan", "分管负责人");
    await enter("tongnan", "分管负责人");
    await openWaiting(page, title);
    await page.getByTestId("review-edit").click();
    await page.getByTestId("editor").locator("p").first().click();
    await page.keyboard.press("End");
    await page.keyboard.type(added);
    await waitSaved(page);
    await runProof(page);
    await decideAll(page, []);
    await page.getByTestId("submit").click();
    await page.getByTestId("review-screen").waitFor();
    await page.getByTestId("review-text").filter({ hasText: added }).waitFor();
    await answerAll(page, "补记了负责人，其余无误。");
    await page.getByTestId("review-approve").click();
    await page.getByTestId("signing-content").filter({ hasText: added }).waitFor();
    await sign(page, reviewer);
    await page.getByTestId("review-outcome").waitFor();
    await leave();
  });

  it("W3: the next level sees the reviewer's edit as a difference, and it goes on to 三审", async () => {
    await enter("tongnan", "保密审查员");
    await openWaiting(page, title);
    await page.getByTestId("review-compare").click();
    await page.getByTestId("diff-view").locator("ins", { hasText: added }).waitFor();
    await page.getByRole("tab", { name: "签名" }).click();
    const chain = (await page.locator(".review-side").textContent()) ?? "";
    expect(chain).toContain(bench.world.person("tongnan", "分管负责人").name);
    await page.getByRole("tab", { name: "审核" }).click();
    await approve(page, bench.world.person("tongnan", "保密审查员"), "不涉密，可主动公开。");
    await leave();
    await review({ ...scene(), course: { ...course(), reviewers: course().reviewers.slice(2, 3) } });
  });

  it("TN-15: the proofs are read and signed on the sample page, whose hash stands in the signing window", async () => {
    const [proof] = course().reviewers.slice(3);
    if (proof === undefined) throw new Error("潼南有三校");
    await enter("tongnan", "网站管理员");
    await openWaiting(page, title);
    const sample = page.frameLocator("iframe").first();
    await sample.getByText(added).waitFor();
    await answerAll(page, proof.note);
    await page.getByTestId("review-approve").click();
    await page.getByTestId("signing-layout").waitFor();
    expect(await page.getByTestId("signing-layout").textContent()).toMatch(/^SHA-256(?: [0-9a-f]{4}){16}$/);
    await sign(page, proof.person);
    await page.getByTestId("review-outcome").waitFor();
    await leave();
    await review({ ...scene(), course: { ...course(), reviewers: course().reviewers.slice(4, 5) } });
  });

  it("W2: at 三校 the item is offered to who signed 二审, as the profile's pair has it, and not to its author", async () => {
    const offered = async () => {
      await page.getByTestId("status-bar").filter({ hasText: "最近同步" }).waitFor();
      await waitForSync(page, /全部已上报/);
      return page.getByTestId("tab-waiting").getAttribute("data-count");
    };
    await enter("tongnan", "分管负责人");
    await page.locator('[data-testid="tab-waiting"][data-count="1"]').waitFor();
    await signOut(page);
    await enter("tongnan", "信息员");
    await page.locator('[data-testid="tab-done"][data-count="1"]').waitFor();
    expect(await offered()).toBe("0");
    await openRow(page, "done", title);
    await page.getByTestId("review-reason").filter({ hasText: "现在不需要您签名" }).waitFor();
    expect(await page.getByTestId("review-approve").count()).toBe(0);
    await signOut(page);
  });

  it("stands on the public page with the edit in it, and the proofs hold", async () => {
    await review({ ...scene(), course: { ...course(), reviewers: course().reviewers.slice(5) } });
    const pack = await publish(scene());
    const { browser, world } = bench;
    const input = { browser, world, site: "tongnan" as const, manuscript, seed: 11, out: null, say: quiet };
    const result = await prove({ ...input, pack, diary: keepDiary(quiet, null) });
    expect(result.forgeriesRefused).toBeGreaterThan(5);
    for (const [bytes, expected] of [
      [pack, 0],
      [pack.subarray(0, pack.length - 200), 1],
      [tamperedPacks(pack, seeded(5))[0]?.bytes ?? pack, 1],
    ] as const) {
      const file = join(world.data, "pack.cbpack");
      writeFileSync(file, bytes);
      const { status, stdout } = verifyPackFile(file, world.data);
      expect(status, stdout).toBe(expected);
      expect(stdout).toMatch(expected === 0 ? /有效/ : /无效/);
    }
    const list = await (await fetch(`${world.platformUrl}/public/site/tongnan`)).text();
    const link = /href="([^"]*\/[^"/]+)"[^>]*>[^<]*防范/.exec(list)?.[1] ?? "";
    const shown = await (await fetch(new URL(link, `${world.platformUrl}/public/site/tongnan/`))).text();
    expect(shown).toContain(added);
  });

  it("W9: whoever is on duty takes it down with a reason and a signature; the page is gone and the proofs say so", async () => {
    const duty = bench.world.person("tongnan", "分管负责人");
    const list = `${bench.world.platformUrl}/public/site/tongnan`;
    const [, link = ""] = /href="([^"]*\/[^"/]+)"[^>]*>[^<]*防范/.exec(await (await fetch(list)).text()) ?? [];
    const address = new URL(link, `${list}/`);
    await enter("tongnan", "分管负责人");
    await openRow(page, "done", title);
    await takeDown(page, duty, "群众来电反映附件含个人信息，先行撤下。");
    await page.getByTestId("review-phase").filter({ hasText: "已撤稿" }).waitFor({ timeout: 60_000 });
    expect(await page.getByTestId("review-takedown").count()).toBe(0);
    const gone = await fetch(address);
    expect(gone.status).toBe(410);
    expect(await gone.text()).not.toContain(added);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId("review-evidence").click()]);
    const { status, stdout } = verifyPackFile(await download.path(), bench.world.data);
    expect(status, stdout).toBe(0);
    expect(stdout).toContain("撤稿");
    await leave();
  });
});
