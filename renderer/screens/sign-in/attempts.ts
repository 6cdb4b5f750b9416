/**
 * One attempt of a sign-in at a time. Every wait behind one has a deadline of its own, but several may follow one another:
 * the screen then says that it takes long, and never holds a person who would rather go back.
 */
import { toFailure } from "../../../shared/failure";
import type { After } from "../../after";
import type { Progress, Step } from "./progress";

/** Longer than a key, a vault and a platform that are well take together. */
export const LATE_MS = 20_000;

export interface AttemptParts {
  readonly merge: (patch: Partial<Progress>) => void;
  readonly after: After;
}

export interface Attempts {
  /** Runs one step; a failure stays on that step and says which it was. False when it failed. */
  readonly run: (step: Step, work: (isWanted: () => boolean) => Promise<Partial<Progress>>) => Promise<boolean>;
  /** What is under way may still end, and counts for nothing here any more. */
  readonly giveUp: () => void;
}

export function createAttempts({ merge, after }: AttemptParts): Attempts {
  let under: { readonly step: Step; readonly cancelLate: () => void } | null = null;
  const ended = { busy: false, late: false };
  return {
    run: async (step, work) => {
      under?.cancelLate();
      const mine = { step, cancelLate: after(LATE_MS, () => merge({ late: true })) };
      under = mine;
      const isWanted = () => under === mine;
      const end = (patch: Partial<Progress>) => {
        if (!isWanted()) return;
        under = null;
        mine.cancelLate();
        merge({ ...patch, ...ended });
      };
      merge({ busy: true, late: false, failed: null });
      try {
        end(await work(isWanted));
        return true;
      } catch (error) {
        end({ failed: { step, failure: toFailure(error) } });
        return false;
      }
    },
    giveUp: () => {
      if (under === null) return;
      const { step, cancelLate } = under;
      under = null;
      cancelLate();
      merge({ ...ended, failed: { step, failure: { code: "E_CANCELLED", detail: "已不再等待这一步" } } });
    },
  };
}
