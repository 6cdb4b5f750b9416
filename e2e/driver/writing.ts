/** The writing screen: machine pass, dispositions, metadata, submission, as an editor does them. */
import type { Locator, Page } from "playwright-core";
import type { CastPerson } from "../api";
import type { Planted } from "../planting/mutators";
import { sign } from "./review";

/** Runs the machine pass by F7 and waits for its end. */
export async function runProof(page: Page): Promise<void> {
  await page.getByTestId("proof-run").click();
  await page
    .getByTestId("proof-counts")
    .filter({ hasNotText: /正在校对|还没有校对/ })
    .waitFor();
  await page.locator('[data-testid="proof-panel"][data-running="false"]').waitFor();
}

/** Draws every card of the panel, however many pages it has. */
export async function showAllFindings(page: Page): Promise<void> {
  const more = page.getByTestId("findings-more");
  while (await more.isVisible()) await more.click();
}

/** Where a finding's place is shown when it is picked: the marked text and what stands around it. */
interface Shown {
  readonly marked: string;
  readonly before: string;
  readonly after: string;
}

/**
 * Looks for a planted error in the panel: picks each finding that could be it, as a person would by clicking, and
 * compares what the editor then marks with the place of the planting.
 */
export async function findsPlanted(page: Page, planted: Planted): Promise<boolean> {
  const cards = page.getByTestId("finding");
  for (let card = 0; card < (await cards.count()); card += 1) {
    const quoted = await quotedBy(cards.nth(card));
    if (quoted === "" || !overlaps(quoted, planted.text)) continue;
    for (const shown of await pickAll(page, card, quoted)) if (isAt(shown, planted)) return true;
  }
  return false;
}

/** The text a card quotes, without its quotation marks. */
async function quotedBy(card: Locator): Promise<string> {
  const quote = card.locator(".proof-change-from");
  if ((await quote.count()) === 0) return "";
  return ((await quote.first().textContent()) ?? "").slice(1, -1);
}

const overlaps = (a: string, b: string): boolean =>
  a.includes(b) || b.includes(a) || [...b].some((char) => /[（）“”》《【】]/.test(char) && a.includes(char));

/** Picks every place of one card and tells what the editor marked each time. */
async function pickAll(page: Page, card: number, quoted: string): Promise<Shown[]> {
  const element = page.getByTestId("finding").nth(card);
  const members = element.getByTestId("finding-members");
  if (await members.isVisible()) {
    if ((await members.getAttribute("aria-expanded")) !== "true") await members.click();
    const more = element.locator("ol + button");
    while (await more.isVisible()) await more.click();
  }
  const places = element.getByTestId("finding-member");
  const count = await places.count();
  if (count === 0) {
    await element.locator(".proof-card-main").click();
    return [await placeOf(page, quoted)];
  }
  const shown: Shown[] = [];
  for (let place = 0; place < count; place += 1) {
    await places.nth(place).click();
    shown.push(await placeOf(page, quoted));
  }
  return shown;
}

/** The place of the finding just picked: the mark is there once it covers the text that the card quotes. */
async function placeOf(page: Page, quoted: string): Promise<Shown> {
  for (let tries = 0; tries < 40; tries += 1) {
    const shown = await markedPlace(page);
    if (shown.marked === quoted) return shown;
    await page.waitForTimeout(25);
  }
  return markedPlace(page);
}

/** What the writing screen marks as the current finding, with forty characters on both sides within its block. */
async function markedPlace(page: Page): Promise<Shown> {
  return page.evaluate(() => {
    const around = (block: Element, from: [Node, number], to: [Node, number]) => {
      const range = document.createRange();
      const text = (start: [Node, number] | null, end: [Node, number] | null) => {
        range.selectNodeContents(block);
        if (start !== null) range.setStart(...start);
        if (end !== null) range.setEnd(...end);
        return range.toString();
      };
      return { marked: text(from, to), before: text(null, from).slice(-40), after: text(to, null).slice(0, 40) };
    };
    const inTitle = document.querySelector(".ed-title-marks .ed-mark-current");
    const line = inTitle?.parentElement ?? null;
    if (inTitle !== null && line !== null) {
      const at = [...line.childNodes].indexOf(inTitle);
      return around(line, [line, at], [line, at + 1]);
    }
    const ranges = [...(CSS.highlights.get("proof-current") ?? [])];
    const [first] = ranges;
    const last = ranges.at(-1);
    const block = first?.startContainer.parentElement?.closest("p, h2, h3, h4, h5, h6, li, td, th") ?? null;
    if (first === undefined || last === undefined || block === null) return { marked: "", before: "", after: "" };
    return around(block, [first.startContainer, first.startOffset], [last.endContainer, last.endOffset]);
  });
}

/** Whether the mark overlaps the planted characters, told by the text around both. */
function isAt({ marked, before, after }: Shown, planted: Planted): boolean {
  const around = before + marked + after;
  const context = planted.before.trim();
  const found = around.indexOf(context + planted.text);
  if (found < 0) return false;
  const start = found + context.length;
  const end = start + planted.text.length;
  return before.length < end && before.length + marked.length > start;
}

