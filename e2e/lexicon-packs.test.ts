/** R17: an administrator makes a lexicon pack and puts it on the platform; the editors' desk takes it, and both find the same. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Bench, startBench } from "./bench";
import { signIn } from "./driver/sign-in";
import { openRow, signOut, waitForSync } from "./driver/work";
import { fillMetadata, newDraft, runProof, submit, typeDraft, waitSaved } from "./driver/writing";
import { pictureFailures } from "./pictures-of-failure";
import { submittedTitles } from "./submissions";

const folder = mkdtempSync(join(tmpdir(), "caibian-packs-"));
const title = "关于道路封闭施工的通知";
let bench: Bench;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  bench = await startBench();
  context = await bench.newContext();
  page = await bench.openDesk(context);
});
pictureFailures(() => page);
afterAll(async () => {
  await bench.stop();
  rmSync(folder, { recursive: true, force: true });
});

const author = () => bench.world.person("luan", "编辑员");
const admin = () => bench.world.person("luan", "系统管理");
const inbox = () => bench.world.cast.smsInbox;

/** `npm run pack`, with the demo city's signing key and its password on standard input. */
function pack(...args: string[]): { code: number | null; printed: string } {
  const program = resolve(import.meta.dirname, "..", "dist", "node", "pack.js");
  const { status, stdout } = spawnSync(process.execPath, [program, ...args], {
    env: { ...process.env, CAIBIAN_DATA: bench.world.data },
    input: `${author().passphrase}\n`,
    encoding: "utf8",
  });
  return { code: status, printed: stdout };
}

/** A pack of one renamed road, as an administrator fills the folder. */
function makeRoads(version: number): string {
  const source = join(folder, `luan-roads-v${version}`);
  pack("new", source);
  writeFileSync(
    join(source, "terms.csv"),
    "规则,错误词形,正确词形,理由,例外,程度\n,皋城大道南段,皋城南路,道路已更名,,错误\n",
  );
  writeFileSync(join(source, "tests.txt"), "unit-term：【皋城大道南段】封闭施工。 => 皋城南路\n");
  const settings = readFileSync(join(source, "pack.json"), "utf8")
    .replace(/"id": "[^"]*"/, '"id": "luan-roads"')
    .replace('"某市领导人名单"', '"六安市道路名称"')
    .replace('"version": 1', `"version": ${version}`);
  writeFileSync(join(source, "pack.json"), settings);
  const out = join(folder, `roads-${version}.cblex`);
  const key = join(bench.world.data, "demo", "pack-keys", "luan.p12");
  const { code, printed } = pack("make", source, "--key", key, "--out", out);
  if (code !== 0) throw new Error(printed);
  return out;
}

const choosePack = (file: string, bytes: Uint8Array) =>
  page.getByTestId("lexicon-input").setInputFiles({
    name: file,
    mimeType: "application/octet-stream",
    buffer: Buffer.from(bytes),
  });

const finding = () => page.locator('[data-testid="finding"]').filter({ hasText: "皋城大道南段" });

it("the demo city's fictitious leaders are on the desk after the first sign-in, with their age", async () => {
  await signIn(page, author(), inbox());
  await page.getByTestId("rail-settings").click();
  const row = page.locator('[data-testid="lexicon-row"][data-pack="demo-leaders"]');
  await row.waitFor();
  expect(await row.textContent()).toContain("演示领导人名单（虚构）");
  expect(await row.getByTestId("lexicon-age").textContent()).toBe("签发 0 天，有效");
});

it("before there is a pack of roads, the old name of a road is nothing to the machine", async () => {
  await newDraft(page);
  await typeDraft(page, title, "皋城大道南段自下周起封闭施工，请过往车辆绕行。");
  await waitSaved(page);
  await runProof(page);
  expect(await finding().count()).toBe(0);
});

it("系统管理 chooses the file, sees self-tests and comparison, and puts it on the platform", async () => {
  const file = makeRoads(1);
  const shown = pack("show", file);
  expect([shown.code, shown.printed.includes("由六安市的配置密钥签署")]).toEqual([0, true]);
  await signOut(page);
  await signIn(page, admin(), inbox());
  await page.getByTestId("rail-settings").click();
  await choosePack("roads-1.cblex", readFileSync(file));
  await page.getByTestId("lexicon-preview").waitFor();
  expect(await page.getByTestId("lexicon-tests").textContent()).toBe("✓ 1 条自检全部通过");
  await page.getByTestId("lexicon-diff").waitFor();
  await page.getByTestId("lexicon-upload").click();
  await page.locator('[data-testid="lexicon-row"][data-pack="luan-roads"]').waitFor();
  await signOut(page);
});

it("the editor's desk takes the pack by itself, the finding appears, and the platform agrees with the ledger", async () => {
  await signIn(page, author(), inbox());
  await page.getByTestId("rail-settings").click();
  await page.locator('[data-testid="lexicon-row"][data-pack="luan-roads"]').waitFor();
  expect(await page.getByTestId("lexicon-upload").count()).toBe(0);
  await openRow(page, "drafts", title);
  await runProof(page);
  await finding().first().waitFor();
  await finding().first().getByTestId("finding-accept").click();
  await fillMetadata(page, {
    category: "通知公告",
    disclosure: "主动公开",
    column: "通知公告",
    generatedOn: "2026-11-20",
    indexNumber: "YS0000001/2026-00001",
  });
  await submit(page, author());
  await waitForSync(page, /全部已上报/);
  expect(await submittedTitles(bench.world, author())).toContain(title);
});

it("a tampered pack is refused with its code and reason, and the list stays as it was", async () => {
  const bytes = readFileSync(makeRoads(2));
  const at = bytes.indexOf("皋城南路");
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await page.getByTestId("rail-settings").click();
  await choosePack("roads-2.cblex", bytes);
  const refusal = page.getByTestId("lexicon-refusal").first();
  await refusal.waitFor();
  expect(await refusal.getAttribute("data-code")).toBe("E_LEXICON");
  expect(await refusal.textContent()).toContain("没有装入，原有词库继续有效");
  expect(await page.getByTestId("lexicon-preview").count()).toBe(0);
  const row = page.locator('[data-testid="lexicon-row"][data-pack="luan-roads"]');
  expect(await row.textContent()).toContain("第 1 版");
  const stores = join(bench.world.data, "desk", "stores");
  const kept = readdirSync(stores).flatMap((store) => readdirSync(join(stores, store, "packs")));
  expect(kept).toContain("luan-roads.active.cblex");
});
