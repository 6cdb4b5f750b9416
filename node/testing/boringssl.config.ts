import path from "node:path";
import { defineConfig } from "vitest/config";

/** Runs everything that signs, verifies or reads with SM2 and SM3 on a crypto like Electron's; node/boringssl.test.ts starts it. */
export default defineConfig({
  test: {
    root: path.join(import.meta.dirname, "..", ".."),
    include: [
      "node/testing/boringssl.probe.ts",
      "shared/trust/{sm2,sm2-envelope}.test.ts",
      "node/{cms-suites,cms-foreign,cms-attributes,revocation-checker,login,path,revocation,certificate-request}.test.ts",
    ],
    setupFiles: [path.join(import.meta.dirname, "boringssl.ts")],
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
