/** Somebody who types: every character with its time, and every text that the window said was saved. */
import type { Page } from "playwright-core";
import type { Random } from "../../e2e/random";

const characters = [..."春江潮水连海平海上明月共潮生滟滟随波千万里何处春江无月明江流宛转绕芳甸"];

export interface Keystroke {
  readonly text: string;
  readonly at: number;
}

/** The ledger of one round. It lives here, outside of what is killed. */
export interface Round {
  readonly typed: readonly Keystroke[];
  /** The longest text that stood in the window at a moment when it said 已保存. */
  readonly saved: string;
}

/** Tells each text that stands in the editor when the status line turns to 已保存. */
export async function watchSaved(page: Page, told: (text: string) => void): Promise<void> {
  await page.exposeFunction("chaosSaved", told);
  await page.addInitScript(() => {
    const look = (): void => {
      const state = document.querySelector('[data-testid="save-state"]');
      const editor = document.querySelector('[data-testid="editor"]');
      if (state?.getAttribute("data-state") !== "saved" || editor === null) return;
      const text = [...editor.children].map((block) => block.textContent).join("\n");
      const tell: unknown = Reflect.get(globalThis, "chaosSaved");
      if (typeof tell === "function") void tell(text);
    };
    new MutationObserver(look).observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ["data-state"],
    });
  });
}

export interface Typing {
  readonly page: Page;
  readonly random: Random;
  /** When the kill comes. */
  readonly until: number;
  /** Milliseconds before it in which nothing is typed any more. */
  readonly rest: number;
}

/** Types until shortly before the kill, now and then with a pause. */
export async function type({ page, random, until, rest }: Typing): Promise<readonly Keystroke[]> {
  const typed: Keystroke[] = [];
  while (Date.now() < until - rest) {
    const text = random.pick(characters);
    await page.keyboard.type(text);
    typed.push({ text, at: Date.now() });
    await new Promise((done) => setTimeout(done, random.below(random.below(8) === 0 ? 500 : 60)));
  }
  await new Promise((done) => setTimeout(done, Math.max(0, until - Date.now())));
  return typed;
}

/** Text typed this long before a kill must be there afterwards (E12). */
export const allowedMs = 1_000;

export interface Verdict {
  /** Characters that the window had called saved, and how many of them are gone. */
  readonly saved: number;
  readonly savedLost: number;
  /** Characters typed more than a second before the kill, and how many of them are gone. */
  readonly due: number;
  readonly dueLost: number;
  /** Milliseconds from the first character that is gone to the kill; 0 when none is. */
  readonly gap: number;
  readonly isBeginning: boolean;
}

/** What is owed: everything the window called saved, and everything typed a second before the kill. */
export function judge({ typed, saved }: Round, killedAt: number, found: string): Verdict {
  const all = typed.map(({ text }) => text).join("");
  const isBeginning = all.startsWith(found);
  const kept = isBeginning ? [...found].length : 0;
  const due = typed.filter(({ at }) => at <= killedAt - allowedMs).length;
  const savedCount = [...saved].length;
  const firstGone = typed[kept];
  return {
    saved: savedCount,
    savedLost: Math.max(0, savedCount - kept),
    due,
    dueLost: Math.max(0, due - kept),
    gap: firstGone === undefined ? 0 : killedAt - firstGone.at,
    isBeginning,
  };
}
