/** Uploads that were given up are cleared away once in a while: at the start, and then every hour. */
import type { Services } from "../services";
import { sweepUploads } from "./upload";

const EVERY_MS = 3_600_000;

export function keepUploadsSwept(services: Services): { readonly stop: () => void } {
  const sweep = (): void => {
    sweepUploads(services).catch((error: unknown) => {
      // The next hour tries again; nothing waits for it.
      services.log.warn({ name: error instanceof Error ? error.name : "" }, "sweep of uploads failed");
    });
  };
  sweep();
  const timer = setInterval(sweep, EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
