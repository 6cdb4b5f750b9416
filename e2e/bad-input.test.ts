/** Bad input: each fault gives its own code and Chinese sentence with a next step, and nothing is lost. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bench, startBench } from "./bench";
import { pasteText } from "./clipboard";
import { choose, signIn, unlock } from "./driver/sign-in";
import { openRow, signOut, waitForSync } from "./driver/work";
import { editorText, newDraft, typeDraft, waitSaved } from "./driver/writing";
import { makeFront } from "./front";
import { oddKeyPassword, writeOddKeys } from "./odd-keys";
import { pictureFailures } from "./pictures-of-failure";
import { seeded } from "./random";
import { submitMany, submittedTitles } from "./submissions";
import { verifyPackFile } from "./verify-command";

const front = makeFront();
const noise = seeded(3);

let bench: Bench;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  bench = await startBench(async (data) => {
    const { folder, anchorsFile } = await writeOddKeys(data);
    return { keyFolders: [folder], anchorsFiles: [anchorsFile], front: front.start };
  });
  context = await bench.newContext();
  page = await bench.openDesk(context);
});
pictureFailures(() => page);
afterAll(async () => {
  await bench.stop();
  front.close();
});

const author = () => bench.world.person("luan", "编辑员");
const failure = () => page.getByTestId("failure");

describe("keys", () => {
  it.each([
    ["过期甲", /不可用：.*过期|不可用：.*有效期/],
    ["未到乙", /不可用：.*(尚未生效|未到|有效期)/],
    ["加密丙", /不可用：.*(签名|用途)/],
    ["外来丁", /不可用：.*(不是由?已固定的城市根证书|证书链不完整)/],
  ])("S2: the certificate of %s is listed, cannot be chosen, and says why", async (name, reason) => {
    const key = page.locator(`[data-name="${name}"]`);
    await key.waitFor();
    expect(await key.isDisabled()).toBe(true);
    expect(await page.locator(".cb-key").filter({ hasText: name }).textContent()).toMatch(reason);
  });

  it("NC-3: a PKCS#12 file with the wrong password is E_PIN, one that is no key file is E_KEY_FILE", async () => {
    await choose(page, { ...author(), passphrase: oddKeyPassword });
    await page.getByTestId("unlock").click();
    await failure().waitFor();
    expect(await failure().getAttribute("data-code")).toBe("E_PIN");
    await page.getByRole("button", { name: "返回上一步" }).click();
    await choose(page, { name: "broken", passphrase: "x" });
    await page.getByTestId("unlock").click();
    await page.locator('[data-testid="failure"][data-code="E_KEY_FILE"]').waitFor();
    expect(await failure().textContent()).toContain("证书文件无法读取或已损坏。");
    await page.getByRole("button", { name: "返回上一步" }).click();
  });
});

describe("text and files", () => {
  const text = "各单位要按时报送。";

  it("E_TOO_LARGE: a paste of 5 MB is refused with its limit, the draft is unharmed and the window answers", async () => {
    await signIn(page, author(), bench.world.cast.smsInbox);
    await newDraft(page);
    await typeDraft(page, "关于报送材料的通知", text);
    await waitSaved(page);
    await pasteText(page, "大段文字。".repeat(350_000));
    await failure().waitFor();
    expect(await failure().getAttribute("data-code")).toBe("E_TOO_LARGE");
    expect(await failure().textContent()).toMatch(/超过一次 300,000 字的上限，没有粘贴，请分段粘贴/);
    expect(await editorText(page)).toBe(text);
    await page.getByTestId("editor").click();
    await page.keyboard.press("Control+End");
    const before = Date.now();
    await page.keyboard.type("继续。");
    await waitSaved(page);
    expect(Date.now() - before).toBeLessThan(3_000);
    expect(await editorText(page)).toBe(`${text}继续。`);
  });

  it.each([
    ["过大.docx", new Uint8Array(6 * 1024 * 1024), "E_TOO_LARGE", "5 MB"],
    ["损坏.docx", Buffer.from("PK\u0003\u0004这不是文档"), "E_FILE_TYPE", "不支持这种文件，或文件已损坏。"],
    ["程序.exe", Buffer.from("MZ"), "E_FILE_TYPE", "支持 docx、html 和 txt"],
  ])("%s cannot be imported: a code, a sentence, and no draft", async (name, bytes, code, words) => {
    await page.getByTestId("rail-work").click();
    await page.getByTestId("tab-drafts").click();
    const before = await page.getByTestId("work-row").count();
    await page
      .getByTestId("import-input")
      .setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) });
    const dialog = page.getByRole("dialog").last();
    await dialog.locator(`[data-code="${code}"]`).waitFor();
    expect(await dialog.textContent()).toContain(words);
    await dialog.getByRole("button", { name: "知道了" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await page.getByTestId("work-row").count()).toBe(before);
    await openRow(page, "drafts", "关于报送材料的通知");
    expect(await editorText(page)).toContain(text);
  });
});

describe("the profile", () => {
  it("E_PROFILE: a tampered profile is refused and told, and the one this machine has goes on working", async () => {
    await signOut(page);
    front.tamper = { pathEnd: "/profile", change: (body) => body.replace("六安", "陆安") };
    await signIn(page, author(), bench.world.cast.smsInbox);
    await page.getByTestId("profile-trouble").waitFor();
    expect(await page.getByTestId("profile-trouble").textContent()).toContain(
      "配置文件或更新包没有有效签名，已拒绝使用。请联系管理员重新下发；原有配置继续有效。E_PROFILE",
    );
    await page.getByTestId("rail-settings").click();
    expect(await page.getByTestId("profile-facts").textContent()).toContain("六安市");
    front.tamper = null;
    await signOut(page);
    await signIn(page, author(), bench.world.cast.smsInbox);
    await page.getByTestId("status-bar").filter({ hasText: "最近同步" }).waitFor();
    expect(await page.getByTestId("profile-trouble").count()).toBe(0);
  });
});

describe("a full outbox", () => {
  it("D1: thirty queued operations survive a kill of the desk and arrive exactly once when the platform is back", async () => {
    bench.world.network.cut();
    await page.getByTestId("offline-note").waitFor();
    const titles = await submitMany(page, author(), 15);
    await waitForSync(page, /15 待上报/);
    await page.close();
    await bench.world.restartDesk();
    page = await bench.openDesk(context);
    await unlock(page, author());
    await waitForSync(page, /15 待上报/);
    await page.getByTestId("rail-sync").click();
    expect(await page.locator("[data-testid=sync-item]:not([data-group=confirmed])").count()).toBe(15);
    bench.world.network.restore();
    await signOut(page);
    await signIn(page, author(), bench.world.cast.smsInbox);
    await waitForSync(page, /全部已上报/);
    const arrived = await submittedTitles(bench.world, author());
    expect(arrived.filter((title) => titles.includes(title)).sort()).toEqual([...titles].sort());
  });
});

describe("evidence packs", () => {
  const verify = (file: string) => verifyPackFile(file, bench.world.data);

  it.each([
    [
      "an empty file",
      () => new Uint8Array(),
      /✗ 无效：证据包损坏或格式不符。.*请向提供者索取完整的证据包。（E_PACK）/s,
    ],
    ["a text file", () => Buffer.from("这不是证据包"), /E_PACK/],
    ["random bytes", () => Uint8Array.from({ length: 5_000 }, () => noise.below(256)), /E_PACK/],
    ["a program's own source", () => readFileSync(import.meta.filename), /E_PACK/],
  ])("%s in the place of an evidence pack gets a Chinese reason and exit code 1", (_, bytes, reason) => {
    const file = join(bench.world.data, "odd.cbpack");
    writeFileSync(file, bytes());
    const { status, stdout } = verify(file);
    expect(stdout).toMatch(reason);
    expect(status).toBe(1);
  });

  it("a pack that is not there gets a Chinese reason and exit code 1", () => {
    const { status, stdout } = verify(join(bench.world.data, "none.cbpack"));
    expect(stdout).toContain("打不开这个文件，请核对路径。");
    expect(status).toBe(1);
  });
});
