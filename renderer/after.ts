/** Time as an argument: runs `task` once after `delay` ms; the answer cancels it. */
export type After = (delay: number, task: () => void) => () => void;

export const browserAfter: After = (delay, task) => {
  const timer = setTimeout(task, delay);
  return () => clearTimeout(timer);
};
