/** Time as an argument: tests move a clock of their own. */
export interface Timers {
  /** Runs once after `milliseconds`; answers the undo. */
  readonly after: (milliseconds: number, run: () => void) => () => void;
}

export const systemTimers: Timers = {
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};
