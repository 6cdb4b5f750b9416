/** The managed policy of a workstation as both shells start it: which sources there are on this system, and in which order. */
import { join } from "node:path";
import type { BuildIdentity } from "../../shared/model/build-identity";
import type { FileSystem } from "../journal/filesystem";
import type { Timers } from "../timers";
import { fileSource } from "./file-source";
import { type MachineFiles, readMachineFiles } from "./machine-files";
import { WatchedPolicy } from "./managed-policy";
import { PolicyBook } from "./policy-book";
import { policyPath, type Surroundings } from "./policy-place";
import { type RegistryQuery, registrySources } from "./registry-source";
import type { PolicySource } from "./source";

export interface OpenPolicyOptions {
  readonly fs: FileSystem;
  readonly timers: Timers;
  readonly identity: BuildIdentity;
  readonly surroundings: Omit<Surroundings, "locked">;
  /** The desk's own folder. */
  readonly folder: string;
  /** Windows' registry; null on other systems. */
  readonly registry: RegistryQuery | null;
}

export interface OpenedPolicy extends MachineFiles {
  readonly managed: WatchedPolicy;
}

/** @throws AppError without a sound machine policy, and for the files that it names */
export async function openPolicy(options: OpenPolicyOptions): Promise<OpenedPolicy> {
  const { fs, timers, identity, folder } = options;
  const path = policyPath({ ...options.surroundings, locked: identity.locked });
  const book = await PolicyBook.open({
    fs,
    folder: join(folder, "policy"),
    identity,
    sources: sourcesOf(options, path),
  });
  const managed = new WatchedPolicy({ book, timers });
  return { managed, ...(await readMachineFiles(fs, managed.now().policy, path)) };
}

/** The registry before the file: what a domain has rolled out wins over what was once copied onto the machine. */
function sourcesOf({ fs, timers, folder, registry }: OpenPolicyOptions, path: string): readonly PolicySource[] {
  return [
    ...(registry === null ? [] : registrySources({ query: registry, timers })),
    fileSource({ fs, timers, level: "machine", path }),
    fileSource({ fs, timers, level: "user", path: join(folder, "policy", "user.json") }),
  ];
}
