/** Waiting as an argument, so that no test sleeps. */

/** Does the work after the time, unless stopped before. */
export type After = (milliseconds: number, work: () => void) => () => void;

/** The real one. A gateway alone keeps no process alive. */
export const afterReal: After = (milliseconds, work) => {
  const timer = setTimeout(work, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
};

export function pause(after: After, milliseconds: number): Promise<void> {
  return new Promise((done) => {
    after(milliseconds, done);
  });
}
