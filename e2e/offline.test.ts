/** Signing in step by step, and a cold start without the network: the day's work goes on and catches up. */
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type CastPerson, readSmsCode } from "./api";
import { type Bench, startBench } from "./bench";
import { choose, signIn } from "./driver/sign-in";
import { openRow, signOut, waitForSync } from "./driver/work";
import {
  decideAll,
  editorText,
  fillMetadata,
  newDraft,
  runProof,
  submit,
  typeDraft,
  waitSaved,
} from "./driver/writing";
import { pictureFailures } from "./pictures-of-failure";

let bench: Bench;
let author: CastPerson;
let context: BrowserContext;
let page: Page;

const inbox = () => bench.world.cast.smsInbox;
const failure = () => page.getByTestId("failure");

beforeAll(async () => {
  bench = await startBench();
  author = bench.world.person("luan", "编辑员");
  context = await bench.newContext();
  page = await bench.openDesk(context);
});
pictureFailures(() => page);
afterAll(() => bench.stop());

it("NC-3: a wrong PIN is told at its step with E_PIN, is not tried again, and opens nothing", async () => {
  await choose(page, { ...author, passphrase: "wrong-pin-1" });
  await page.getByTestId("sign-in").click();
  await failure().waitFor();
  expect(await failure().getAttribute("data-code")).toBe("E_PIN");
  expect(await failure().textContent()).toMatch(
    /“输入口令”.*没有通过.*证书口令不正确。.*请核对口令后重新输入；程序不会自动重试。.*E_PIN/s,
  );
  expect(await page.getByTestId("pin-input").inputValue()).toBe("");
  await page.getByTestId("pin-input").fill("wrong-pin-2");
  await page.getByTestId("unlock").click();
  await failure().waitFor();
  expect(await failure().getAttribute("data-code")).toBe("E_PIN");
  expect(await page.getByTestId("rail-work").count()).toBe(0);
});

it("NC-3: the page of codes that the sign-in screen names is the one that shows them", async () => {
  await page.getByTestId("pin-input").fill(author.passphrase);
  await page.getByTestId("sign-in").click();
  await page.getByTestId("sms-input").waitFor();
  const named = /短信页 (\/\S+?)[。\s]/.exec((await page.getByTestId("sign-in-screen").textContent()) ?? "")?.[1] ?? "";
  expect(new URL(named, bench.world.platformUrl).href).toBe(inbox());
  expect(await readSmsCode(inbox(), author.name)).toMatch(/^\d{6}$/);
});

it("NC-3: a wrong SMS code is told at its step with E_SMS, and the right one still signs in", async () => {
  const right = await readSmsCode(inbox(), author.name);
  const wrong = right === "111111" ? "222222" : "111111";
  await page.getByTestId("sms-input").fill(wrong);
  await page.getByTestId("sms-confirm").click();
  await failure().waitFor();
  expect(await failure().getAttribute("data-code")).toBe("E_SMS");
  expect(await failure().textContent()).toMatch(/“短信验证码”.*没有通过.*短信验证码不正确或已失效。.*E_SMS/s);
  await page.getByTestId("sms-input").fill(right);
  await page.getByTestId("sms-confirm").click();
  await page.getByTestId("rail-work").waitFor();
});

it("NC-3: the code of an earlier sign-in is stale and refused with E_SMS", async () => {
  const stale = await readSmsCode(inbox(), author.name);
  await signOut(page);
  await choose(page, author);
  await page.getByTestId("sign-in").click();
  await page.getByTestId("sms-input").fill(stale);
  const fresh = await readSmsCode(inbox(), author.name);
  expect(fresh).not.toBe(stale);
  await page.getByTestId("sms-confirm").click();
  await failure().waitFor();
  expect(await failure().getAttribute("data-code")).toBe("E_SMS");
  await page.getByTestId("sms-input").fill(fresh);
  await page.getByTestId("sms-confirm").click();
  await page.getByTestId("rail-work").waitFor();
});

it("E12: after a power cut with the network down, key and PIN open the drafts and signing in says that only the platform is missing", async () => {
  await newDraft(page);
  await typeDraft(page, "关于冷启动演练的通知", "现将有关事项通知如下。会议定于2026年2月30日召开。");
  await waitSaved(page);
  await page.getByTestId("status-bar").filter({ hasText: "最近同步" }).waitFor();
  await page.close();
  bench.world.network.cut();
  await bench.world.restartDesk();
  page = await bench.openDesk(context);
  await choose(page, author);
  await page.getByTestId("sign-in").click();
  await failure().waitFor();
  expect(await failure().getAttribute("data-code")).toBe("E_OFFLINE");
  expect(await failure().textContent()).toMatch(/口令正确.*没有登录到平台/);
  await failure().getByTestId("work-offline").click();
  await page.getByTestId("signed-out-note").waitFor();
  await openRow(page, "drafts", "关于冷启动演练的通知");
  expect(await editorText(page)).toBe("现将有关事项通知如下。会议定于2026年2月30日召开。");
});

it("E12: without the network, writing, saving, finding errors and searching work", async () => {
  await page.getByTestId("editor").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("断网期间补充一句。");
  await waitSaved(page);
  await runProof(page);
  await page.getByTestId("finding").filter({ hasText: "2月30日" }).first().waitFor();
  await page.getByTestId("rail-work").click();
  await page.getByTestId("work-search").fill("冷启动");
  expect(await page.getByTestId("work-row").count()).toBe(1);
  await page.getByTestId("work-search").fill("没有这样的标题");
  expect(await page.getByTestId("work-row").count()).toBe(0);
  await page.getByTestId("work-search").fill("");
});

it("D1: what was signed during the outage is queued, and goes up by itself after signing in", async () => {
  await openRow(page, "drafts", "关于冷启动演练的通知");
  await runProof(page);
  await decideAll(page, []);
  await fillMetadata(page, {
    category: "通知公告",
    disclosure: "主动公开",
    column: "通知公告",
    generatedOn: "2026-06-18",
    indexNumber: "YS0000001/2026-00007",
  });
  await submit(page, author);
  await waitForSync(page, /1 待上报/);
  bench.world.network.restore();
  await page.getByTestId("sign-in-again").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByTestId("pin-input").fill(author.passphrase);
  await dialog.getByTestId("sign-in").click();
  await dialog.getByTestId("sms-input").waitFor();
  await dialog.getByTestId("sms-input").fill(await readSmsCode(inbox(), author.name));
  await dialog.getByTestId("sms-confirm").click();
  await waitForSync(page, /在线 · 全部已上报/);
  await page.getByTestId("rail-work").click();
  await page.getByTestId("tab-done").click();
  await page
    .getByTestId("work-row")
    .filter({ hasText: "关于冷启动演练的通知" })
    .filter({ hasText: "已上报" })
    .waitFor();
});

it("D9: the next person at the same machine does not see the drafts of the one before", async () => {
  await signOut(page);
  expect(await page.content()).not.toContain("冷启动演练");
  await signIn(page, bench.world.person("luan", "审核员"), inbox());
  await page.getByTestId("tab-drafts").click();
  expect(await page.getByTestId("work-row").filter({ hasText: "冷启动演练" }).count()).toBe(0);
});
