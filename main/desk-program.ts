/** A desk from a policy file and a data folder, as both shells start it: real disk, real clock, real network. */
import { lookup } from "node:dns/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { hashNatively } from "../node/native-digest";
import { adminWindow } from "./admin-window";
import { builtOn, readBuildIdentity } from "./build-identity";
import { createDesk, type Desk, type DeskOptions } from "./desk";
import { holdFolder } from "./instance-lock";
import { nodeFileSystem } from "./journal/filesystem";
import type { SystemClipboard } from "./leaks/system-clipboard";
import { createExtranetFetch } from "./policy/extranet-fetch";
import { openPolicy } from "./policy/open-policy";
import type { Surroundings } from "./policy/policy-place";
import { systemAuthorities } from "./policy/system-authorities";
import { windowsRegistry } from "./policy/windows-registry";
import { prepareDataFolder } from "./start-checks/data-folder";
import { refuseDebugging } from "./start-checks/debugging";
import { countChineseFonts, diskFolder, keepInspectorShut, thisProcess } from "./start-checks/machine";
import { type StartFacts, startRemarks } from "./start-checks/remarks";
import { systemTimers } from "./timers";
import type { SignerProgram, Spawn } from "./tokens/spawn";
import type { OpenCarrier } from "./update/carrier";
import type { DeskLauncher } from "./update/open-updates";
import { KeychainLine } from "./vault/keychain-line";
import { keychainSearch } from "./vault/keychain-search";
import { checkKeychain, openKeychain } from "./vault/open-keychain";
import type { SafeStorage } from "./vault/safe-storage";
import type { SecretStore } from "./vault/secret-store";

export interface ProgramOptions {
  readonly shell: DeskOptions["shell"];
  /** Command line and environment, which a locked build does not ask about its policy. */
  readonly surroundings: Omit<Surroundings, "locked">;
  /** The person's data folder; the desk has a folder of its own in it. */
  readonly dataFolder: string;
  /** How this shell starts the process that holds a vendor's key library. */
  readonly spawnSigner: (program: SignerProgram) => Spawn;
  /** Electron's, as a second keychain; null in the other shell. */
  readonly safeStorage: SafeStorage | null;
  /** Of the system, as this shell reaches it. */
  readonly clipboard: SystemClipboard;
  /** What started this program and can start another version; null where nothing did. */
  readonly launcher?: DeskLauncher | null;
  /** The system's installer, as this shell reaches it. */
  readonly openCarrier?: OpenCarrier;
  /** For the administrator: what is amiss and does not keep the workstation from starting. */
  readonly remark: (words: string) => void;
}

/** @throws AppError E_POLICY_… or E_PROFILE without a sound policy, E_STATE when a desk runs on this folder already */
export async function openDesk(program: ProgramOptions): Promise<Desk> {
  hashNatively();
  const { shell, surroundings, dataFolder, spawnSigner, safeStorage } = program;
  const fs = nodeFileSystem;
  const identity = readBuildIdentity(import.meta.dirname, shell);
  if (identity.locked) keepUndebugged(surroundings);
  const room = await prepareDataFolder(diskFolder, dataFolder);
  const folder = join(dataFolder, "desk");
  const release = await holdFolder(folder);
  const { managed, anchors, pinnedCa } = await openPolicy({
    ...{ fs, folder, identity, surroundings, timers: systemTimers },
    registry: surroundings.platform === "win32" ? windowsRegistry() : null,
  }).catch(async (error: unknown) => {
    await release();
    throw error;
  });
  const { policy } = managed.now();
  const systemCa = pinnedCa === null ? await systemAuthorities(process.platform) : null;
  const places = { fs, folder, platform: process.platform, safeStorage, line: new KeychainLine() };
  const keychain = keychainSearch(() => openKeychain(places));
  const desk = await createDesk({
    policy,
    anchors,
    build: { watched: managed, lockedBuild: identity.locked, machineIssue: managed.machineIssue },
    openPage: adminWindow(identity.locked, join(dataFolder, "administration")),
    fs,
    dataFolder: folder,
    shell,
    version: identity.version,
    identity,
    launcher: program.launcher ?? null,
    ...(program.openCarrier === undefined ? {} : { openCarrier: program.openCarrier }),
    clock: () => new Date(),
    fetch: createExtranetFetch({
      ...{ pinnedCa, systemCa, demo: policy.demo, resolve: (name) => lookup(name, { all: true }) },
      extranet: () => managed.now().policy.extranet,
    }),
    spawnSigner: spawnSigner(signerProgram()),
    findKeychain: keychain,
    clipboard: program.clipboard,
    checkKeychain: () => checkKeychain(places),
  });
  // A keychain that takes its time holds up no start.
  void remarkOn({ builtOn: builtOn(identity), room }, keychain, program.remark);
  const stop = async (): Promise<void> => {
    await desk.stop();
    await release();
  };
  return { ...desk, stop };
}

function keepUndebugged({ args, env }: ProgramOptions["surroundings"]): void {
  refuseDebugging(thisProcess(args, env));
  keepInspectorShut();
}

async function remarkOn(
  known: Pick<StartFacts, "builtOn" | "room">,
  keychain: () => Promise<SecretStore | null>,
  remark: ProgramOptions["remark"],
): Promise<void> {
  const [chineseFonts, hasKeychain] = await Promise.all([
    countChineseFonts(process.platform),
    keychain().then(
      (store) => store !== null,
      // Whoever opens a store meets the same trouble, with its own code.
      () => false,
    ),
  ]);
  for (const { words } of startRemarks({ ...known, now: new Date(), chineseFonts, hasKeychain })) remark(words);
}

/** Beside the bundle, or among the sources when run from them. */
function signerProgram(): SignerProgram {
  const bundled = join(import.meta.dirname, "signer.js");
  return existsSync(bundled)
    ? { path: bundled, execArgv: [] }
    : { path: join(import.meta.dirname, "tokens", "host.ts"), execArgv: ["--import", "tsx"] };
}
