/** How long a window may stay untouched 闲置锁定: by the city's profile of the open store, and by the machine's policy. */
import { AppError } from "../shared/failure";
import { idleLockMs } from "../shared/model/idle";
import type { Notices } from "./notices";
import type { Profiles } from "./profile";

export interface IdleLimitParts {
  readonly notices: Notices;
  readonly profiles: Pick<Profiles, "cached" | "known">;
  /** Of the machine's policy, as it is now. */
  readonly machine: () => number | null;
  readonly bug: (error: unknown) => void;
}

/** In milliseconds, as it is known now. The city's rule is read when a store opens: main waits for no window to ask. */
export function idleLimit({ notices, profiles, machine, bug }: IdleLimitParts): () => number {
  notices.listen((name, payload) => {
    const isOpen = name === "desk:session.changed" && "state" in payload && payload.state !== "locked";
    if (!isOpen || profiles.known() !== null) return;
    profiles.cached().catch((error: unknown) => {
      // None on this machine yet, or locked again meanwhile: the most that any city may allow holds.
      if (!(error instanceof AppError)) bug(error);
    });
  });
  return () => idleLockMs({ city: profiles.known()?.account.idleLockMinutes ?? null, machine: machine() });
}
