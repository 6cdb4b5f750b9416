/** Files on their way into the text: one after the other, each with its progress, and each can be given up. */
import { storedFile } from "../../editor/stored-file";
import type { Drafts } from "../../services";
import { createSignal, type Signal } from "../../signal";
import type { WritingSession } from "./session";

export interface Incoming {
  readonly id: number;
  readonly name: string;
  /** From 0 to 1. */
  readonly part: number;
}

export interface Intake {
  readonly state: Signal<readonly Incoming[]>;
  readonly take: (files: readonly File[]) => void;
  readonly cancel: (id: number) => void;
  readonly cancelAll: () => void;
}

interface IntakeParts {
  readonly drafts: Pick<Drafts, "storeFile">;
  readonly session: Pick<WritingSession, "fail" | "editor">;
}

export function createIntake({ drafts, session }: IntakeParts): Intake {
  const state = createSignal<readonly Incoming[]>([]);
  const stops = new Map<number, AbortController>();
  let last = 0;
  let tail: Promise<unknown> = Promise.resolve();
  const change = (id: number, part: number) =>
    state.set(state.get().map((one) => (one.id === id ? { ...one, part } : one)));

  const takeOne = async (file: File, id: number, { signal }: AbortController): Promise<void> => {
    try {
      if (signal.aborted) return;
      const options = { signal, progress: (part: number) => change(id, part) };
      const stored = await storedFile({ name: file.name, bytes: file }, drafts.storeFile, options);
      if (!signal.aborted) session.editor()?.insertFile(stored);
    } catch (error) {
      // Whoever gave it up need not be told that it was given up.
      if (!signal.aborted) session.fail(error);
    } finally {
      stops.delete(id);
      state.set(state.get().filter((one) => one.id !== id));
    }
  };
  return {
    state,
    take: (files) => {
      for (const file of files) {
        last += 1;
        const [id, stop] = [last, new AbortController()];
        stops.set(id, stop);
        state.set([...state.get(), { id, name: file.name, part: 0 }]);
        tail = tail.then(() => takeOne(file, id, stop));
      }
    },
    cancel: (id) => {
      stops.get(id)?.abort();
      state.set(state.get().filter((one) => one.id !== id));
    },
    cancelAll: () => {
      for (const stop of stops.values()) stop.abort();
    },
  };
}
