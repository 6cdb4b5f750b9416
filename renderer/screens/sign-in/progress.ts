/** How far a sign-in is: which step, what failed there, what the platform and the local store answered. */
import type { Failure } from "../../../shared/failure";
import type { SessionView } from "../../../shared/ipc/contract";
import type { Sent } from "./code-step";

export type Step = 0 | 1 | 2;

export interface Progress {
  readonly step: Step;
  readonly busy: boolean;
  /** Busy for longer than usual. */
  readonly late: boolean;
  readonly failed: { readonly step: Step; readonly failure: Failure } | null;
  readonly sent: Sent | null;
  readonly view: SessionView | null;
}

export const start: Progress = { step: 0, busy: false, late: false, failed: null, sent: null, view: null };
