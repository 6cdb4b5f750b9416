/** Engines side by side in one run: each in its own process, one after the other, over the same text. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "vite";
import type { Lap } from "./racer";

const names = ["caibian", "autocorrect", "zhlint", "textlint+prh", "lint-md", "fastscan"];

/** The racer in plain JavaScript, so that no engine's start is charged with a compiler. */
async function compiled(): Promise<string> {
  const outDir = resolve("dist/bench");
  const input = resolve("bench/racer.ts");
  await build({
    configFile: false,
    logLevel: "error",
    build: { ssr: input, outDir, emptyOutDir: true, target: "node20" },
  });
  return join(outDir, "racer.js");
}

/** Prints one table for each length. */
export async function race(text: (characters: number) => string, lengths: readonly number[]): Promise<void> {
  const racer = await compiled();
  const folder = mkdtempSync(join(tmpdir(), "caibian-bench-"));
  for (const length of lengths) {
    const file = join(folder, `${length}.txt`);
    writeFileSync(file, text(length));
    console.log(`  ${length.toLocaleString("en")} characters`);
    console.log("    engine          start ms  first ms    CPU ms  M chars/CPU-s   ours ×   findings   peak MB");
    let own = 0;
    for (const name of names) {
      const lap: Lap = JSON.parse(execFileSync(process.execPath, [racer, name, file], { encoding: "utf8" }));
      if (own === 0) own = lap.cpuMs;
      console.log(line(name, lap, { length, own }));
    }
  }
}

function line(name: string, lap: Lap, { length, own }: { readonly length: number; readonly own: number }): string {
  const cells = [
    lap.startMs.toFixed(0).padStart(9),
    lap.firstMs.toFixed(0).padStart(9),
    lap.cpuMs.toFixed(1).padStart(9),
    (length / lap.cpuMs / 1000).toFixed(3).padStart(14),
    (lap.cpuMs / own).toFixed(2).padStart(8),
    String(lap.findings).padStart(10),
    lap.peakMb.toFixed(0).padStart(9),
  ];
  return `    ${name.padEnd(14)}${cells.join(" ")}`;
}
