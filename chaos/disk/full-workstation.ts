/** D5: the whole workstation, desk and a real Chromium, on a disk that is filled to the last byte while a person types. */
import { join } from "node:path";
import type { Page } from "playwright-core";
import { openRow } from "../../e2e/driver/work";
import { editorText, newDraft, waitSaved } from "../../e2e/driver/writing";
import { type Random, seeded } from "../../e2e/random";
import type { Campaign, CampaignOptions } from "../campaign";
import { type Keystroke, type, watchSaved } from "../kill/typist";
import { MB } from "../power/victim";
import { openWorkstation, type Workstation } from "../workstation/workstation";
import { LoopDisk, missingForDisk } from "./loop-disk";

export const fullWorkstation: Campaign = {
  name: "disk-workstation",
  title: "磁盘写满到最后一个字节：整个工作站与真实的 Chromium（D5）",
  run: async (options) => {
    const lacks = missingForDisk();
    if (lacks !== null) return options.say(`  跳过：${lacks}`);
    // Room for the ballast: it is laid down where the disk has more than 500 MB beside it.
    const disk = new LoopDisk(options.folder, "workstation", 760 * MB);
    try {
      disk.format();
      disk.mount();
      await fillAgainAndAgain(disk, options);
    } finally {
      await disk.remove();
    }
  },
};

interface Place {
  readonly disk: LoopDisk;
  readonly workstation: Workstation;
  readonly random: Random;
  /** The longest text that stood in the window while it said 已保存. */
  readonly saved: { text: string };
}

async function fillAgainAndAgain(disk: LoopDisk, options: CampaignOptions): Promise<void> {
  const saved = { text: "" };
  const workstation = await openWorkstation({
    folder: join(options.folder, "world"),
    desk: join(disk.root, "desk"),
    profile: join(disk.root, "profile"),
    prepare: (page) =>
      watchSaved(page, (text) => {
        if (text.length > saved.text.length) saved.text = text;
      }),
  });
  const place = { disk, workstation, random: seeded(options.seed), saved };
  try {
    for (let round = 1; round <= options.count; round += 1) await fillOnce(place, round, options);
  } finally {
    await workstation.stop();
  }
}

async function fillOnce(place: Place, round: number, { seed, count, note, say }: CampaignOptions): Promise<void> {
  const { disk, workstation, saved } = place;
  const began = Date.now();
  const title = `写满 ${seed}-${round}`;
  const typed = await typeUntilFull(place, title);
  const toldTyping = await toldOfDisk(workstation.page());
  // What the stores gave up of their reserve is taken as well.
  disk.fill();
  await workstation.kill();
  disk.fill();
  const owed = { title, typed, saved: saved.text };
  const whenFull = await reopened(workstation, title, toldOfDisk);
  await workstation.kill();
  disk.empty();
  const after = await reopened(workstation, title, canWrite);
  const all = [toldTyping, whenFull.told, after.told];
  note(outcome("写满时输入，腾出空间后", owed, after));
  note(outcome("写满时打开，只读查看", owed, whenFull));
  const untold = all.filter((told) => told === null).length;
  const story = { note: `${title}：${all.map((told) => told ?? "没有说明").join("｜")}` };
  note({ case: "窗口里的说明", runs: 1, acknowledged: 3, lost: untold, doubled: 0, ...(untold === 0 ? {} : story) });
  const kept = `已保存 ${owed.saved.length} 字，写满时读到 ${whenFull.text.length}，之后 ${after.text.length}`;
  say(`  ${round}/${count}：输入 ${typed.length} 字，${kept}，${Date.now() - began} 毫秒`);
}

async function typeUntilFull({ disk, workstation, random, saved }: Place, title: string) {
  const page = workstation.page();
  await newDraft(page);
  await page.getByTestId("title").fill(title);
  await waitSaved(page);
  await page.getByTestId("editor").click();
  saved.text = "";
  const before = await type({ page, random, until: Date.now() + 500 + random.below(2_000), rest: 0 });
  disk.fill();
  const beyond = await type({ page, random, until: Date.now() + 2_000, rest: 0 });
  return [...before, ...beyond];
}

interface Found {
  readonly text: string;
  /** What the person was told, or how it was refused; null when nothing was said. */
  readonly told: string | null;
  readonly refused: string | null;
}

async function reopened(
  workstation: Workstation,
  title: string,
  look: (page: Page) => Promise<string | null>,
): Promise<Found> {
  try {
    await workstation.start();
    const page = workstation.page();
    await openRow(page, "drafts", title);
    await page.getByTestId("editor").waitFor();
    return { text: await editorText(page), told: await look(page), refused: null };
  } catch (error) {
    const refused = error instanceof Error ? error.message.slice(0, 400) : String(error);
    return { text: "", told: null, refused };
  }
}

const patience = { timeout: 30_000 };

/** The words about the disk, in Chinese. */
async function toldOfDisk(page: Page): Promise<string | null> {
  const note = page.getByTestId("disk-note").and(page.locator('[data-level="read-only"]'));
  const text = await note.textContent(patience).catch(() => null);
  return text?.includes("只读保护") === true ? text : null;
}

/** Once there is room a person goes on where they were. */
async function canWrite(page: Page): Promise<string | null> {
  await page.getByTestId("editor").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("续");
  await waitSaved(page);
  return (await editorText(page)).endsWith("续") ? "可以继续写" : null;
}

interface Owed {
  readonly title: string;
  readonly typed: readonly Keystroke[];
  readonly saved: string;
}

function outcome(name: string, { title, typed, saved }: Owed, { text, refused }: Found) {
  const all = typed.map((stroke) => stroke.text).join("");
  const isBeginning = all.startsWith(text);
  const owed = [...saved].length;
  const lost = isBeginning ? Math.max(0, owed - [...text].length) : owed;
  const said = `${title}：输入“${all}”，已保存“${saved}”，读到“${text}”，${refused ?? ""}`;
  const holds = lost === 0 && isBeginning && refused === null;
  // Not opened at all counts as everything lost: the person could not read a word.
  return { case: name, runs: 1, acknowledged: owed, lost, doubled: 0, ...(holds ? {} : { note: said }) };
}
