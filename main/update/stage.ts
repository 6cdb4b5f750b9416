/**
 * Lays a version ready: unpacked into a folder of no version's name, verified there file by file, and given its name last.
 * Whoever is killed in between leaves nothing that anybody would start.
 */
import { chmod, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../shared/failure";
import type { SignedDocument } from "../../shared/update/keys";
import { type Artifact, RELEASE_FILE, type Release, signatureFile } from "../../shared/update/manifest";
import { compareVersions } from "../../shared/update/version";
import { filesIn } from "../copy-folder";
import { type FileSystem, isDiskFull } from "../journal/filesystem";
import { demandArtifact } from "./download";
import { isVersion, PAYLOAD, versionFolder, versionsFolder } from "./places";
import type { Step } from "./step";
import { unpack } from "./unpack";
import { verifyPayload } from "./verify-version";

const STAGING = ".staging-";
/** Downloaded versions that stay: the one that runs, the one before, the one that waits. */
const KEPT = 3;

export interface StageParts {
  readonly fs: FileSystem;
  readonly data: string;
  readonly step: Step;
}

export interface Arrived {
  readonly release: Release;
  readonly artifact: Artifact;
  readonly document: SignedDocument;
  /** The archive on this disk. */
  readonly archive: string;
}

/** @throws AppError E_UPDATE_BROKEN, E_UPDATE_SPACE; what lies here already is never touched */
export async function stage(arrived: Arrived, parts: StageParts): Promise<void> {
  const { fs, data } = parts;
  const { version } = arrived.release;
  await demandArtifact(arrived.archive, arrived.artifact);
  parts.step("artifact-verified");
  await fs.makeFolder(versionsFolder(data));
  await clearStaging(data);
  const staging = join(versionsFolder(data), `${STAGING}${version}`);
  try {
    await fill(arrived, staging, parts);
    await rm(versionFolder(data, version), { recursive: true, force: true });
    await rename(staging, versionFolder(data, version));
    await fs.syncFolder(versionsFolder(data));
    parts.step("renamed");
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (!isDiskFull(error)) throw error;
    throw new AppError("E_UPDATE_SPACE", "", { cause: error });
  }
}

async function fill({ release, archive, document }: Arrived, staging: string, parts: StageParts): Promise<void> {
  const { fs, step } = parts;
  await mkdir(staging);
  await chmod(staging, 0o755);
  await unpack({ fs, archive, into: join(staging, PAYLOAD), step });
  step("unpacked");
  await verifyPayload(join(staging, PAYLOAD), release);
  step("payload-verified");
  await writeSynced(join(staging, RELEASE_FILE), document.document);
  await writeSynced(join(staging, signatureFile(RELEASE_FILE)), Buffer.from(document.signature));
  await fs.syncFolder(staging);
  step("sealed");
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.chmod(0o644);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What a killed program left half done. */
export async function clearStaging(data: string): Promise<void> {
  const names = await readdir(versionsFolder(data)).catch(() => []);
  for (const name of names.filter((each) => each.startsWith(STAGING))) {
    await rm(join(versionsFolder(data), name), { recursive: true, force: true });
  }
}

/** Versions that lie in the data folder, whatever is in them. */
export const versionsHere = async (fs: FileSystem, data: string): Promise<readonly string[]> =>
  (await filesIn(fs, versionsFolder(data))).filter(isVersion).toSorted(compareVersions);

/** Takes the oldest away; never one that runs or is named. */
export async function prune(fs: FileSystem, data: string, needed: readonly string[]): Promise<void> {
  const here = await versionsHere(fs, data);
  const spare = here.filter((version) => !needed.includes(version));
  for (const version of spare.slice(0, Math.max(0, here.length - KEPT))) {
    await rm(versionFolder(data, version), { recursive: true, force: true });
  }
}
