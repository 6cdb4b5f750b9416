/** No text is ever lost: kills while typing, an index that is gone or corrupt, a journal the disk has damaged. */
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CastPerson } from "./api";
import { type Bench, openDesk, startBench } from "./bench";
import { launchProfile } from "./chromium";
import {
  damageDatabaseFiles,
  damagedFiles,
  damageIndex,
  damageJournal,
  flipBits,
  journalLength,
  truncateJournal,
} from "./damage";
import { signIn, unlock } from "./driver/sign-in";
import { openRow } from "./driver/work";
import { editorText, newDraft, typeDraft, waitSaved } from "./driver/writing";
import { pictureFailures } from "./pictures-of-failure";
import { seeded } from "./random";

const seed = Date.now() % 100_000;
const random = seeded(seed);
const characters = [..."春江潮水连海平海上明月共潮生滟滟随波千万里何处春江无月明江流宛转绕芳甸"];

let bench: Bench;
let author: CastPerson;
let context: BrowserContext;
let page: Page;

/** Kills the desk, closes the window, starts both again and unlocks. */
async function comeBack({ fresh = false, whileStopped = () => {} } = {}): Promise<void> {
  await page.close();
  await bench.world.killDesk();
  whileStopped();
  await bench.world.startDesk();
  if (fresh) {
    await context.close();
    context = await bench.newContext();
  }
  page = await bench.openDesk(context);
  await unlock(page, author);
}

async function write(title: string, text: string): Promise<string> {
  await newDraft(page);
  await typeDraft(page, title, text);
  await waitSaved(page);
  await page.getByTestId("rail-work").click();
  const row = page.getByTestId("work-row").filter({ hasText: title });
  return (await row.getAttribute("data-item")) ?? "";
}

async function read(title: string): Promise<string> {
  await openRow(page, "drafts", title);
  await page.getByTestId("editor").waitFor();
  return editorText(page);
}

async function repairs(): Promise<string> {
  await page.getByTestId("rail-sync").click();
  return (await page.getByTestId("store-health").textContent()) ?? "";
}

beforeAll(async () => {
  bench = await startBench();
  author = bench.world.person("luan", "编辑员");
  context = await bench.newContext();
  page = await bench.openDesk(context);
  await signIn(page, author, bench.world.cast.smsInbox);
});
pictureFailures(() => page);
afterAll(() => bench.stop());

describe(`kills while writing (seed ${seed})`, () => {
  it.each([1, 2, 3, 4, 5])(
    "E12: round %i of random typing loses nothing typed a second before the desk is killed",
    async (round) => {
      await newDraft(page);
      await page.getByTestId("title").fill(`断电第${round}轮`);
      await page.getByTestId("editor").click();
      const typed: { readonly text: string; readonly at: number }[] = [];
      const killAt = Date.now() + 1_500 + random.below(1_500);
      // Odd rounds rest before the kill, even rounds type on into it.
      const typeUntil = round % 2 === 1 ? killAt - 900 : killAt;
      while (Date.now() < typeUntil) {
        const text = random.pick(characters);
        await page.keyboard.type(text);
        typed.push({ text, at: Date.now() });
        await page.waitForTimeout(random.below(140));
      }
      const rested = Date.now();
      await page.waitForFunction((until) => Date.now() >= until, killAt);
      const killed = Date.now();
      await comeBack();
      const found = await read(`断电第${round}轮`);
      const due = typed.filter(({ at }) => at <= killed - 900);
      const all = typed.map(({ text }) => text).join("");
      expect(due.length, `rested ${killed - rested} ms`).toBeGreaterThan(3);
      expect(all.startsWith(found), `${found} is no beginning of ${all}`).toBe(true);
      expect(found.length).toBeGreaterThanOrEqual(due.length);
      if (round % 2 === 1) expect(found).toBe(all);
    },
  );

  it("E12: a window whose desk is gone never says 已保存 and keeps the text before the person", async () => {
    await newDraft(page);
    await typeDraft(page, "工作站中断", "中断以前的文字。");
    await waitSaved(page);
    await bench.world.killDesk();
    await page.keyboard.type("中断以后的文字。");
    await page.getByTestId("unsaved").waitFor();
    expect(await page.getByTestId("save-state").textContent()).not.toContain("已保存");
    expect(await editorText(page)).toBe("中断以前的文字。中断以后的文字。");
    await bench.world.startDesk();
    await comeBack();
    expect(await read("工作站中断")).toBe("中断以前的文字。");
  });

  it("E12: a window that is closed within a second of the last key has everything when it is opened again", async () => {
    await newDraft(page);
    await typeDraft(page, "窗口关闭", "窗口关闭前最后写下的一句话。");
    await page.waitForTimeout(900);
    await page.close({ runBeforeUnload: false });
    await bench.world.restartDesk();
    page = await bench.openDesk(context);
    await unlock(page, author);
    expect(await read("窗口关闭")).toBe("窗口关闭前最后写下的一句话。");
  });
});

