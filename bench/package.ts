/**
 * Installed size and start of the browser edition as a package brings it: in a clean Debian, started by a person without rights.
 * Uses the packages of `e2e/package/install.ts`, or makes them.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { type DebianRoot, lacking, openDebianRoot, rootArchive } from "../e2e/package/debian-root";
import { installedDesk } from "../e2e/package/installed-desk";
import { makePackages } from "../e2e/package/make-packages";
import { handOutPolicy, type Installation, install } from "../e2e/package/root-steps";
import { startWorld } from "../e2e/world";
import { figureLine } from "./figure";

const RUNS = 7;

export async function packages(): Promise<void> {
  const missing = lacking();
  if (missing.length > 0) {
    console.log(`  skipped: needs ${missing.join(", ")}`);
    return;
  }
  const out = resolve("out/install");
  mkdirSync(out, { recursive: true });
  const made = makePackages(out, existsSync(join(out, "next")));
  const root = openDebianRoot(join(out, "root-bench"), join(out, rootArchive));
  try {
    sizes(root, { root, packages: made });
    await starts({ root, packages: made });
  } finally {
    root.close();
  }
}

function sizes(root: DebianRoot, installation: Installation): void {
  const { deb, rpm } = installation.packages;
  for (const file of [deb, rpm]) console.log(`  ${basename(file)}: ${megabytes(statSync(file).size)}`);
  install(installation);
  const bytes = (path: string): number => Number.parseInt(root.must(`du -sb ${path}`), 10);
  const [all, node] = [bytes("/opt/caibian"), bytes("/opt/caibian/node")];
  const model = bytes("/opt/caibian/versions/*/renderer/spelling");
  console.log(
    `  installed: ${megabytes(all)}; Node ${megabytes(node)}, spelling model ${megabytes(model)}, the rest ${megabytes(all - node - model)}`,
  );
}

/** From the start script to an address that opens a window: launcher, verification of the policy, desk. */
async function starts(installation: Installation): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), "caibian-bench-"));
  const spawnDesk = installedDesk({ root: installation.root, deploy: () => handOutPolicy(installation) });
  const world = await startWorld(data, { spawnDesk });
  try {
    const times: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      await world.stopDesk();
      const at = performance.now();
      await world.startDesk();
      times.push(performance.now() - at);
    }
    console.log(figureLine("start to a window's address", times));
  } finally {
    await world.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

const megabytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MB`;
