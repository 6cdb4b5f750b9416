/** Tells the launcher that this start went well (L9): the program answers, and a window stood for a while, where there is one. */
import type { Timers } from "../timers";
import type { LauncherLine } from "./launcher-line";

/** A page that breaks does so in its first seconds. */
export const HEALTHY_MS = 10_000;

export interface HealthParts {
  readonly line: LauncherLine;
  readonly timers: Timers;
  /** False where nobody can open a window, as on a machine without a screen. */
  readonly expectsWindow: boolean;
}

export interface Health {
  readonly windowOpened: () => void;
  readonly windowClosed: () => void;
}

/** To be called when the program listens. */
export function tellHealth({ line, timers, expectsWindow }: HealthParts): Health {
  let stop: () => void = () => undefined;
  let windows = 0;
  const begin = (): void => {
    stop();
    stop = timers.after(HEALTHY_MS, () => line.say("healthy"));
  };
  line.say("listening");
  if (!expectsWindow) begin();
  return {
    windowOpened: () => {
      windows += 1;
      begin();
    },
    windowClosed: () => {
      windows -= 1;
      if (windows === 0 && expectsWindow) stop();
    },
  };
}
