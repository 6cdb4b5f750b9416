/**
 * Empties the system's clipboard from the page. Browsers allow it to a window that has the focus, some only right after a key
 * or a click; what is refused now is tried again as soon as somebody is at the window.
 */

type Page = Window & typeof globalThis;

export async function clearSystem(page: Page, signal: AbortSignal): Promise<void> {
  if ((await byClipboard(page)) || byCommand(page)) return;
  const again = new AbortController();
  const stop = AbortSignal.any([signal, again.signal]);
  const retry = async (): Promise<void> => {
    if (byCommand(page) || (await byClipboard(page))) again.abort();
  };
  for (const name of ["focus", "pointerdown", "keydown"] as const)
    page.addEventListener(name, () => void retry(), { signal: stop, capture: true });
}

async function byClipboard(page: Page): Promise<boolean> {
  try {
    await page.navigator.clipboard.writeText("");
    return true;
  } catch {
    // Refused: the other way, or later.
    return false;
  }
}

function byCommand(page: Page): boolean {
  const done = new AbortController();
  let emptied = false;
  const empty = (event: ClipboardEvent): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData?.clearData();
    event.clipboardData?.setData("text/plain", "");
    emptied = true;
  };
  page.addEventListener("copy", empty, { signal: done.signal, capture: true });
  const ran = page.document.execCommand("copy");
  done.abort();
  return ran && emptied;
}
