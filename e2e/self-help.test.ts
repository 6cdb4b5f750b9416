/** What a person has when something is wrong: self-check on the first start, help by F1, diagnostics read and saved (A4, A5, L12). */
import { readFileSync } from "node:fs";
import { unzipSync } from "fflate";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Bench, startBench } from "./bench";
import { choose, signIn } from "./driver/sign-in";
import { newDraft, typeDraft, waitSaved } from "./driver/writing";
import { pictureFailures } from "./pictures-of-failure";

let bench: Bench;
let context: BrowserContext;
let page: Page;
const title = "斠若画一鞮鍪的题";
const text = "窅窱缑氏甗罍，联系电话13955501234。";

beforeAll(async () => {
  bench = await startBench();
  context = await bench.newContext();
  page = await bench.openDesk(context);
});
afterAll(() => bench.stop());
pictureFailures(() => page);

const author = () => bench.world.person("luan", "编辑员");

it("A4: the first start checks the machine before anybody signs in, in words, with what to do about each red line", async () => {
  const check = page.getByTestId("entry-check");
  await page.getByTestId("self-check-sum").waitFor();
  expect(await check.getAttribute("data-first")).toBe("true");
  for (const subject of [
    "server",
    "clock",
    "disk",
    "journal",
    "temp",
    "timezone",
    "policy",
    "update",
    "audit",
    "printer",
    "fonts",
  ])
    await check.locator(`[data-subject="${subject}"]`).first().waitFor();
  expect(await check.locator('[data-subject="disk"]').first().getAttribute("data-state")).toBe("good");
  expect(await check.locator('[data-subject="audit"]').textContent()).toContain("本机日志完整");
  const troubled = check.locator('li:is([data-state="bad"],[data-state="attention"])');
  for (const line of await troubled.all()) expect(await line.locator("small").textContent()).not.toBe("");
  // BD-4: no address of the platform anywhere in it.
  expect(await check.textContent()).not.toMatch(/127\.0\.0\.1|localhost|https?:/);
});

it("A4: from the second start on the check is folded away and one click off", async () => {
  await page.reload();
  await page.getByTestId("entry-check").waitFor();
  expect(await page.getByTestId("entry-check").getAttribute("open")).toBe(null);
  await page.getByText("登录遇到问题").click();
  await page.getByTestId("self-check-run").click();
  await page.getByTestId("self-check-sum").waitFor();
  expect(await page.getByTestId("self-check-sum").isVisible()).toBe(true);
});

it("A4: what the check finds moves nothing that a person is about to press", async () => {
  await page.reload();
  const next = page.getByTestId("key-next");
  await next.waitFor();
  // One certificate is what most people see: the entry is then shorter than the screen.
  await page.getByTestId("key-filter").fill(author().name);
  const before = await next.boundingBox();
  await page.getByText("登录遇到问题").click();
  await page.getByTestId("self-check-run").click();
  await page.getByTestId("self-check-sum").waitFor();
  expect(await next.boundingBox()).toEqual(before);
  await page.reload();
});

it("A5: a failure leads to its page by link and by F1, and the list is searched by words", async () => {
  await choose(page, { name: author().name, passphrase: "wrong" });
  await page.getByTestId("sign-in").click();
  await page.locator('[data-testid="failure"][data-code="E_PIN"]').waitFor();
  await page.getByTestId("failure").getByTestId("help-link").click();
  await page.locator('[data-testid="help-page"][data-help="E_PIN"]').waitFor();
  expect(await page.getByTestId("help-page").textContent()).toMatch(/什么是安全的.*怎么办.*找谁/);
  await page.keyboard.press("Escape");
  await page.getByTestId("help-page").waitFor({ state: "detached" });
  await page.keyboard.press("F1");
  await page.locator('[data-testid="help-page"][data-help="E_PIN"]').waitFor();
  await page.getByTestId("help-back").click();
  await page.getByTestId("help-search").fill("验证码 短信");
  await page.locator('[data-help="E_SMS"]').waitFor();
  expect(await page.locator('[data-help="E_DISK"]').count()).toBe(0);
  await page.keyboard.press("Escape");
  await page.getByTestId("help-search").waitFor({ state: "detached" });
});

it("L12: diagnostics are read file by file, saved without what was left out, and hold nothing of the person or the draft", async () => {
  await page.reload();
  await signIn(page, author(), bench.world.cast.smsInbox);
  await newDraft(page);
  await typeDraft(page, title, text);
  await waitSaved(page);
  await page.getByTestId("rail-settings").click();
  await page.getByTestId("diagnostics-prepare").click();
  await page.getByTestId("diagnostics-export").waitFor();
  const shown = page.getByTestId("diagnostics-text");
  const read: string[] = [];
  for (const row of await page.getByTestId("diagnostics").locator("li[data-name]").all()) {
    const name = (await row.getAttribute("data-name")) ?? "";
    await row.getByRole("button").click();
    await page.locator(`[data-testid="diagnostics-text"][data-name="${name}"]`).waitFor();
    read.push(await shown.inputValue());
  }
  expect(read.length).toBeGreaterThan(7);
  await page.locator('li[data-name="70-program-log.txt"]').getByRole("checkbox").uncheck();
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByTestId("diagnostics-export").click()]);
  expect(saved.suggestedFilename()).toMatch(/^caibian-diagnostics-\d{4}-\d\d-\d\d\.zip$/);
  const files = unzipSync(readFileSync(await saved.path()));
  expect(Object.keys(files)).not.toContain("70-program-log.txt");
  const texts = Object.values(files).map((bytes) => Buffer.from(bytes).toString("utf8"));
  expect(texts.every((each) => read.includes(each))).toBe(true);
  const { name, passphrase } = author();
  for (const planted of [title, "窅窱缑氏", "13955501234", name, passphrase, "127.0.0.1", bench.world.data])
    for (const each of [...texts, ...read]) expect(each).not.toContain(planted);
});

it("A4: a new editor walks through the practice item, and nothing of it becomes a draft or leaves", async () => {
  await page.getByTestId("rail-work").click();
  const before = await page.getByTestId("sync-state").textContent();
  await page.getByTestId("practice-open").click();
  const practice = page.getByTestId("practice");
  await practice.waitFor();
  await page.keyboard.press("F7");
  await page.locator('[data-testid="practice"][data-step="decide"]').waitFor();
  const findings = page.getByTestId("practice-finding");
  const first = await findings.count();
  expect(first).toBeGreaterThan(3);
  for (let guard = 0; guard < 40 && (await practice.getAttribute("data-step")) !== "done"; guard += 1) {
    if ((await findings.count()) === 0) {
      await page.getByTestId("practice-proof").click();
      await page.locator('[data-testid="practice"]:not([data-step="again"])').waitFor();
    } else await decide(findings.first());
  }
  expect(await practice.getAttribute("data-step")).toBe("done");
  await page.getByTestId("practice-close").click();
  await practice.waitFor({ state: "detached" });
  expect(await page.getByTestId("sync-state").textContent()).toBe(before);
  expect(await page.getByText("关于做好夏季防溺水工作的通知").count()).toBe(0);
});

/** Takes the suggestion where there is one, else gives the first reason. */
async function decide(finding: Locator): Promise<void> {
  const accept = finding.getByRole("button", { name: "采纳" });
  if ((await accept.count()) > 0) return accept.click();
  await finding.getByRole("combobox").click();
  await page.locator(".ant-select-item-option").first().click();
}
