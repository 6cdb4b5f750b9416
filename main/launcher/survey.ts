/** What lies on this machine: installed versions, downloaded ones, and whose signature they need. Verifies nothing yet. */
import { join } from "node:path";
import type { BuildIdentity, Edition } from "../../shared/model/build-identity";
import type { DocumentCheck } from "../../shared/trust/document-signature";
import type { Candidate } from "../../shared/update/choose";
import type { RollbackOrder } from "../../shared/update/manifest";
import { compareVersions } from "../../shared/update/version";
import { readBuildIdentity } from "../build-identity";
import { filesIn } from "../copy-folder";
import type { FileSystem } from "../journal/filesystem";
import { identityFolderOf, isVersion, PAYLOAD, updatesFolder, versionFolder, versionsFolder } from "../update/places";
import { keptKeys, offeredMinimum, readKeptOrder, type VersionTrust } from "../update/signed-files";

export interface Ground {
  readonly fs: FileSystem;
  /** Where the administrator installed: `/opt/caibian`. */
  readonly root: string;
  /** The person's data folder. */
  readonly data: string;
  readonly edition: Edition;
  readonly check: DocumentCheck;
}

export interface Survey {
  readonly candidates: readonly Candidate[];
  /** Of the newest installed version. */
  readonly identity: BuildIdentity;
  readonly trust: VersionTrust;
  readonly rollback: RollbackOrder | null;
  readonly minimum: string | null;
}

/** Null when nothing is installed. @throws AppError E_PROFILE when the installed version does not say what it is */
export async function survey(ground: Ground): Promise<Survey | null> {
  const { fs, root, data, edition, check } = ground;
  const installed = await versionsIn(fs, join(root, "versions"));
  const newest = installed.at(-1);
  if (newest === undefined) return null;
  const identity = readBuildIdentity(identityFolderOf(join(root, "versions", newest)), edition);
  const updates = updatesFolder(data);
  const pinned = { serial: 0, keys: identity.releaseKeys };
  // A damaged rotation gives nobody trust: what only it vouches for is passed over.
  const trusted = await keptKeys(updates, identity.releaseKeys, check).catch(() => pinned);
  const trust = { trusted, check };
  const order = await readKeptOrder(updates, trust).catch(() => null);
  const downloaded = await versionsIn(fs, versionsFolder(data));
  return {
    candidates: [
      ...installed.map((version): Candidate => ({ version, place: "installed" })),
      ...downloaded.map((version): Candidate => ({ version, place: "downloaded" })),
    ],
    identity,
    trust,
    rollback: order?.edition === edition ? order : null,
    minimum: await offeredMinimum(updates, trust).catch(() => null),
  };
}

async function versionsIn(fs: FileSystem, folder: string): Promise<readonly string[]> {
  return (await filesIn(fs, folder)).filter(isVersion).toSorted(compareVersions);
}

export const folderOf = ({ root, data }: Pick<Ground, "root" | "data">, { version, place }: Candidate): string =>
  place === "installed" ? join(root, "versions", version) : join(versionFolder(data, version), PAYLOAD);
