/** D5 in the window: what is said and what can still be done while the disk under the desk fills up, and afterwards. */
import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "./chromium";
import { newWindow } from "./context";
import { mayMount } from "./desk-start";
import { signIn, unlock } from "./driver/sign-in";
import { openRow } from "./driver/work";
import { editorText, newDraft, typeDraft, waitSaved } from "./driver/writing";
import { PATIENCE } from "./patience";
import { pictureFailures } from "./pictures-of-failure";
import { startWorld, type World } from "./world";

const MB = 1024 * 1024;
const canMount = mayMount();
const unmountable = canMount ? "" : " (skipped: this account may not mount)";
const folder = mkdtempSync(join(tmpdir(), "caibian-low-disk-"));
const disk = join(folder, "disk");
const title = "磁盘空间与稿件";
const first = "春江潮水连海平。";
const second = "海上明月共潮生。";

let world: World;
let browser: Browser;
let page: Page;
pictureFailures(() => page);

const freeBytes = (): number => {
  const { bavail, bsize } = statfsSync(disk);
  return bavail * bsize;
};
const filler = (name: string): string => join(disk, `filler-${name}`);

/** Leaves so many bytes free. */
function leave(bytes: number, name: string): void {
  execFileSync("fallocate", ["-l", String(freeBytes() - bytes), filler(name)]);
}

/** To the last byte. */
function fillUp(): void {
  const handle = openSync(filler("last"), "a");
  try {
    for (const size of [MB, 4_096, 1]) writeAsLongAs(handle, Buffer.alloc(size));
  } finally {
    closeSync(handle);
  }
}

function writeAsLongAs(handle: number, bytes: Uint8Array): void {
  try {
    for (;;) writeSync(handle, bytes);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  }
}

const note = (level: "low" | "read-only") => page.locator(`[data-testid="disk-note"][data-level="${level}"]`);
const patient = { timeout: 60_000 };

async function openWindow(): Promise<void> {
  const context = await newWindow(browser);
  page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(await world.launchUrl());
}

describe.skipIf(!canMount)(`a disk that fills up${unmountable}`, () => {
  beforeAll(async () => {
    mkdirSync(disk);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=760m", "none", disk]);
    browser = await launchChromium();
    world = await startWorld(join(folder, "world"), { deskData: join(disk, "desk") });
    await openWindow();
    await signIn(page, world.person("luan", "编辑员"), world.cast.smsInbox);
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    await world.stop();
    execFileSync("umount", [disk]);
    rmSync(folder, { recursive: true, force: true });
  });

  it("D5: below 500 MB the person is warned and goes on writing", async () => {
    await newDraft(page);
    await typeDraft(page, title, first);
    await waitSaved(page);
    expect(await page.getByTestId("disk-note").count()).toBe(0);
    leave(300 * MB, "low");
    await note("low").waitFor(patient);
    expect(await note("low").textContent()).toMatch(/磁盘剩余 3\d\d.*MB|磁盘剩余 [23]\d\d/);
    await page.getByTestId("editor").click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(second);
    await waitSaved(page);
    expect(await editorText(page)).toBe(first + second);
  });

  it("D5: below 100 MB nothing is typed that could not be saved, and every tool that is off looks it and says why", async () => {
    leave(20 * MB, "read-only");
    await note("read-only").waitFor(patient);
    expect(await note("read-only").textContent()).toContain("已保存的内容全部安全，暂不能写稿");
    const editor = page.getByTestId("editor");
    await page.locator('[data-testid="editor"][contenteditable="false"]').waitFor();
    await editor.click();
    await page.keyboard.type("不应写入");
    expect(await editorText(page)).toBe(first + second);
    await page.getByTestId("title").click();
    await page.keyboard.type("不应写入");
    expect(await page.getByTestId("title").inputValue()).toBe(title);
    expect(await page.getByTestId("title").getAttribute("title")).toMatch(/磁盘空间不足.*暂停/);
    const toolbar = page.getByRole("toolbar").first();
    expect(await toolbar.getAttribute("title")).toMatch(/磁盘空间不足.*暂停/);
    expect(await toolbar.locator("button.ed-tool:not([disabled]):not([aria-disabled])").count()).toBe(0);
    for (const kind of ["insert-image", "insert-attachment"]) {
      const tool = page.getByTestId(kind);
      // Off, and yet within reach of the keyboard: that is how its reason is heard (D6).
      await tool.focus();
      expect(await tool.evaluate((element) => element === document.activeElement)).toBe(true);
      expect(await tool.getAttribute("aria-disabled")).toBe("true");
      const reason = page.locator(`[id="${await tool.getAttribute("aria-describedby")}"]`);
      expect(await reason.textContent()).toMatch(/磁盘空间不足，“插入图片、附件”暂停/);
    }
    expect(await page.getByTestId("find-open").isEnabled()).toBe(true);
    const submit = page.locator('[data-command="draft.submit"]');
    expect(await submit.getAttribute("aria-disabled")).toBe("true");
    const described = await submit.getAttribute("aria-describedby");
    expect(await page.locator(`[id="${described}"]`).textContent()).toMatch(/磁盘空间不足，“提交审核”暂停/);
  });

  it("D5: without a byte left a killed desk starts again to be read, with every character", async () => {
    fillUp();
    await world.killDesk();
    fillUp();
    await world.startDesk();
    await page.context().close();
    await openWindow();
    await unlock(page, world.person("luan", "编辑员"));
    await note("read-only").waitFor(patient);
    await openRow(page, "drafts", title);
    await page.getByTestId("editor").waitFor();
    expect(await editorText(page)).toBe(first + second);
    await page.locator('[data-testid="editor"][contenteditable="false"]').waitFor();
  });

  it("D5: once there is room the person goes on where they were, without a restart", async () => {
    for (const name of ["low", "read-only", "last"]) rmSync(filler(name), { force: true });
    await page.getByTestId("disk-note").waitFor({ state: "detached", ...patient });
    await page.locator('[data-testid="editor"][contenteditable="true"]').waitFor();
    await page.getByTestId("editor").click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("滟滟随波千万里。");
    await waitSaved(page);
    expect(await editorText(page)).toBe(`${first}${second}滟滟随波千万里。`);
  });
});
