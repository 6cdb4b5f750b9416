/** The policy on text that leaves by clipboard, by dragging and by printing, in force for the whole window (L3). */
import type { LeakPolicy } from "../../shared/model/policy";
import { clearSystem } from "./clear-system";
import { copiedSelection } from "./copied-selection";
import { INSIDE_TYPE, InsideClipboard } from "./inside-clipboard";

export interface LeakGuardParts {
  readonly page: Window & typeof globalThis;
  readonly policy: LeakPolicy;
  /** A text went to the system's clipboard: main clears it in its time. */
  readonly copied: (text: string) => void;
  /** Main says that it is time to clear the system's clipboard. */
  readonly onClear: (clear: () => void) => () => void;
  /** The workstation has been locked. */
  readonly onLocked: (forget: () => void) => () => void;
}

/** Answers the end of the guard, which forgets what it held. */
export function guardLeaks(parts: LeakGuardParts): () => void {
  const { page, policy } = parts;
  const inside = new InsideClipboard(() => page.crypto.randomUUID());
  const ended = new AbortController();
  const { signal } = ended;
  if (policy.clipboard === "inside") keepInside({ ...parts, inside, signal });
  else watchCopies(parts, signal);
  const stopLocking = parts.onLocked(inside.clear);
  const stopClearing = parts.onClear(() => {
    inside.clear();
    if (policy.clipboard === "allow") void clearSystem(page, signal);
  });
  return () => {
    ended.abort();
    stopClearing();
    stopLocking();
    inside.clear();
  };
}

interface Inside extends LeakGuardParts {
  readonly inside: InsideClipboard;
  readonly signal: AbortSignal;
}

function keepInside({ page, inside, signal, copied }: Inside): void {
  const take = (event: ClipboardEvent): void => {
    const held = copiedSelection(event, page.document);
    const wasOurs = event.defaultPrevented;
    event.preventDefault();
    if (held.size === 0 || event.clipboardData === null) return;
    event.clipboardData.clearData();
    event.clipboardData.setData("text/plain", "");
    event.clipboardData.setData(INSIDE_TYPE, inside.hold(held));
    copied("");
    // The editor has cut by itself; a field waits for the browser, which was just told not to.
    if (event.type === "cut" && !wasOurs) page.document.execCommand("delete");
  };
  // After the editor, which fills the event.
  page.addEventListener("copy", take, { signal });
  page.addEventListener("cut", take, { signal });
  const give = (event: ClipboardEvent): void => {
    const held = inside.of(event.clipboardData?.getData(INSIDE_TYPE) ?? "");
    if (held === null || !event.isTrusted) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    paste(page, event.target, held);
  };
  // Before the editor, which gets the text in the place of the number.
  page.addEventListener("paste", give, { signal, capture: true });
  page.addEventListener("dragstart", (event) => event.preventDefault(), { signal, capture: true });
  refusePrinting(page, signal);
}

function paste(page: LeakGuardParts["page"], target: EventTarget | null, held: ReadonlyMap<string, string>): void {
  const clipboardData = new page.DataTransfer();
  for (const [type, text] of held) clipboardData.setData(type, text);
  const again = new page.ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  const wanted = target?.dispatchEvent(again) ?? false;
  // Nobody took it over: a plain field, which a made-up event moves nothing in.
  if (wanted) page.document.execCommand("insertText", false, held.get("text/plain") ?? "");
}

/** Nothing of the window comes out on paper or into a PDF; the rule stands in `theme.css`. */
function refusePrinting(page: LeakGuardParts["page"], signal: AbortSignal): void {
  const { documentElement } = page.document;
  documentElement.dataset.print = "refused";
  signal.addEventListener("abort", () => delete documentElement.dataset.print);
  const isPrint = ({ ctrlKey, metaKey, key }: KeyboardEvent) => (ctrlKey || metaKey) && key.toLowerCase() === "p";
  page.addEventListener("keydown", (event) => isPrint(event) && event.preventDefault(), { signal, capture: true });
}

function watchCopies({ page, copied }: LeakGuardParts, signal: AbortSignal): void {
  const tell = (event: ClipboardEvent): void => {
    const text = copiedSelection(event, page.document).get("text/plain") ?? "";
    if (text !== "") copied(text);
  };
  page.addEventListener("copy", tell, { signal });
  page.addEventListener("cut", tell, { signal });
}
