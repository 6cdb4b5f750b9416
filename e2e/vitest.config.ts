import { defineConfig } from "vitest/config";
import { PATIENCE } from "./patience";

/** Journeys through the bundled workstation in a real Chromium, two worlds at a time, with time to do it. */
export default defineConfig({
  test: {
    include: ["e2e/**/*.test.ts"],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    expect: { poll: { timeout: PATIENCE } },
  },
});
