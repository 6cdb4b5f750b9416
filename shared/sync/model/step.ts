/** What may happen in a history of the model. */
import type { DeskNumber } from "./state";

export const modelFaults = [
  "none",
  "timeout",
  "lost-answer",
  "duplicate",
  "late",
  "server-error",
  "portal",
  "wrong-receipt",
  "desk-dies",
  "platform-dies",
] as const;
export type ModelFault = (typeof modelFaults)[number];

export type ModelStep =
  | { readonly kind: "submit"; readonly desk: DeskNumber; readonly item: number; readonly urgent: boolean }
  /** The loop goes round; one fault for each delivery in it. */
  | { readonly kind: "round"; readonly desk: DeskNumber; readonly faults: readonly ModelFault[] }
  /** The workstation dies in the middle of reading the feed. */
  | { readonly kind: "torn-pull"; readonly desk: DeskNumber }
  | { readonly kind: "kill"; readonly desk: DeskNumber }
  | { readonly kind: "take-back"; readonly desk: DeskNumber; readonly item: number }
  | { readonly kind: "session-ends"; readonly desk: DeskNumber }
  | { readonly kind: "clock"; readonly who: DeskNumber | "platform"; readonly minutes: number }
  | { readonly kind: "pass"; readonly seconds: number }
  | { readonly kind: "backup" }
  | { readonly kind: "restore" };
