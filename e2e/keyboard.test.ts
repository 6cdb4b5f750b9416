/** Writing and review by keyboard alone, and an input method at work while findings and saving are active. */
import type { BrowserContext, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Bench, startBench } from "./bench";
import { signByKeys, tabTo, tickUntil } from "./driver/keyboard";
import { signIn } from "./driver/sign-in";
import { openRow, signOut, waitForSync } from "./driver/work";
import { editorText, fillMetadata, newDraft, typeDraft, waitSaved } from "./driver/writing";
import { pictureFailures } from "./pictures-of-failure";
import { seeded } from "./random";

const title = "关于按键办公演练的通知";
const body = "按照六政办[2023]5号文件规定，会议定于2026年2月30日召开。请压实责任责任。";

let bench: Bench;
let context: BrowserContext;
let page: Page;

const open = () => page.locator('[data-testid="finding"]:not([data-open="0"]):not([data-severity="hint"])');
const current = () => page.locator('[data-testid="finding"][aria-current="true"]');
const quiet = () => page.locator('[data-testid="proof-panel"][data-running="false"]').waitFor();

/** Steps by F8 until the current finding is about these words. */
async function walkTo(words: string): Promise<void> {
  for (let step = 0; step < 20; step += 1) {
    await page.keyboard.press("F8");
    if ((await current().count()) > 0 && ((await current().textContent()) ?? "").includes(words)) return;
  }
  throw new Error(`F8 没有走到“${words}”`);
}

beforeAll(async () => {
  bench = await startBench();
  context = await bench.newContext();
  page = await bench.openDesk(context);
  await signIn(page, bench.world.person("luan", "编辑员"), bench.world.cast.smsInbox);
});
pictureFailures(() => page);
afterAll(() => bench.stop());

it("E20: a draft is begun and written without a mouse", async () => {
  await page.keyboard.press("Alt+N");
  await page.getByTestId("create-confirm").waitFor();
  await page.keyboard.press("Enter");
  await page.getByTestId("editor").waitFor();
  await tabTo(page, "title");
  await page.keyboard.type(title);
  await page.keyboard.press("Enter");
  await page.keyboard.type(body);
  await waitSaved(page);
  expect(await editorText(page)).toBe(body);
  // An empty metadata panel has findings of its own, which only filling it resolves.
  await fillMetadata(page, {
    category: "通知公告",
    disclosure: "主动公开",
    column: "通知公告",
    generatedOn: "2026-06-18",
    indexNumber: "YS0000001/2026-00031",
  });
  await waitSaved(page);
  await page.getByTestId("editor").focus();
});

it("R21: F7 proofreads, F8 walks, A accepts, I with 1–5 ignores, H hands to a person", async () => {
  await page.keyboard.press("F7");
  await quiet();
  const before = await open().count();
  expect(before).toBeGreaterThanOrEqual(3);
  await walkTo("[2023]");
  await page.keyboard.press("a");
  await quiet();
  expect(await editorText(page)).toContain("六政办〔2023〕5号");
  await walkTo("责任责任");
  await page.keyboard.press("i");
  await page.getByTestId("reason-ignore").waitFor();
  await page.keyboard.press("3");
  await page.getByTestId("finding").filter({ hasText: "表述正确，属误报" }).waitFor();
  await walkTo("2月30日");
  await page.keyboard.press("h");
  await page.getByTestId("reason-escalate").waitFor();
  await page.keyboard.type("请办公室核对会期");
  await page.keyboard.press("Enter");
  await page.getByTestId("finding").filter({ hasText: "请办公室核对会期" }).waitFor();
  while ((await open().count()) > 0) {
    const left = await open().count();
    await page.keyboard.press("F8");
    await page.keyboard.press("i");
    await page.getByTestId("reason-ignore").waitFor();
    await page.keyboard.press("1");
    await expect.poll(() => open().count()).toBeLessThan(left);
  }
  await page.keyboard.press("Escape");
  expect(await page.evaluate(() => document.activeElement?.getAttribute("data-testid"))).toBe("editor");
});

