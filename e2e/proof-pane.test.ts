/** The proofreading pane as an editor uses it: filters, bulk corrections, dictionary, missed errors, the second engine. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Bench, startBench } from "./bench";
import { signIn } from "./driver/sign-in";
import { editorText, newDraft, runProof, typeDraft, waitSaved } from "./driver/writing";
import { PATIENCE } from "./patience";
import { pictureFailures } from "./pictures-of-failure";

const title = "关于做好汛期地质灾害防范工作的通知";
const slips = "根据六政办[2023]5号文件要求，切实做好工作布署。";
const body = [
  slips,
  "参照六政办[2024]8号文件精神，请于6月底前报送材料。",
  "联系人李明，手机13812345678。",
  "规上企业要落实主体责任(含在建项目)。",
].join("");

let bench: Bench;
let page: Page;

const card = (words: string) => page.getByTestId("finding").filter({ hasText: words });
const quiet = () => page.locator('[data-testid="proof-panel"][data-running="false"]').waitFor();
/** The editor's text as it becomes. */
const text = () => expect.poll(() => editorText(page), { timeout: PATIENCE });
const undo = () => page.keyboard.press("Control+z");

beforeAll(async () => {
  bench = await startBench();
  page = await bench.openDesk(await bench.newContext());
  await signIn(page, bench.world.person("luan", "编辑员"), bench.world.cast.smsInbox);
  await newDraft(page);
  await typeDraft(page, title, body);
  await waitSaved(page);
  await runProof(page);
});
pictureFailures(() => page);
afterAll(() => bench.stop());

it("R2: every card says why, on what authority, how sure it is and from which pack; the pass with the model is complete", async () => {
  const cards = page.getByTestId("finding");
  expect(await cards.count()).toBeGreaterThanOrEqual(3);
  for (const text of await cards.allTextContents()) {
    expect(text).toMatch(/依据 .+ · 把握 \d+% · 词库 \S+/);
  }
  expect(await page.getByTestId("proof-panel").getByText("本次校对不完整").count()).toBe(0);
});

it("a mark is drawn under a half-width comma too: no line steps aside for the ink of a sign", async () => {
  const inks = await page.evaluate(() => {
    const editor = document.querySelector("[data-testid=editor]") ?? document.body;
    return ["block", "error", "warning", "hint"].map((severity) =>
      getComputedStyle(editor, `::highlight(proof-${severity})`).getPropertyValue("text-decoration-skip-ink"),
    );
  });
  expect(inks).toEqual(["none", "none", "none", "none"]);
});

it("R7: one of several alike is dismissed alone and taken back; each place is listed in its sentence", async () => {
  const group = page.locator('[data-testid="finding"][data-count="2"]').filter({ hasText: "六政办" }).first();
  await group.getByTestId("finding-members").click();
  const places = group.getByTestId("finding-member");
  expect(await places.nth(0).textContent()).toContain("文件要求");
  expect(await places.nth(1).textContent()).toContain("文件精神");
  await places.nth(1).click();
  await page.keyboard.press("i");
  await page.getByTestId("reason-ignore").waitFor();
  await page.keyboard.press("0");
  await page.keyboard.press("1");
  await expect.poll(() => group.getAttribute("data-open")).toBe("1");
  await group.getByTestId("finding-undo").click();
  await expect.poll(() => group.getAttribute("data-open")).toBe("2");
});

it("R8: the preview lists each change, an unticked one stays, and one undo takes the rest back", async () => {
  await page.getByTestId("bulk-safe").click();
  const changes = page.getByTestId("bulk-change");
  const number = changes.filter({ hasText: "〔2024〕" });
  await number.waitFor();
  const texts = await changes.allTextContents();
  expect(texts.some((text) => text.includes("13812345678"))).toBe(false);
  await number.click();
  await page.getByTestId("bulk-apply").click();
  await text().toContain("〔2023〕");
  await quiet();
  expect(await editorText(page)).toContain("[2024]");
  await page.getByTestId("editor").click();
  await undo();
  await text().toBe(body);
  await quiet();
  await page.getByTestId("tab-versions").click();
  await page.getByText("批量采纳之前").first().waitFor();
  await page.getByTestId("tab-proof").click();
});

