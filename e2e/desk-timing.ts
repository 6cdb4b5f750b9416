/**
 * Times things in the window itself: from a person's act to the change of the page that shows its end. No function in
 * these scripts has a name: what runs the sources would mark it with a helper that the page does not have.
 */
import type { Page } from "playwright-core";

/** Clicks one element and waits until a selector finds `count` elements or more; milliseconds in the page's own clock. */
export function timeClick(page: Page, testId: string, shown: { readonly selector: string; readonly count: number }) {
  return page.evaluate(
    ({ testId, selector, count }) =>
      new Promise<number>((done) => {
        const started = performance.now();
        const watcher = new MutationObserver(() => {
          if (document.querySelectorAll(selector).length < count) return;
          watcher.disconnect();
          done(performance.now() - started);
        });
        watcher.observe(document.body, { subtree: true, childList: true, attributes: true });
        document.querySelector<HTMLElement>(`[data-testid="${testId}"]`)?.click();
        // One change for certain, should everything stand there already.
        document.body.dataset.asked = testId;
      }),
    { testId, ...shown },
  );
}

/** Types a whole question into the search field and waits for its answer on the screen. */
export function timeSearch(page: Page, text: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((done) => {
        const input = document.querySelector<HTMLInputElement>('[data-testid="search-input"]');
        if (input === null) throw new Error("no search field");
        const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
        const started = performance.now();
        const watcher = new MutationObserver(() => {
          const asked = document.querySelector('[data-testid="search-count"]')?.getAttribute("data-text");
          if (asked !== wanted) return;
          watcher.disconnect();
          done(performance.now() - started);
        });
        watcher.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
        write?.call(input, wanted);
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }),
    text,
  );
}

/** From the moment the window begins to write a draft to the moment it may say 已保存: both stores have it. */
export async function timeSave(page: Page, change: () => Promise<void>): Promise<number> {
  const times = page.evaluate(
    () =>
      new Promise<number>((done) => {
        let started = 0;
        const watcher = new MutationObserver(() => {
          const state = document.querySelector('[data-testid="save-state"]')?.getAttribute("data-state");
          if (state === "saving" && started === 0) started = performance.now();
          if (state !== "saved" || started === 0) return;
          watcher.disconnect();
          done(performance.now() - started);
        });
        watcher.observe(document.body, { subtree: true, attributes: true, attributeFilter: ["data-state"] });
      }),
  );
  await change();
  return times;
}
