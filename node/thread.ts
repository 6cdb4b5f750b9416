/** Starts a thread of a file of ours, bundled or from source. */
import { Worker } from "node:worker_threads";

export interface ThreadFiles {
  /** `import.meta.url` of whoever starts it. */
  readonly from: string;
  /** Beside a bundled program the thread has a file of its own. */
  readonly bundled: string;
  readonly source: string;
}

export function startThread({ from, bundled, source }: ThreadFiles): Worker {
  if (!from.endsWith(".ts")) return new Worker(new URL(bundled, from));
  const entry = JSON.stringify(new URL(source, from).href);
  // A thread does not inherit how this process runs TypeScript.
  return new Worker(`import("tsx/esm/api").then(({ register }) => (register(), import(${entry})))`, { eval: true });
}
