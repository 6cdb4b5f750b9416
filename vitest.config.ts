import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const testsOf = (...parts: readonly string[]): string[] => parts.map((part) => `${part}/**/*.test.{ts,tsx}`);

/** Unit and integration tests beside the code. End-to-end tests in e2e/ have a config of their own. */
export default defineConfig({
  test: {
    // By default one core is left idle; of two that would be half the machine.
    maxWorkers: availableParallelism(),
    // When a test is called stuck; no measure of speed.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "one file at a time",
          include: testsOf("node", "main", "preload", "renderer", "cli", "build", "evaluate", "chaos"),
        },
      },
      {
        // Neither keeps anything in a module that a test can change, so that one loading of the modules serves all files:
        // loading them anew for each file took a third of the time.
        extends: true,
        test: { name: "modules in common", include: testsOf("shared", "platform"), isolate: false },
      },
    ],
  },
});
