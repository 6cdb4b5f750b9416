/** `npm run check`: layers, limits, types, lint, dead code, documents. `--write` renews the generated documents first. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { checkDocuments, writeDocuments } from "./documents";
import { checkLayers } from "./layers";
import { checkLimits } from "./limits";
import { checkLicences } from "./notice";
import { addressesInSources } from "./scan/sources";
import { checkSecurity } from "./security/check";

const root = resolve(import.meta.dirname, "..");
if (process.argv.includes("--write")) writeDocuments(root);

/** Runs a package's command; its output is shown only when it fails. */
function command(args: readonly string[]): string[] {
  const [name = "", ...rest] = args;
  const done = spawnSync(resolve(root, "node_modules", ".bin", name), rest, {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  return done.status === 0 ? [] : [`${done.stdout}${done.stderr}`.trim()];
}

const gates: readonly (readonly [string, () => string[]])[] = [
  ["layers", () => checkLayers(root).map(({ file, target }) => `${file} imports ${target}`)],
  ["security", () => checkSecurity(root)],
  ["addresses", () => addressesInSources(root).map((line) => `${line} stands in our sources (L12)`)],
  ["limits", () => checkLimits(root)],
  // Afresh each time: an incremental build keeps no errors that belong to no file.
  ["types", () => command(["tsc", "-b", "--force"])],
  ["lint", () => command(["biome", "check", "--max-diagnostics=50", "."])],
  ["dead code", () => command(["knip"])],
  ["documents", () => checkDocuments(root)],
  ["licences", () => checkLicences(root)],
];

let failed = 0;
for (const [name, gate] of gates) {
  const at = Date.now();
  const faults = gate();
  console.log(`${faults.length === 0 ? "✓" : "✗"} ${name} (${((Date.now() - at) / 1000).toFixed(1)} s)`);
  for (const fault of faults) console.log(`  ${fault.replaceAll("\n", "\n  ")}`);
  if (faults.length > 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
