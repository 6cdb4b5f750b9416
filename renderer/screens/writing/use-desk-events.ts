/** What the window does to an open draft: its keys, and saving before it is hidden, left, closed or locked. */
import { useEffect } from "react";
import type { WritingDesk } from "./desk";

export interface DeskKeys {
  readonly onSubmit: () => void;
  readonly onFind: () => void;
  readonly onProof: () => void;
  readonly onWalk: (by: 1 | -1) => void;
}

/** Keys that hold anywhere on the screen, but not under an open dialog or composition. */
export function useDeskKeys(desk: WritingDesk, keys: DeskKeys, enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.isComposing || !pressed(event, desk, keys)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Capture: the browser's own F7 and Ctrl+F, and the editor's Enter, must not come first.
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  }, [desk, keys, enabled]);
}

function pressed(event: KeyboardEvent, desk: WritingDesk, keys: DeskKeys): boolean {
  const control = event.ctrlKey || event.metaKey;
  if (event.key === "F7") keys.onProof();
  else if (event.key === "F8") keys.onWalk(event.shiftKey ? -1 : 1);
  else if (control && event.key === "Enter") keys.onSubmit();
  else if (control && event.key.toLowerCase() === "f") keys.onFind();
  else if (control && event.key.toLowerCase() === "s") void desk.session.saveByHand();
  else return false;
  return true;
}

/** Starts following the text; writes at once whenever the window may be about to go. */
export function useDeskLife(desk: WritingDesk): void {
  useEffect(() => {
    const stop = desk.proofing.start();
    const flush = (): void => void desk.session.flush();
    const onHidden = (): void => {
      if (document.visibilityState === "hidden") flush();
    };
    const onLeave = (event: BeforeUnloadEvent): void => {
      flush();
      const { kind } = desk.session.state.get().save;
      if (kind !== "clean" && kind !== "saved") event.preventDefault();
    };
    window.addEventListener("blur", flush);
    // The focus leaves the text for the lock button or another screen: write before anything else happens.
    window.addEventListener("focusout", flush);
    window.addEventListener("pagehide", flush);
    window.addEventListener("beforeunload", onLeave);
    document.addEventListener("visibilitychange", onHidden);
    return () => {
      window.removeEventListener("blur", flush);
      window.removeEventListener("focusout", flush);
      window.removeEventListener("pagehide", flush);
      window.removeEventListener("beforeunload", onLeave);
      document.removeEventListener("visibilitychange", onHidden);
      stop();
      flush();
    };
  }, [desk]);
}
