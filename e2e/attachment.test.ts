/** D10: a large attachment through the window: added in chunks, cut off on its way up, gone on with after a kill. */
import { createHash, randomBytes } from "node:crypto";
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type CastPerson, signInByApi } from "./api";
import { type Bench, startBench } from "./bench";
import { signIn } from "./driver/sign-in";
import { waitForSync } from "./driver/work";
import { fillMetadata, newDraft, submit, typeDraft, waitSaved } from "./driver/writing";
import { PATIENCE } from "./patience";
import { pictureFailures } from "./pictures-of-failure";
import { startSlowLine } from "./slow-line";

let bench: Bench;
let author: CastPerson;
let context: BrowserContext;
let page: Page;

const TITLE = "关于公布水利工程图集的通知";
/** A document with one sentence and a great picture. */
const bytes = Buffer.from(
  zipSync({
    "word/document.xml": strToU8(
      "<w:document><w:body><w:p><w:r><w:t>水利工程图集</w:t></w:r></w:p></w:body></w:document>",
    ),
    "word/media/image1.png": [randomBytes(24 * 1024 * 1024), { level: 0 }],
  }),
);
const hex = createHash("sha256").update(bytes).digest("hex");

const blobs = (folder: string): string[] =>
  readdirSync(join(bench.world.data, "blobs", folder), { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(bench.world.data, "blobs", folder, name)).isFile(),
  );

beforeAll(async () => {
  bench = await startBench(() => ({ front: (platformPort) => startSlowLine(platformPort, 6 * 1024 * 1024) }));
  author = bench.world.person("luan", "编辑员");
  context = await bench.newContext();
  page = await bench.openDesk(context);
  page.setDefaultTimeout(PATIENCE);
  await signIn(page, author, bench.world.cast.smsInbox);
});
pictureFailures(() => page);
afterAll(() => bench.stop());

it("D10: a file above the limit is refused by name, a large one is added with its progress shown", async () => {
  await newDraft(page);
  await typeDraft(page, TITLE, "现将图集予以公布，请查阅。");
  const file = join(bench.world.data, "图集.docx");
  writeFileSync(file, bytes);
  await page.getByTestId("file-input").setInputFiles(file);
  await page.getByTestId("intake").filter({ hasText: "正在添加 图集.docx" }).waitFor();
  await page.getByTestId("attachment-card").filter({ hasText: "图集.docx" }).waitFor({ timeout: 120_000 });
  await page.getByTestId("intake").waitFor({ state: "detached" });
  await waitSaved(page);
});

it("D10: cut off in the middle of its upload and killed, the workstation sends the rest and no chunk twice", async () => {
  await fillMetadata(page, {
    category: "通知公告",
    disclosure: "主动公开",
    column: "通知公告",
    generatedOn: "2026-06-18",
    indexNumber: "YS0000001/2026-00171",
  });
  await submit(page, author);
  await expect.poll(() => blobs("uploads").length, { timeout: 120_000 }).toBeGreaterThan(1);
  bench.world.network.cut();
  await bench.world.killDesk();
  const held = blobs("uploads");
  expect(held.length).toBeLessThan(8);
  bench.world.network.restore();
  await page.close();
  await bench.world.startDesk();
  page = await bench.openDesk(context);
  page.setDefaultTimeout(PATIENCE);
  await signIn(page, author, bench.world.cast.smsInbox);
  await waitForSync(page, /全部已上报/, 180_000);
  expect(blobs("files").map((name) => name.split("/").at(-1))).toContain(`sha-256-${hex}`);
  expect(blobs("uploads")).toEqual([]);
  const { client, credential } = await signInByApi(bench.world.platformUrl, bench.world.cast.smsInbox, author);
  const { headers, status } = await client.raw({
    method: "GET",
    path: `/files/sha-256:${hex}/bytes`,
    headers: { range: "bytes=0-8" },
    credential,
  });
  expect([status, headers.get("content-range")]).toEqual([206, `bytes 0-8/${bytes.length}`]);
});
