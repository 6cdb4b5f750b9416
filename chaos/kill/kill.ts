/** E12: kill -9 of the whole workstation, desk and Chromium at once, while a person types. */
import { openRow } from "../../e2e/driver/work";
import { editorText, newDraft, waitSaved } from "../../e2e/driver/writing";
import { type Random, seeded } from "../../e2e/random";
import type { Campaign, CampaignOptions } from "../campaign";
import { openWorkstation, type Workstation } from "../workstation/workstation";
import { judge, type Keystroke, type Round, type, watchSaved } from "./typist";

export const kill: Campaign = {
  name: "kill",
  title: "输入时对整个工作站 kill -9（E12）",
  run: killWhileTyping,
};

async function killWhileTyping({ count, seed, say, note, folder }: CampaignOptions): Promise<void> {
  const random = seeded(seed);
  const saved = { text: "" };
  const workstation = await openWorkstation({
    folder,
    prepare: (page) =>
      watchSaved(page, (text) => {
        if (text.length > saved.text.length) saved.text = text;
      }),
  });
  try {
    for (let round = 1; round <= count; round += 1) {
      const began = Date.now();
      const title = `断电 ${seed}-${round}`;
      const typed = await typeInNewDraft(workstation, {
        title,
        random,
        forget: () => Object.assign(saved, { text: "" }),
      });
      const killedAt = await workstation.kill();
      await workstation.start();
      const found = await reopened(workstation, title);
      tell({ typed, saved: saved.text }, { killedAt, found, title, note });
      say(`  ${round}/${count}：${Date.now() - began} 毫秒，输入 ${typed.length} 字，找回 ${[...found].length} 字`);
    }
  } finally {
    await workstation.stop();
  }
}

interface Draft {
  readonly title: string;
  readonly random: Random;
  /** What was called saved before the first character belongs to another draft. */
  readonly forget: () => void;
}

async function typeInNewDraft({ page }: Workstation, { title, random, forget }: Draft): Promise<readonly Keystroke[]> {
  const window = page();
  await newDraft(window);
  await window.getByTestId("title").fill(title);
  await waitSaved(window);
  await window.getByTestId("editor").click();
  forget();
  const until = Date.now() + 600 + random.below(2_200);
  return type({ page: window, random, until, rest: random.below(3) === 0 ? random.below(1_200) : 0 });
}

async function reopened({ page }: Workstation, title: string): Promise<string> {
  await openRow(page(), "drafts", title);
  await page().getByTestId("editor").waitFor();
  return editorText(page());
}

interface Found {
  readonly killedAt: number;
  readonly found: string;
  readonly title: string;
  readonly note: CampaignOptions["note"];
}

function tell(round: Round, { killedAt, found, title, note }: Found): void {
  const { saved, savedLost, due, dueLost, gap, isBeginning } = judge(round, killedAt, found);
  const all = round.typed.map(({ text }) => text).join("");
  const story = `${title}：输入“${all}”，已保存“${round.saved}”，找回“${found}”，最早丢失的字输入于 ${gap} 毫秒前`;
  const said = (lost: number) => (lost === 0 && isBeginning ? {} : { note: story });
  note({ case: "显示“已保存”的字", runs: 1, acknowledged: saved, lost: savedLost, doubled: 0, ...said(savedLost) });
  note({ case: "终止前 1 秒以前输入的字", runs: 1, acknowledged: due, lost: dueLost, doubled: 0, ...said(dueLost) });
}
