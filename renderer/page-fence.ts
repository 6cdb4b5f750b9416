/**
 * The window goes nowhere and opens nothing. Electron's main process refuses that by itself (main/electron/window.ts); in
 * the browser shell nobody stands behind the page, so that the page refuses it, for both alike (L5).
 */

/** Whether the window may go there: our own pages again, and files that it made itself. */
export function mayGo(destination: string, origin: string): boolean {
  if (destination.startsWith(`blob:${origin}/`)) return true;
  const url = URL.parse(destination);
  return url !== null && `${url.protocol}//${url.host}` === origin;
}

interface Going extends Event {
  readonly destination: { readonly url: string };
}

const isGoing = (event: Event): event is Going => "destination" in event;

interface Fenced {
  open: unknown;
  readonly navigation?: EventTarget;
}

/** Before the first screen is drawn. */
export function fencePage(page: Fenced, origin: string): void {
  Object.defineProperty(page, "open", { value: () => null, writable: false, configurable: false });
  page.navigation?.addEventListener("navigate", (event) => {
    if (isGoing(event) && !mayGo(event.destination.url, origin)) event.preventDefault();
  });
}