describe("damaged stores", () => {
  it("E12: with the browser's database gone, every draft comes back from the journal and the person is told", async () => {
    await write("索引丢失", "只剩日志时也能找回的文字。");
    await comeBack({ fresh: true });
    expect(await read("索引丢失")).toBe("只剩日志时也能找回的文字。");
    expect(await repairs()).toMatch(/索引缺少 \d+ 条记录，已由日志补回。/);
  });

  it("E12: corrupt and deleted rows of the browser's database are mended from the journal, and the person is told", async () => {
    const garbled = await write("索引行损坏", "密文被改乱的一行。");
    const deleted = await write("索引行丢失", "被删掉的一行。");
    expect(await damageIndex(page, { keyEnd: garbled, how: "garble" })).toBeGreaterThan(0);
    expect(await damageIndex(page, { keyEnd: deleted, how: "delete" })).toBeGreaterThan(0);
    await comeBack();
    expect(await read("索引行损坏")).toBe("密文被改乱的一行。");
    expect(await read("索引行丢失")).toBe("被删掉的一行。");
    const told = await repairs();
    expect(told).toMatch(/索引中有 \d+ 条记录损坏，已由日志补回。/);
    expect(told).toMatch(/索引缺少 \d+ 条记录，已由日志补回。/);
  });

  it("E12: with the browser's database files overwritten on disk, every draft is read from the journal, and the person is told", async () => {
    await write("数据库文件损坏", "数据库文件损坏时的文字。");
    await page.close();
    const profile = join(bench.world.data, "profile");
    const open = async () => {
      await bench.world.restartDesk();
      const window = await launchProfile(profile);
      const desk = await openDesk(window, bench.world);
      await unlock(desk, author);
      await desk.getByTestId("work-row").filter({ hasText: "数据库文件损坏" }).waitFor();
      return { window, desk };
    };
    await (await open()).window.close();
    expect(damageDatabaseFiles(profile)).toBeGreaterThan(1);
    const { window, desk } = await open();
    await openRow(desk, "drafts", "数据库文件损坏");
    expect(await editorText(desk)).toBe("数据库文件损坏时的文字。");
    await desk.getByTestId("rail-sync").click();
    expect(await desk.getByTestId("store-health").textContent()).toMatch(
      /索引缺少 \d+ 条记录，已由日志补回。|新索引由日志重建。|已改为只写日志/,
    );
    await window.close();
    await bench.world.restartDesk();
    page = await bench.openDesk(context);
    await unlock(page, author);
  });

  it("E12: bits flipped in the middle of the journal cost nothing: the index fills in, the damaged file is kept", async () => {
    const from = journalLength(bench.world.data);
    await write("日志中段损坏", "索引里还在的文字。");
    const to = journalLength(bench.world.data);
    await write("日志中段之后", "损坏处之后的文字。");
    const before = damagedFiles(bench.world.data).length;
    await comeBack({ whileStopped: () => flipBits(bench.world.data, { from, to, stride: 128 }, random) });
    expect(await read("日志中段损坏")).toBe("索引里还在的文字。");
    expect(await read("日志中段之后")).toBe("损坏处之后的文字。");
    const told = await repairs();
    expect(told).toMatch(
      /本机日志 \d{8}\.jrn 有 \d+ 处损坏，原文件已另存为 \.damaged；损坏处前后的 \d+ 条记录已恢复。/,
    );
    expect(told).toMatch(/日志缺少 \d+ 条记录，已由索引补回。/);
    expect(damagedFiles(bench.world.data).length).toBeGreaterThan(before);
  });

  it("E12: a journal cut off inside its last record is mended from the index, and the piece is kept", async () => {
    await write("日志末尾截断", "最后写下的文字。");
    await comeBack({ whileStopped: () => truncateJournal(bench.world.data, 40) });
    expect(await read("日志末尾截断")).toBe("最后写下的文字。");
    expect(await repairs()).toContain("末尾有一次没有写完的记录，已另存为 .damaged；此前的记录完整。");
  });

  it("E12: with both stores damaged in different places, each gives back what the other lost", async () => {
    const first = await write("两处损坏甲", "只有日志里完好的文字。");
    const from = journalLength(bench.world.data);
    await write("两处损坏乙", "只有索引里完好的文字。");
    const to = journalLength(bench.world.data);
    await write("两处损坏丙", "两处都完好的文字。");
    expect(await damageIndex(page, { keyEnd: first, how: "garble" })).toBeGreaterThan(0);
    await comeBack({ whileStopped: () => damageJournal(bench.world.data, from, to) });
    expect(await read("两处损坏甲")).toBe("只有日志里完好的文字。");
    expect(await read("两处损坏乙")).toBe("只有索引里完好的文字。");
    expect(await read("两处损坏丙")).toBe("两处都完好的文字。");
    const told = await repairs();
    expect(told).toMatch(/索引中有 \d+ 条记录损坏，已由日志补回。/);
    expect(told).toMatch(/日志缺少 \d+ 条记录，已由索引补回。/);
    // What was restored is in both stores again: the journal alone has it too.
    await comeBack({ fresh: true });
    expect(await read("两处损坏乙")).toBe("只有索引里完好的文字。");
  });
});