/** Open findings that are decided in the panel; what blocks for want of metadata goes when the metadata are filled in. */
const OPEN =
  '[data-testid="finding"]:not([data-open="0"]):not([data-severity="hint"]):not([data-severity="block"][data-block^="meta."])';

/**
 * Decides every open finding of the panel: accepts what has a suggestion and cannot be ignored, or was planted;
 * ignores the rest by group with a reason. Answers how many groups were decided.
 */
export async function decideAll(page: Page, planted: readonly Planted[]): Promise<number> {
  const open = page.locator(OPEN);
  let decided = 0;
  for (; ; decided += 1) {
    await page.locator('[data-testid="proof-panel"][data-running="false"]').waitFor();
    if (await page.getByTestId("proof-all-decided").isVisible()) return decided;
    const card = open.first();
    if ((await card.count()) === 0) {
      if (await page.getByTestId("findings-more").isVisible()) await page.getByTestId("findings-more").click();
      else return decided;
      continue;
    }
    await decideOne(page, planted);
    if (decided > 2_000) throw new Error("疑点处置没有尽头");
  }
}

async function decideOne(page: Page, planted: readonly Planted[]): Promise<void> {
  const card = page.locator(OPEN).first();
  const quoted = await quotedBy(card);
  const accept = card.getByTestId("finding-accept");
  const ignore = card.getByTestId("finding-ignore");
  const mine = quoted !== "" && planted.some(({ text }) => text.includes(quoted) || quoted.includes(text));
  if ((mine || (await ignore.isDisabled())) && (await accept.isEnabled())) {
    await accept.click();
    await settled(page);
    return;
  }
  await ignore.click();
  await card.getByTestId("reason-option-1").click();
}

/** After a correction the pass runs again; the panel is quiet when it is done. */
async function settled(page: Page): Promise<void> {
  await page.waitForTimeout(150);
  await page.locator('[data-testid="proof-panel"][data-running="false"]').waitFor();
}

export interface MetadataAnswers {
  readonly category: string;
  readonly disclosure: string;
  readonly column: string;
  readonly generatedOn: string;
  readonly indexNumber: string;
}

/** Fills the metadata panel. */
export async function fillMetadata(page: Page, answers: MetadataAnswers): Promise<void> {
  await page.getByTestId("tab-metadata").click();
  await choose(page, "meta-columnId", answers.column);
  await choose(page, "meta-disclosure", answers.disclosure);
  await page.getByTestId("meta-category").fill(answers.category);
  await page.getByTestId("meta-generatedOn").fill(answers.generatedOn);
  await page.getByTestId("meta-indexNumber").fill(answers.indexNumber);
  await page.getByTestId("meta-timeLimit").fill("常年公开");
  await page.getByTestId("meta-audience").fill("面向全社会");
  await page.getByTestId("meta-writer").fill("采编组");
}

async function choose(page: Page, testId: string, label: string): Promise<void> {
  await page.getByTestId(testId).click();
  await page.locator(".ant-select-dropdown:visible .ant-select-item-option").filter({ hasText: label }).first().click();
}

/** What the metadata that were just filled in are asked about: a late date of formation, say. */
async function decideMetadata(page: Page): Promise<void> {
  await page.getByTestId("tab-proof").click();
  await runProof(page);
  const asked = page.locator(
    '[data-testid="finding"][data-block^="meta."]:not([data-open="0"]):not([data-severity="hint"])',
  );
  for (let left = await asked.count(); left > 0; left -= 1) {
    await asked.first().getByTestId("finding-ignore").click();
    await asked.first().getByTestId("reason-option-5").click();
  }
}

/** Ctrl+Enter, the step's questions, the signing window. */
export async function submit(page: Page, person: CastPerson): Promise<void> {
  await decideMetadata(page);
  await page.getByTestId("submit").click();
  await page.getByTestId("sign-next").waitFor();
  for (const tick of await page.locator('[data-testid^="gate-"], [data-testid^="check-"]').all()) await tick.check();
  await page.getByTestId("sign-next").click();
  await sign(page, person);
  await page.getByTestId("writing").waitFor({ state: "detached" });
}

/** Waits until the status bar says that the journal has everything. */
export async function waitSaved(page: Page): Promise<void> {
  await page.getByTestId("save-state").filter({ hasText: "已保存" }).waitFor();
}

/** A new draft with nothing in it, by the button. */
export async function newDraft(page: Page): Promise<void> {
  await page.getByTestId("rail-work").click();
  await page.getByTestId("new-draft").click();
  await page.getByTestId("create-confirm").click();
  await page.getByTestId("editor").waitFor();
}

/** Writes title and text as keystrokes into an open draft. */
export async function typeDraft(page: Page, title: string, text: string): Promise<void> {
  await page.getByTestId("title").fill(title);
  await page.getByTestId("editor").click();
  await page.keyboard.type(text);
}

/** The text of the open draft, one line a block. */
export function editorText(page: Page): Promise<string> {
  return page
    .getByTestId("editor")
    .evaluate((editor) => [...editor.children].map((block) => block.textContent).join("\n"));
}
