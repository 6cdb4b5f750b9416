/** 同步: empty, full, offline; what waits, why, until when, what to do, and that every number is true (D2, D6). */
import { readFileSync } from "node:fs";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { CastPerson } from "./api";
import { type Bench, startBench } from "./bench";
import { signIn } from "./driver/sign-in";
import { waitForSync } from "./driver/work";
import { pictureFailures } from "./pictures-of-failure";
import { type SeededItem, seedQueue } from "./queue-seed";

let bench: Bench;
let author: CastPerson;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  bench = await startBench();
  author = bench.world.person("luan", "编辑员");
  context = await bench.newContext();
  page = await bench.openDesk(context);
});
pictureFailures(() => page);
afterAll(() => bench.stop());

const count = async (group: string) => Number(await page.getByTestId(`sync-group-${group}`).getAttribute("data-count"));
const items = (group: string) => page.getByTestId(`sync-group-${group}`).getByTestId("sync-item");

it("D2: with nothing waiting it says so, that the platform was spoken with, how the clocks stand, and that both stores are well", async () => {
  await signIn(page, author, bench.world.cast.smsInbox);
  await waitForSync(page, /在线 · 全部已上报/);
  await page.getByTestId("rail-sync").click();
  await page.getByTestId("sync-empty").waitFor();
  const contact = page.getByTestId("sync-contact");
  await contact.filter({ hasText: /平台可达.*最近同步 今天 \d\d:\d\d.*平台时间/ }).waitFor();
  await page
    .getByTestId("journal-state")
    .filter({ hasText: /正常，\d+ 条记录/ })
    .waitFor();
  expect(await page.getByTestId("disk-space").getAttribute("data-level")).toBe("enough");
});

it("D2: two hundred items stand in groups whose numbers are those of the title bar, oldest first, shown bit by bit", async () => {
  bench.world.network.cut();
  await page.getByTestId("offline-note").waitFor();
  await seedQueue(page, seeds());
  await page.goto(await bench.world.launchUrl());
  await page.getByTestId("rail-sync").click();
  await page.getByTestId("sync-group-queued").waitFor();
  expect([await count("rejected"), await count("waiting"), await count("queued"), await count("confirmed")]).toEqual([
    10, 30, 150, 10,
  ]);
  const words = await page.getByTestId("sync-words").textContent();
  expect(words).toBe("离线 · 10 需要处理 · 180 待上报");
  expect(await page.getByTestId("sync-state").textContent()).toBe(words);
  expect(await items("queued").count()).toBe(30);
  await page.getByTestId("sync-group-queued").getByTestId("sync-more").click();
  expect(await items("queued").count()).toBe(80);
  await page.getByTestId("offline-note").waitFor();
});

it("D2: what waits for another try says when; a refusal says why, by its code, and what to do", async () => {
  await items("waiting")
    .first()
    .getByTestId("sync-next")
    .filter({ hasText: /下次尝试 \d\d:\d\d:\d\d/ })
    .waitFor();
  const refused = items("rejected").first();
  expect(await refused.getByTestId("sync-why").textContent()).toMatch(/您的岗位没有办理此事的权限。.*E_PERM/);
  await refused.getByTestId("sync-detail").click();
  const step = refused.getByTestId("sync-step");
  expect(await step.allTextContents()).toHaveLength(1);
  expect(await step.first().textContent()).toMatch(/稿件版本.*需要处理.*E_PERM/);
});

it("a parked item can be carried away as a file that anybody can read and that holds the frozen request", async () => {
  const saving = page.waitForEvent("download");
  await items("rejected").first().getByTestId("sync-export").click();
  const file = readFileSync(await (await saving).path(), "utf8");
  expect(file).toContain("<h1>关于第1号事项的通知");
  expect(file).toMatch(/<script type="application\/json" id="caibian-parked">\{"format":"caibian-parked\/1"/);
});

it("what has not been sent can be taken back, and leaves the list at once", async () => {
  await items("queued").first().getByTestId("sync-withdraw").click();
  await expect.poll(() => count("queued")).toBe(149);
  expect(await page.getByTestId("sync-words").textContent()).toBe("离线 · 10 需要处理 · 179 待上报");
});

it("D6: a command that needs the platform stays within reach of the keyboard and says why it waits", async () => {
  await page.getByTestId("rail-settings").click();
  const button = page.getByTestId("lexicon-refresh");
  await button.waitFor();
  expect(await button.getAttribute("aria-disabled")).toBe("true");
  await button.focus();
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  const reason = await button.evaluate((element) => {
    return document.getElementById(element.getAttribute("aria-describedby") ?? "")?.textContent;
  });
  expect(reason).toBe("网络已断开，“更新词库”暂不可用。新词库由平台下发。");
  bench.world.network.restore();
  await page.getByTestId("rail-sync").click();
  await page.getByTestId("sync-now").click();
  await page.getByTestId("sync-contact").filter({ hasText: "平台可达" }).waitFor({ timeout: 60_000 });
  await page.getByTestId("rail-settings").click();
  expect(await button.getAttribute("aria-disabled")).toBeNull();
});

/** Ten refused, thirty waiting, a hundred and fifty queued, ten done today. */
function seeds(): SeededItem[] {
  const now = Date.now();
  const states = [
    { state: "rejected", failure: { code: "E_PERM", detail: "" }, amount: 10 },
    { state: "waiting", failure: { code: "E_SERVER", detail: "" }, amount: 30 },
    { state: "queued", failure: null, amount: 150 },
    { state: "confirmed", failure: null, amount: 10 },
  ] as const;
  return states
    .flatMap(({ amount, ...one }) => Array.from({ length: amount }, () => one))
    .map(({ state, failure }, nth) => ({
      title: `关于第${nth + 1}号事项的通知`,
      state,
      failure,
      attempts: failure === null ? 0 : 2,
      dueAt: state === "waiting" ? now + 250_000 : 0,
      queuedAt: new Date(state === "confirmed" ? now : now - 600_000 + nth * 1_000).toISOString(),
    }));
}
