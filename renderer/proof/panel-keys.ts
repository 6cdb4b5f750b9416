/** What a key pressed on the proofreading panel asks for: A or Enter, a digit, I or Delete, H, Esc. */
import { proofText } from "../text/writing";
import { isOpen, mayIgnore, type PanelGroup } from "./dispositions";

export type KeyWish =
  | { readonly kind: "leave" }
  /** `choice`: index of the wording among the suggestions. */
  | { readonly kind: "accept"; readonly choice: number }
  | { readonly kind: "ask"; readonly about: "ignore" | "escalate" }
  /** What cannot be done here: why, and what can be done instead, in Chinese. */
  | { readonly kind: "refuse"; readonly why: string };

export interface KeyPlace {
  /** The group the editor points at. */
  readonly current: PanelGroup | null;
  readonly stage: string;
  /** Enter on a button or a choice is that button's. */
  readonly onPanel: boolean;
}

/** Null for a key that is not the panel's. */
export function wishOf(key: string, { current, stage, onPanel }: KeyPlace): KeyWish | null {
  if (key === "Escape") return { kind: "leave" };
  if (current === null || !isOpen(current)) return null;
  if (/^[2-9]$/.test(key)) return { kind: "accept", choice: Number(key) - 1 };
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case "a":
      return { kind: "accept", choice: 0 };
    case "Enter":
      return onPanel ? { kind: "accept", choice: 0 } : null;
    case "i":
    case "Delete":
      return mayIgnore(current.lead, stage)
        ? { kind: "ask", about: "ignore" }
        : { kind: "refuse", why: proofText.noIgnore };
    case "h":
      return { kind: "ask", about: "escalate" };
    default:
      return null;
  }
}
