/** A desk from a policy file and a data folder, as both shells start it: real disk, real clock, real network. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createDesk, type Desk, type DeskOptions } from "./desk";
import { holdFolder } from "./instance-lock";
import { nodeFileSystem } from "./journal/filesystem";
import { loadPolicy } from "./policy";
import type { SignerProgram, Spawn } from "./tokens/spawn";
import { checkKeychain, openKeychain } from "./vault/open-keychain";
import type { SafeStorage } from "./vault/safe-storage";

/** Set by the release; shown in the window. */
export const version = "0.1.0";

export interface ProgramOptions {
  readonly shell: DeskOptions["shell"];
  readonly policyPath: string;
  /** The person's data folder; the desk has a folder of its own in it. */
  readonly dataFolder: string;
  /** How this shell starts the process that holds a vendor's key library. */
  readonly spawnSigner: (program: SignerProgram) => Spawn;
  /** Electron's, as a second keychain; null in the other shell. */
  readonly safeStorage: SafeStorage | null;
}

/** @throws AppError E_PROFILE or E_ANCHOR without a sound policy, E_STATE when a desk runs on this folder already */
export async function openDesk(program: ProgramOptions): Promise<Desk> {
  const { shell, policyPath, dataFolder, spawnSigner, safeStorage } = program;
  const fs = nodeFileSystem;
  const loaded = await loadPolicy(fs, policyPath);
  const folder = join(dataFolder, "desk");
  const release = await holdFolder(folder);
  const places = { fs, folder, platform: process.platform, safeStorage };
  const desk = await createDesk({
    ...loaded,
    fs,
    dataFolder: folder,
    shell,
    version,
    clock: () => new Date(),
    fetch,
    spawnSigner: spawnSigner(signerProgram()),
    findKeychain: async () => (await openKeychain(places)).store,
    checkKeychain: () => checkKeychain(places),
  });
  const stop = async (): Promise<void> => {
    await desk.stop();
    await release();
  };
  return { ...desk, stop };
}

/** Beside the bundle, or among the sources when run from them. */
function signerProgram(): SignerProgram {
  const bundled = join(import.meta.dirname, "signer.js");
  return existsSync(bundled)
    ? { path: bundled, execArgv: [] }
    : { path: join(import.meta.dirname, "tokens", "host.ts"), execArgv: ["--import", "tsx"] };
}
