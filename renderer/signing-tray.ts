/**
 * 待一并签名 (S7): signings that a person read to the end and put aside, to be signed together with one PIN. They live in
 * this window until it locks: nothing is signed that was not opened and read here.
 */

import type { Failure } from "../shared/failure";
import type { Digest } from "../shared/schema";
import type { SignedStatement } from "../shared/trust/statement";
import type { Ask } from "./services";
import { createSignal, type Signal } from "./signal";
import type { PinTry } from "./ui/pin-care";

export const MOST_TOGETHER = 20;

export interface TrayEntry {
  readonly signingId: string;
  readonly shown: Digest;
  readonly itemId: string;
  readonly title: string;
  /** The decision in one sentence, as it was shown. */
  readonly sentence: string;
  /** Puts the signed decision on its way. */
  readonly deliver: (signed: SignedStatement) => Promise<void>;
}

export interface TrayState {
  readonly entries: readonly TrayEntry[];
  /** What came of the last attempt, by signing; only failures stay. */
  readonly failures: ReadonlyMap<string, Failure>;
}

export interface SigningTray {
  readonly state: Signal<TrayState>;
  /** Takes the place of an earlier decision on the same item. False when the tray is full. */
  readonly add: (entry: TrayEntry) => boolean;
  readonly remove: (signingId: string) => void;
  /** How many were signed. @throws AppError for a PIN that is wrong or a key that is gone: all stay in the tray */
  readonly sign: (typed: PinTry) => Promise<number>;
}

export function createSigningTray(ask: Ask): SigningTray {
  const state = createSignal<TrayState>({ entries: [], failures: new Map() });
  const cancel = (signingId: string) => void ask("desk:signing.cancel", { signingId }).catch(() => undefined);
  const drop = (gone: (entry: TrayEntry) => boolean) => {
    const { entries, failures } = state.get();
    state.set({ entries: entries.filter((entry) => !gone(entry)), failures });
  };
  return {
    state,
    add: (entry) => {
      const { entries } = state.get();
      const older = entries.filter(({ itemId }) => itemId === entry.itemId);
      if (entries.length - older.length >= MOST_TOGETHER) return false;
      for (const { signingId } of older) cancel(signingId);
      drop(({ itemId }) => itemId === entry.itemId);
      state.set({ ...state.get(), entries: [...state.get().entries, entry] });
      return true;
    },
    remove: (signingId) => {
      cancel(signingId);
      drop((entry) => entry.signingId === signingId);
    },
    sign: async (typed) => {
      const { entries } = state.get();
      const signings = entries.map(({ signingId, shown }) => ({ signingId, shown }));
      const results = await ask("desk:signing.confirmMany", { signings, ...typed });
      const failures = new Map<string, Failure>();
      let signed = 0;
      for (const result of results) {
        const entry = entries.find(({ signingId }) => signingId === result.signingId);
        if (result.kind === "failed") failures.set(result.signingId, result.failure);
        else if (entry !== undefined) {
          await entry.deliver(result.signed);
          signed += 1;
        }
      }
      const left = state.get().entries.filter(({ signingId }) => failures.has(signingId));
      state.set({ entries: left, failures });
      return signed;
    },
  };
}
