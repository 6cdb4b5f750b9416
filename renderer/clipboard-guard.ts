/**
 * What leaves by the clipboard 剪贴板 (L3). `inside`: the system's clipboard gets a mark instead of what was copied, and a
 * paste in this window puts the mark's content in its place; a paste anywhere else gives the mark. Nothing is kept beyond
 * the lock. Where the policy says so, the clipboard is emptied after a time, and at the lock whatever the time.
 */
import { useEffect } from "react";
import type { LeakPolicy } from "../shared/model/policy";

interface Kept {
  readonly mark: string;
  /** By MIME type. */
  readonly parts: readonly (readonly [string, string])[];
}

const PLAIN = "text/plain";

export interface GuardParts {
  readonly window: Window;
  readonly leaks: Pick<LeakPolicy, "clipboard" | "clearClipboardSeconds">;
  readonly newMark: () => string;
}

/** Answers the undo, which also empties what was put on the clipboard. */
export function guardClipboard({ window: page, leaks, newMark }: GuardParts): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  const clearing = clearLater(page, leaks.clearClipboardSeconds ?? null);
  let kept: Kept | null = null;
  const copied = (event: ClipboardEvent): void => {
    clearing.begin();
    if (leaks.clipboard === "allow" || event.clipboardData === null) return;
    const parts = partsOf(page, event);
    if (parts.length === 0) return;
    kept = { mark: newMark(), parts };
    event.clipboardData.clearData();
    event.clipboardData.setData(PLAIN, kept.mark);
  };
  const pasted = (event: ClipboardEvent): void => {
    if (kept === null || event.clipboardData?.getData(PLAIN) !== kept.mark) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pasteParts(page, event.target, kept.parts);
  };
  // After the editor, which writes its own forms onto the event; before it, where a paste comes in.
  for (const kind of ["copy", "cut"] as const) page.addEventListener(kind, copied, { signal });
  page.addEventListener("paste", pasted, { signal, capture: true });
  if (leaks.clipboard === "inside")
    page.addEventListener("dragstart", (event) => event.preventDefault(), { signal, capture: true });
  return () => {
    ended.abort();
    kept = null;
    clearing.now();
  };
}

/** What the editor put onto the event, or else the selection that the browser would have copied. */
function partsOf(page: Window, event: ClipboardEvent): Kept["parts"] {
  const { clipboardData: data } = event;
  if (data === null) return [];
  if (event.defaultPrevented) return data.types.map((type) => [type, data.getData(type)] as const);
  const text = selectedText(page);
  if (text === "") return [];
  event.preventDefault();
  // A cut that we took over still removes what was cut.
  if (event.type === "cut") page.document.execCommand("delete");
  return [[PLAIN, text]];
}

function selectedText({ document }: Window): string {
  const field = document.activeElement;
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
    // What is typed as a secret is never copied.
    if (field.type === "password") return "";
    return field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0);
  }
  return document.getSelection()?.toString() ?? "";
}

function pasteParts({ document }: Window, target: EventTarget | null, parts: Kept["parts"]): void {
  const data = new DataTransfer();
  for (const [type, text] of parts) data.setData(type, text);
  const again = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  const isLeftToBrowser = target?.dispatchEvent(again) ?? false;
  // A made-up event moves nothing by itself: plain fields get the text as if it were typed, undo included.
  if (isLeftToBrowser) document.execCommand("insertText", false, data.getData(PLAIN));
}

/** Empties the clipboard once; a window in the background may not, and does it when it is looked at again. */
function clearLater(page: Window, seconds: number | null) {
  let timer: number | null = null;
  const clear = (): void => {
    timer = null;
    page.navigator.clipboard.writeText("").catch(() => {
      page.addEventListener("focus", () => void page.navigator.clipboard.writeText("").catch(() => undefined), {
        once: true,
      });
    });
  };
  return {
    begin: (): void => {
      if (seconds === null) return;
      if (timer !== null) page.clearTimeout(timer);
      timer = page.setTimeout(clear, seconds * 1_000);
    },
    /** Whatever is still pending (L3: also when the workstation locks). */
    now: (): void => {
      if (timer === null) return;
      page.clearTimeout(timer);
      clear();
    },
  };
}

/** While the window is unlocked; a policy that changes takes effect with the next copy. */
export function useClipboardGuard(leaks: LeakPolicy | undefined): void {
  const { clipboard = "allow", clearClipboardSeconds = null } = leaks ?? {};
  useEffect(
    () =>
      guardClipboard({
        window,
        leaks: { clipboard, ...(clearClipboardSeconds === null ? {} : { clearClipboardSeconds }) },
        newMark: () => `按单位策略，采编工作站的内容只能在工作站内粘贴（${crypto.randomUUID()}）`,
      }),
    [clipboard, clearClipboardSeconds],
  );
}
