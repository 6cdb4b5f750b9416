/** One writer per machine account: a second start hands over to the first and ends. */
import type { Program } from "./ports";

/** False when another instance runs; this one then quits. */
export function holdSingleInstance(app: Program, onSecond: () => void): boolean {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return false;
  }
  app.on("second-instance", onSecond);
  return true;
}
