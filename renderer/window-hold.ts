/**
 * One window at a time writes the stores: two writers of one outbox would not agree. The first keeps its hold until it is
 * closed; behind one that hangs a person would wait for ever, so after a while this window may take the hold for itself.
 * In the browser shell the other one is cut off from main by then: what it holds is a name, and nothing it can still write.
 */
import type { After } from "./after";

/** What is used of the browser's locks. */
export interface LockPort {
  readonly request: (
    name: string,
    options: { readonly signal?: AbortSignal; readonly steal?: boolean },
    work: () => Promise<void>,
  ) => Promise<unknown>;
}

/** `late`: the other window has kept its hold for longer than closing it takes. */
export type Hold = "waiting" | "late" | "mine";

/** Long enough for a window that is being closed, or loaded anew. */
export const HOLD_PATIENCE_MS = 10_000;

export interface HoldParts {
  readonly locks: LockPort;
  readonly after: After;
  readonly onHold: (hold: Hold) => void;
}

export interface WindowHold {
  /** Asked for by the person, once it is `late`. */
  readonly take: () => void;
  readonly end: () => void;
}

const NAME = "caibian-window";

export function holdWindow({ locks, after, onHold }: HoldParts): WindowHold {
  const ended = new AbortController();
  const queued = new AbortController();
  let mine = false;
  const keep = (): Promise<void> => {
    mine = true;
    cancel();
    onHold("mine");
    return new Promise((resolve) => ended.signal.addEventListener("abort", () => resolve(), { once: true }));
  };
  const cancel = after(HOLD_PATIENCE_MS, () => onHold("late"));
  // Refused: no longer waited for, or taken by a later window, which main serves now; this one keeps what it shows.
  const asked = (options: Parameters<LockPort["request"]>[1]) =>
    void locks.request(NAME, options, keep).catch(() => undefined);
  asked({ signal: queued.signal });
  return {
    take: () => {
      if (mine || ended.signal.aborted) return;
      queued.abort();
      asked({ steal: true });
    },
    end: () => {
      cancel();
      queued.abort();
      ended.abort();
    },
  };
}

export interface LeadParts {
  readonly locks: LockPort;
  readonly after: After;
  readonly name: string;
}

/** Work for which the one window needs a name of its own; a window that hangs and still has it loses it. */
export async function lead(parts: LeadParts, work: () => Promise<void>, stop: AbortSignal): Promise<void> {
  const { locks, after, name } = parts;
  const queued = new AbortController();
  const give = (): void => queued.abort();
  stop.addEventListener("abort", give, { once: true });
  let begun = false;
  let failed: { readonly cause: unknown } | null = null;
  const once = async (): Promise<void> => {
    begun = true;
    cancel();
    await work().catch((cause: unknown) => {
      failed = { cause };
    });
  };
  const cancel = after(HOLD_PATIENCE_MS, give);
  // Refused: stopped, too late, or taken over by the next window. Only what the work itself met is told.
  const asked = (options: Parameters<LockPort["request"]>[1]) =>
    locks.request(name, options, once).catch(() => undefined);
  await asked({ signal: queued.signal });
  if (!begun && !stop.aborted) await asked({ steal: true });
  cancel();
  stop.removeEventListener("abort", give);
  rethrow(failed);
}

function rethrow(failed: { readonly cause: unknown } | null): void {
  if (failed !== null) throw failed.cause;
}
