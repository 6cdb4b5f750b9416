/** L3 in a real Chromium: what the policy says of text that leaves by clipboard, dragging and printing. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LeakPolicy } from "../shared/model/policy";
import { type Bench, startBench } from "./bench";
import { pasteText } from "./clipboard";
import { signIn } from "./driver/sign-in";
import { openRow } from "./driver/work";
import { editorText, newDraft, typeDraft, waitSaved } from "./driver/writing";
import { pictureFailures } from "./pictures-of-failure";

const text = "各单位要按时报送材料。";
let bench: Bench;
let page: Page;

const author = () => bench.world.person("luan", "编辑员");

/** The administrator changes the policy; workstations hear of it by themselves. */
function decide(leaks: LeakPolicy): void {
  const file = join(bench.world.data, "demo", "policy.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), leaks }));
}

/** What another program of this machine would paste. */
async function pasteOutside(): Promise<string> {
  const outside = await page.context().newPage();
  await outside.setContent("<textarea></textarea>");
  await outside.locator("textarea").focus();
  await outside.keyboard.press("Control+V");
  const pasted = await outside.locator("textarea").inputValue();
  await outside.close();
  await page.bringToFront();
  return pasted;
}

const inEditor = async (...keys: readonly string[]) => {
  await page.getByTestId("editor").click();
  for (const key of keys) {
    await page.keyboard.press(key);
    // As fast as a hand: the editor hears of a new caret by an event of its own.
    await page.waitForTimeout(150);
  }
};

/** The lock screen knows the key and asks for its PIN. */
async function openAgain(): Promise<void> {
  const { passphrase } = author();
  await page.getByTestId("pin-input").fill(passphrase);
  const appPin = page.getByTestId("app-pin");
  if (await appPin.isVisible()) await appPin.fill(`${passphrase}-App`);
  await page.getByTestId("unlock").click();
  await page.getByTestId("rail-work").waitFor();
}

beforeAll(async () => {
  bench = await startBench();
  page = await bench.openDesk(await bench.newContext());
  await signIn(page, author(), bench.world.cast.smsInbox);
  await newDraft(page);
  await typeDraft(page, "关于报送材料的通知", text);
  await waitSaved(page);
});
pictureFailures(() => page);
afterAll(() => bench.stop());

describe("where the policy says nothing", () => {
  it("what is copied can be pasted elsewhere", async () => {
    await inEditor("Control+A", "Control+C");
    expect(await pasteOutside()).toBe(text);
  });
});

describe("clipboard: inside", () => {
  beforeAll(async () => {
    decide({ clipboard: "inside", capture: "block" });
    await page.locator('html[data-print="refused"]').waitFor({ timeout: 15_000 });
  });

  it("L3: text copied in the editor is pasted in the workstation, and nothing of it elsewhere", async () => {
    await inEditor("Control+A", "Control+C");
    expect(await pasteOutside()).toBe("");
    await inEditor("Control+End", "Control+V");
    await expect.poll(() => editorText(page)).toBe(`${text}${text}`);
    await inEditor("Control+Z");
  });

  it("L3: nothing of it lies in any type of the system's clipboard", async () => {
    await inEditor("Control+A", "Control+C");
    const outside = await page.context().newPage();
    await outside.setContent("<textarea></textarea>");
    await outside.evaluate(() =>
      document.addEventListener("paste", ({ clipboardData }) => {
        const types = clipboardData?.types ?? [];
        Reflect.set(globalThis, "pasted", types.map((type) => clipboardData?.getData(type)).join("|"));
      }),
    );
    await outside.locator("textarea").focus();
    await outside.keyboard.press("Control+V");
    const pasted = String(await outside.evaluate(() => Reflect.get(globalThis, "pasted")));
    expect(pasted).not.toBe("undefined");
    for (const part of ["报送", "材料", "通知"]) expect(pasted).not.toContain(part);
    await outside.close();
    await page.bringToFront();
  });

  it("L3: what is cut from a field is gone there, pasted back here, and nothing elsewhere", async () => {
    const title = page.getByTestId("title");
    await title.click();
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Control+X");
    expect(await title.inputValue()).toBe("");
    expect(await pasteOutside()).toBe("");
    await title.click();
    await page.keyboard.press("Control+V");
    expect(await title.inputValue()).toBe("关于报送材料的通知");
  });

  it("L3: text of other programs still comes in", async () => {
    await inEditor("Control+End");
    await pasteText(page, "外来的一句。");
    await page.getByTestId("editor").filter({ hasText: "外来的一句。" }).waitFor();
    await inEditor("Control+Z");
  });

  it("L3: nothing is dragged out, and nothing comes out on paper", async () => {
    const dragged = await page.evaluate(() => {
      const event = new DragEvent("dragstart", { bubbles: true, cancelable: true, dataTransfer: new DataTransfer() });
      return document.querySelector("[data-testid=editor]")?.dispatchEvent(event);
    });
    expect(dragged).toBe(false);
    await page.emulateMedia({ media: "print" });
    expect(await page.evaluate(() => getComputedStyle(document.body).display)).toBe("none");
    await page.emulateMedia({ media: null });
  });

  it("L3: the browser edition says that it cannot keep the window out of screen pictures", async () => {
    expect(await page.getByTestId("capture-note").textContent()).toContain("本机不能阻止截屏");
  });

  it("L3: a lock forgets what was copied", async () => {
    await inEditor("Control+A", "Control+C");
    await page.getByTestId("lock").click();
    await page.getByTestId("lock-screen").waitFor();
    await openAgain();
    await openRow(page, "drafts", "关于报送材料的通知");
    const before = await editorText(page);
    await inEditor("Control+End", "Control+V");
    await page.waitForTimeout(500);
    expect(await editorText(page)).toBe(before);
  });
});

describe("clearClipboardSeconds", () => {
  it("L3: a clearing that waits runs when the workstation locks", async () => {
    decide({ clipboard: "allow", capture: "allow", clearClipboardSeconds: 600 });
    await page.locator("html:not([data-print])").waitFor({ timeout: 15_000 });
    await inEditor("Control+A", "Control+C");
    expect(await pasteOutside()).not.toBe("");
    await page.getByTestId("lock").click();
    await page.getByTestId("lock-screen").waitFor();
    await expect.poll(pasteOutside, { timeout: 10_000 }).toBe("");
  });
});
