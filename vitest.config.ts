import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Unit and integration tests beside the code. End-to-end tests in e2e/ have a config of their own. */
export default defineConfig({
  test: {
    include: ["{shared,node,main,preload,renderer,platform,cli,build,evaluate,chaos}/**/*.test.{ts,tsx}"],
    // By default one core is left idle; of two that would be half the machine.
    maxWorkers: availableParallelism(),
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