it("R21: I on a blocking finding opens no form but says why it cannot be ignored, until another one is the current", async () => {
  const notice = page.getByTestId("proof-notice").filter({ hasText: "不能忽略" });
  await runProof(page);
  await page.locator('[data-testid="finding"][data-severity="block"] .proof-card-main').first().click();
  await page.keyboard.press("i");
  await notice.waitFor();
  expect(await page.getByTestId("reason-ignore").count()).toBe(0);
  await page.keyboard.press("F8");
  await notice.waitFor({ state: "detached" });
});

it("R14: one click masks the personal numbers after a preview", async () => {
  await runProof(page);
  await page.getByTestId("bulk-masks").click();
  await page.getByTestId("bulk-apply").click();
  await text().toContain("138****5678");
  await quiet();
  expect(await editorText(page)).not.toContain("13812345678");
});

it("R19: a word from a card goes into the dictionary, and its finding is ignored with the word as the reason", async () => {
  await card("布署").getByTestId("finding-add-word").click();
  await page.getByTestId("word-dialog").waitFor();
  await page.getByTestId("word-why").fill("卫星代号");
  await page.getByTestId("word-ok").click();
  await card("布署").getByText("个人词典：“布署”，卫星代号").waitFor();
});

it("R19: a missed error becomes a rule in three steps: select, Alt+M, confirm", async () => {
  await selectWords(page, "规上企业");
  await page.keyboard.press("Alt+m");
  await page.getByTestId("word-right").fill("规模以上企业");
  await page.getByTestId("word-right").press("Enter");
  const found = card("“规上企业”应为“规模以上企业”");
  await found.waitFor();
  await found.getByTestId("finding-accept").click();
  await quiet();
  expect(await editorText(page)).toContain("规模以上企业要落实");
});

it("R20: AutoCorrect is asked on demand; what only it has is told apart and never goes in bulk", async () => {
  await page.getByTestId("second-engine").click();
  await page.getByRole("menuitem", { name: /^用 AutoCorrect/ }).click();
  await page.getByTestId("second-result").waitFor();
  expect(await page.getByTestId("second-result").textContent()).toMatch(/AutoCorrect：\d+ 处一致，另有 \d+ 处/);
});

it("the filter shows one category, and hidden hints leave the list", async () => {
  const all = await page.getByTestId("finding").count();
  await page.getByTestId("filter-category").click();
  await page.locator(".ant-select-dropdown:visible .ant-select-item-option").nth(1).click();
  await page.getByTestId("proof-filtered").waitFor();
  expect(await page.getByTestId("finding").count()).toBeLessThanOrEqual(all);
  await page.getByTestId("proof-filtered").getByRole("button").click();
  await page.getByTestId("filter-hints").click();
  expect(await page.locator('[data-testid="finding"][data-severity="hint"]').count()).toBe(0);
});

it("R3, R19: settings list the words, the packs in use and the measured accuracy", async () => {
  await page.getByTestId("back").click();
  await page.getByTestId("rail-settings").click();
  const words = page.getByTestId("dictionary");
  await words.getByText("规模以上企业").waitFor();
  expect(await words.textContent()).toContain("导出给管理员的提议（1 条）");
  await page.getByTestId("about-proofreading").getByText("spelling", { exact: true }).waitFor();
  await page.getByTestId("accuracy").waitFor();
});

/** As a person does by dragging: the selection lies on the words in the text. */
async function selectWords(at: Page, words: string): Promise<void> {
  await at.getByTestId("editor").click();
  await at.evaluate((wanted) => {
    const walker = document.createTreeWalker(document.querySelector("[data-testid=editor]") ?? document.body, 4);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const from = node.textContent?.indexOf(wanted) ?? -1;
      if (from < 0) continue;
      getSelection()?.setBaseAndExtent(node, from, node, from + wanted.length);
      return;
    }
  }, words);
}