it("S1: Ctrl+Enter, ticks by the space bar, End, PIN and Enter sign and submit", async () => {
  await page.keyboard.press("Control+Enter");
  await page.getByTestId("sign-next").waitFor();
  await tickUntil(page, "sign-next");
  await page.keyboard.press("Enter");
  await signByKeys(page, bench.world.person("luan", "编辑员"));
  await page.getByTestId("writing").waitFor({ state: "detached" });
  await waitForSync(page, /全部已上报/);
  await signOut(page);
});

it("W1: a reviewer opens, ticks, writes a note and signs without a mouse", async () => {
  const reviewer = bench.world.person("luan", "审核员");
  await signIn(page, reviewer, bench.world.cast.smsInbox);
  await page.getByTestId("tab-waiting").click();
  await page.getByTestId("work-row").filter({ hasText: title }).waitFor();
  await tabTo(page, "row-open");
  await page.keyboard.press("Enter");
  await page.getByTestId("review-note").waitFor();
  await tickUntil(page, "review-note");
  await page.keyboard.type("已核对。");
  await tabTo(page, "review-approve");
  await page.keyboard.press("Enter");
  await signByKeys(page, reviewer);
  await page.getByTestId("review-outcome").waitFor();
  await waitForSync(page, /全部已上报/);
  await signOut(page);
});

/** Types a word as a pinyin input method does: a growing composition, then the word. */
async function compose(ime: CDPSession, pinyin: string, word: string): Promise<void> {
  for (let length = 1; length <= pinyin.length; length += 1) {
    const text = pinyin.slice(0, length);
    await ime.send("Input.imeSetComposition", { text, selectionStart: length, selectionEnd: length });
  }
  await ime.send("Input.insertText", { text: word });
}

it("E20: with findings marked and saving active, an input method loses and doubles no character", async () => {
  const random = seeded(20);
  const words = [
    ["zhongguo", "中国"],
    ["renmin", "人民"],
    ["zerenzeren", "责任责任"],
    ["fabu", "发布"],
    ["tongzhi", "通知"],
  ] as const;
  await signIn(page, bench.world.person("luan", "编辑员"), bench.world.cast.smsInbox);
  await newDraft(page);
  await typeDraft(page, "输入法", "会议定于2026年2月30日召开。");
  await page.getByTestId("finding").first().waitFor();
  const ime = await page.context().newCDPSession(page);
  let expected = "会议定于2026年2月30日召开。";
  for (let turn = 0; turn < 60; turn += 1) {
    const [pinyin, word] = random.pick(words);
    await compose(ime, pinyin, word);
    expected += word;
    // Rests of every length, so that passes and saves fall between and into compositions.
    if (random.below(5) === 0) await page.waitForTimeout(random.below(600));
  }
  expect(await editorText(page)).toBe(expected);
  await waitSaved(page);
  await quiet();
  expect(await editorText(page)).toBe(expected);
  await openRow(page, "drafts", "输入法");
  await page.getByTestId("editor").waitFor();
  expect(await editorText(page)).toBe(expected);
});

it("E20: saving and proofreading leave an open composition alone, in the text and in the title", async () => {
  await page.getByTestId("editor").click();
  await page.keyboard.press("Control+End");
  const before = await editorText(page);
  const ime = await page.context().newCDPSession(page);
  await ime.send("Input.imeSetComposition", { text: "shenhe", selectionStart: 6, selectionEnd: 6 });
  await page.waitForTimeout(900);
  // The editor holds the caret's place in the page with a zero-width space until the word is there.
  expect((await editorText(page)).replace("\u200b", "")).toBe(`${before}shenhe`);
  await ime.send("Input.insertText", { text: "审核" });
  expect(await editorText(page)).toBe(`${before}审核`);
  await waitSaved(page);
  await page.getByTestId("title").click();
  await page.keyboard.press("End");
  await compose(ime, "yanlian", "演练");
  expect(await page.getByTestId("title").inputValue()).toBe("输入法演练");
  await waitSaved(page);
});
