/** The conflict screen without a mouse. Nothing is taken from a field that somebody types in. */
import { useEffect } from "react";

export interface MergeKeys {
  readonly walk: (by: 1 | -1) => void;
  readonly walkOpen: (by: 1 | -1) => void;
  readonly choose: (kind: "mine" | "theirs" | "both") => void;
  readonly edit: () => void;
  readonly undo: () => void;
}

const choices = { "1": "mine", "2": "theirs", "3": "both" } as const;

export function useMergeKeys(keys: MergeKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.isComposing || isTyping(event.target) || isAsking()) return;
      if (!act(event, keys)) return;
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** Whether a dialog stands before the screen. One that was answered is hidden for a moment before it is taken away. */
const isAsking = (): boolean =>
  [...document.querySelectorAll("[role=dialog]")].some((dialog) => dialog.checkVisibility());

/** Whether the key was one of ours. */
function act({ key, ctrlKey, shiftKey, altKey, metaKey }: KeyboardEvent, keys: MergeKeys): boolean {
  if (altKey || metaKey) return false;
  if (ctrlKey) {
    if (key.toLowerCase() !== "z" || shiftKey) return false;
    keys.undo();
    return true;
  }
  if (key === "F8") keys.walkOpen(shiftKey ? -1 : 1);
  else if (key === "j" || key === "J") keys.walk(1);
  else if (key === "k" || key === "K") keys.walk(-1);
  else if (key === "1" || key === "2" || key === "3") keys.choose(choices[key]);
  else if (key === "4" || key === "e") keys.edit();
  else return false;
  return true;
}
