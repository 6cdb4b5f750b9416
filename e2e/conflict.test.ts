/** Two workstations of one person edit one returned item: nothing is overwritten, both texts stay, the merge goes up (D3). */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { signInByApi } from "./api";
import { type Bench, startBench } from "./bench";
import { returnAtSecond, returnedItem, reviseParagraphs, submitIntoConflict, type Terminals } from "./driver/conflict";
import { signOut, waitForSync } from "./driver/work";
import { decideAll, editorText, runProof, submit } from "./driver/writing";
import { PATIENCE } from "./patience";
import { pictureFailures } from "./pictures-of-failure";

const TITLE = "关于做好汛期值班工作的通知";
const PARAGRAPHS = [
  "各单位要安排专人值班，保持联系畅通。",
  "值班人员每天上午报送一次情况。",
  "遇有险情立即报告，并组织群众转移。",
  "本通知自发布之日起执行。",
];

let bench: Bench;
let terminals: Terminals;
let first: Page;
let second: Page;

beforeAll(async () => {
  bench = await startBench();
  const { world } = bench;
  const other = await world.addDesk();
  first = await bench.openDesk(await bench.newContext());
  second = await (await bench.newContext()).newPage();
  second.setDefaultTimeout(PATIENCE);
  await second.goto(await other.launchUrl());
  terminals = {
    world,
    first,
    second,
    author: world.person("luan", "编辑员"),
    reviewer: world.person("luan", "审核员"),
  };
});
pictureFailures(() => first);
afterAll(() => bench.stop());

const place = (nth: number) => first.getByTestId("conflict-place").nth(nth);
const open = () => first.getByTestId("conflict-screen").getAttribute("data-open");

it("D3: who submits second is told of the conflict on the first screen, and the platform's text stands as it was", async () => {
  await returnedItem(terminals, TITLE, PARAGRAPHS);
  await reviseParagraphs(second, TITLE, [
    { at: 0, text: "各单位要安排两人值班，保持联系畅通。" },
    { at: 3, text: "本通知自印发之日起执行。" },
  ]);
  await reviseParagraphs(first, TITLE, [
    { at: 0, text: "各单位要安排专人值班，保持电话畅通。" },
    { at: 1, text: "值班人员每天上午、下午各报送一次情况。" },
  ]);
  await submit(second, terminals.author);
  await waitForSync(second, /全部已上报/);
  await submitIntoConflict(first, terminals.author, bench.world.cast.smsInbox);
  await first.getByTestId("rail-work").click();
  await first.getByTestId("conflict-note").filter({ hasText: TITLE }).waitFor();
  expect(await first.getByTestId("tab-conflicts").textContent()).toBe("1 冲突");
  expect(await platformText()).toContain("各单位要安排两人值班，保持联系畅通。");
});

it("D3: both texts stand side by side with their changes marked, and the screen names the approvals that end", async () => {
  await first.getByTestId("conflict-open").click();
  await first.getByTestId("conflict-screen").waitFor();
  expect(await open()).toBe("1");
  const both = place(0);
  expect(await both.getAttribute("data-state")).toBe("open");
  expect(await both.locator("[data-side=mine] ins").allTextContents()).toEqual(["电话"]);
  expect(await both.locator("[data-side=theirs] ins").allTextContents()).toEqual(["两"]);
  expect(await first.getByTestId("conflict-place").count()).toBe(3);
  expect(await first.getByTestId("conflict-voided").textContent()).toMatch(
    /以下审签随合并作废.*尚未送达平台.*重新校对、签名/s,
  );
});

it("D3: nothing is finished while a place is open; keys choose, Ctrl+Z takes back, and leaving the screen loses no choice", async () => {
  await first.getByTestId("conflict-finish").click();
  await first.getByRole("dialog").filter({ hasText: "还有 1 处待选定" }).getByRole("button").click();
  await first.getByRole("dialog").waitFor({ state: "hidden" });
  await first.keyboard.press("F8");
  await first.keyboard.press("1");
  await expect.poll(open).toBe("0");
  await first.keyboard.press("Control+z");
  await expect.poll(open).toBe("1");
  await first.keyboard.press("3");
  await expect
    .poll(() => place(0).getByTestId("conflict-result").textContent())
    .toContain("各单位要安排两人值班，保持电话畅通。");
  await first.getByTestId("rail-work").click();
  await first.getByTestId("conflict-open").click();
  await expect.poll(open).toBe("0");
});

it("D3: the merged text becomes the draft on the platform's head, both originals are versions, and it goes up", async () => {
  // What the second workstation sent is under review: it has to come back before anybody may change it.
  await signOut(second);
  await returnAtSecond(terminals, TITLE);
  await first.getByTestId("conflict-finish").click();
  await first.getByTestId("confirm-ok").click();
  await first.getByTestId("editor").waitFor();
  expect(await editorText(first)).toBe(
    [
      "各单位要安排两人值班，保持电话畅通。",
      "值班人员每天上午、下午各报送一次情况。",
      "遇有险情立即报告，并组织群众转移。",
      "本通知自印发之日起执行。",
    ].join("\n"),
  );
  await first.getByTestId("tab-versions").click();
  await first.getByTestId("version").first().waitFor();
  const reasons = await first.getByTestId("version").allTextContents();
  expect(reasons.join("\n")).toMatch(/与平台第 2 版合并[\s\S]*冲突时平台上的第 2 版[\s\S]*冲突时本机的版本/);
  await first.getByTestId("tab-proof").click();
  await runProof(first);
  await decideAll(first, []);
  await submit(first, terminals.author);
  await waitForSync(first, /在线 · 全部已上报/);
  expect(await platformText()).toContain("各单位要安排两人值班，保持电话畅通。");
});

/** The item's text as the platform has it. */
async function platformText(): Promise<string> {
  // The reviewer, since a sign-in of the author would end the session of the open window.
  const { world, reviewer } = terminals;
  const { client, credential } = await signInByApi(world.platformUrl, world.cast.smsInbox, reviewer);
  const { items } = await client.request("items.list", { credential });
  const itemId = items.find(({ title }) => title === TITLE)?.itemId ?? "";
  const { content } = await client.request("items.read", { credential, params: { itemId } });
  return JSON.stringify(content.document);
}
