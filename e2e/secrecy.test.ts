/** NY-15 and L1: what is marked secret, and what a locked workstation holds, is nowhere on disk and nowhere in the page. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { CastPerson } from "./api";
import { openDesk } from "./bench";
import { launchProfile } from "./chromium";
import { pasteText } from "./clipboard";
import { signIn, unlock } from "./driver/sign-in";
import { openRow, waitForSync } from "./driver/work";
import { editorText, newDraft, typeDraft, waitSaved } from "./driver/writing";
import { pictureFailures } from "./pictures-of-failure";
import { filesHolding } from "./traces";
import { startWorld, type World } from "./world";

const folder = mkdtempSync(join(tmpdir(), "caibian-secrecy-"));
const profile = join(folder, "profile");
/** Words that stand nowhere else, one for each way in. */
const typed = "鹔鹴枢机翊戾的部署";
const pasted = "麒麟阁黼黻昳丽之议";
const imported = "窅窱缑氏甗罍的清单";
const titled = "斠若画一鞮鍪之题";
const harmless = "觱篥琤瑽的公开段落";

let world: World;
let author: CastPerson;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  world = await startWorld(join(folder, "data"));
  author = world.person("luan", "编辑员");
  context = await launchProfile(profile);
  page = await openDesk(context, world);
  await signIn(page, author, world.cast.smsInbox);
});
pictureFailures(() => page);
afterAll(async () => {
  await context.close();
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

const banner = () => page.getByTestId("unsaved");

async function expectRefused(): Promise<void> {
  await banner().waitFor();
  expect(await banner().getAttribute("data-code")).toBe("E_SECRET");
  expect(await banner().textContent()).toMatch(
    /这份文字只在当前窗口里，没有保存、没有排队、没有上报。.*内容含有涉密标志，按规定未保存、未排队、未上报，只留在当前窗口。.*请立即删除涉密内容/,
  );
  expect(await page.getByTestId("save-state").getAttribute("data-state")).toBe("unsaved");
}

/** Everything IndexedDB holds, sealed or clear, as one text. */
const indexedDbText = () =>
  page.evaluate(async () => {
    const settled = (request: IDBRequest) =>
      new Promise((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    const all: unknown[] = [];
    for (const { name = "" } of await indexedDB.databases()) {
      const opened = indexedDB.open(name);
      await settled(opened);
      for (const store of opened.result.objectStoreNames) {
        all.push(await settled(opened.result.transaction(store).objectStore(store).getAll()));
      }
      opened.result.close();
    }
    return JSON.stringify(all);
  });

/** Lets the browser write down what it would write down, then looks everywhere. */
async function expectNowhere(text: string): Promise<void> {
  const rows = await indexedDbText();
  expect(rows.length).toBeGreaterThan(100);
  expect(rows).not.toContain(text);
  expect(filesHolding(folder, text)).toEqual([]);
}

it("the search for traces finds a text in UTF-8, UTF-16, escaped and base64 form", () => {
  const samples = [typed, Buffer.from(typed, "utf16le"), Buffer.from(`x${typed}yz`).toString("base64")];
  for (const sample of samples) {
    const file = join(folder, "sample");
    writeFileSync(file, sample);
    expect(filesHolding(folder, typed)).toEqual([file]);
    rmSync(file);
  }
});

it("NY-15: typing a secrecy mark stops saving under a red banner with E_SECRET, and not a byte of it is on disk", async () => {
  await newDraft(page);
  await typeDraft(page, "关于检查工作的通知", harmless);
  await waitSaved(page);
  await page.getByTestId("editor").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await page.keyboard.type(`秘密★5年 ${typed}`);
  await expectRefused();
  await page.keyboard.press("Enter");
  await page.keyboard.type(`又写一段，仍在等候处理。${typed}`);
  await expectRefused();
  await expectNowhere(typed);
});

it("NY-15: text with a mark can be neither submitted nor queued", async () => {
  await page.keyboard.press("Control+Enter");
  await page.locator(".writing-busy").waitFor({ state: "detached" });
  await expectRefused();
  for (const dialog of ["sign-dialog", "signing-window"]) expect(await page.getByTestId(dialog).count()).toBe(0);
  await waitForSync(page, /全部已上报/);
  await expectNowhere(typed);
});

it("NY-15: with the mark deleted, saving goes on with all the rest of the text", async () => {
  await page.getByTestId("editor").getByText("秘密★5年").click({ clickCount: 3 });
  await page.keyboard.type("改好的段落。");
  await waitSaved(page);
  expect(await banner().count()).toBe(0);
  await openRow(page, "drafts", "关于检查工作的通知");
  await page.getByTestId("editor").waitFor();
  const text = await editorText(page);
  for (const part of [harmless, "改好的段落。", `又写一段，仍在等候处理。${typed}`]) expect(text).toContain(part);
});

it("NY-15: a pasted mark is refused like a typed one, and undoing the paste resumes saving", async () => {
  await page.getByTestId("editor").click();
  await page.keyboard.press("Control+End");
  await pasteText(page, `\n密级：机密\n${pasted}`);
  await expectRefused();
  await expectNowhere(pasted);
  await page.getByTestId("editor").click();
  await page.keyboard.press("Control+Z");
  await waitSaved(page);
  expect(await editorText(page)).not.toContain(pasted);
});

it("NY-15: a mark in the title is refused like one in the text", async () => {
  await page.getByTestId("title").fill(`绝密★长期 ${titled}`);
  await expectRefused();
  await expectNowhere(titled);
  await page.getByTestId("title").fill("关于检查工作的通知");
  await waitSaved(page);
});

it("NY-15: an imported file with a mark makes no draft and leaves nothing on disk", async () => {
  await page.getByTestId("rail-work").click();
  const before = await page.getByTestId("work-row").count();
  await page.getByTestId("import-input").setInputFiles({
    name: "检查.txt",
    mimeType: "text/plain",
    buffer: Buffer.from(`机密★10年\n${imported}\n各单位：`),
  });
  const failure = page.getByTestId("failure");
  await failure.waitFor();
  expect(await failure.getAttribute("data-code")).toBe("E_SECRET");
  await page.getByRole("button", { name: "知道了" }).click();
  expect(await page.getByTestId("work-row").count()).toBe(before);
  await expectNowhere(imported);
});

it("L1: ten minutes without a touch lock the window by itself, and not a word of any manuscript is left in it", async () => {
  await page.clock.install();
  await page.reload();
  await openRow(page, "drafts", "关于检查工作的通知");
  await page.getByTestId("editor").waitFor();
  expect(await page.content()).toContain(harmless);
  await page.clock.fastForward(10 * 60_000 + 5_000);
  await page.clock.runFor(5_000);
  await page.getByTestId("lock-screen").waitFor();
  const shown = await page.content();
  for (const text of [harmless, "关于检查工作的通知", "改好的段落"]) expect(shown).not.toContain(text);
  await expectNowhere(harmless);
  await page.clock.resume();
  await unlock(page, author);
});

it("L1: no field of the window is one whose text the browser keeps in its profile", async () => {
  await openRow(page, "drafts", "关于检查工作的通知");
  await page.getByTestId("editor").waitFor();
  const fields = await page.locator("input, textarea").evaluateAll((all) =>
    all.map((field) => {
      const own = field instanceof HTMLInputElement ? field : (field as HTMLTextAreaElement).form;
      return `${field.tagName} ${own?.getAttribute("autocomplete")}`;
    }),
  );
  expect(fields).toContain("TEXTAREA off");
  expect(fields).toContain("INPUT off");
  expect(fields.filter((each) => !each.endsWith(" off"))).toEqual([]);
});

it("L1: a locked window shows no word of any manuscript, and nothing on disk holds one in the clear", async () => {
  await openRow(page, "drafts", "关于检查工作的通知");
  await page.getByTestId("editor").waitFor();
  expect(await page.content()).toContain(harmless);
  await page.keyboard.press("Control+L");
  await page.getByTestId("lock-screen").waitFor();
  const shown = await page.content();
  for (const text of [harmless, typed, "关于检查工作的通知", "改好的段落"]) expect(shown).not.toContain(text);
  await expectNowhere(harmless);
});

it("L1: after everything is closed, neither the data folder nor the browser's profile holds a word in the clear", async () => {
  await page.close();
  await context.close();
  for (const text of [harmless, typed, pasted, imported, titled, "改好的段落"]) {
    expect(filesHolding(folder, text)).toEqual([]);
  }
  context = await launchProfile(profile);
});
