/** Small things around updates on this disk, and of this machine's clock. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { utf8 } from "../../shared/bytes";
import { digestOf } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import type { BuildIdentity } from "../../shared/model/build-identity";
import type { Digest } from "../../shared/schema";
import type { DocumentCheck } from "../../shared/trust/document-signature";
import type { SignedDocument } from "../../shared/update/keys";
import { noStarts, type Starts, starts } from "../../shared/update/starts";
import { filesIn } from "../copy-folder";
import { readText } from "../durable-file";
import type { FileSystem } from "../journal/filesystem";
import { readSchema } from "../store-schema";
import { startsFile, storesFolder, updatesFolder, versionFolder } from "./places";
import { keepSigned, keptKeys, orderFile } from "./signed-files";
import { clearStaging, versionsHere } from "./stage";
import type { Offer } from "./take-in";
import { verifyVersion } from "./verify-version";

/** The launcher's memory; only the launcher writes it. */
export async function openStartsMemory(fs: FileSystem, data: string): Promise<Starts> {
  const text = await readText(fs, startsFile(data));
  try {
    return text === null ? noStarts : starts.parse(JSON.parse(text));
  } catch {
    return noStarts;
  }
}

/** Version of the oldest store's records; null when there is no store. */
export async function oldestStore(fs: FileSystem, data: string): Promise<number | null> {
  const folder = storesFolder(data);
  const schemas: number[] = [];
  for (const name of await filesIn(fs, folder)) {
    // A store that cannot be read is told of when it is opened.
    const schema = await readSchema(fs, join(folder, name)).catch(() => null);
    if (schema !== null) schemas.push(schema);
  }
  return schemas.length === 0 ? null : Math.min(...schemas);
}

export const feedDigest = (feed: string): Digest => digestOf(utf8(feed));

export const minutesAhead = (now: Date): number => -now.getTimezoneOffset();

/** Puts an order in force: the launcher follows it from the next start on. */
export const forceOrder = (fs: FileSystem, data: string, order: SignedDocument): Promise<void> =>
  keepSigned(fs, orderFile(updatesFolder(data)), order);

/** What must not be cleared away. */
export const needed = (running: string, offer: Offer | null): readonly string[] => [
  running,
  ...(offer === null ? [] : [offer.reading.release.version]),
];

export interface SweepParts {
  readonly fs: FileSystem;
  readonly data: string;
  readonly identity: Pick<BuildIdentity, "releaseKeys" | "version">;
  readonly check: DocumentCheck;
}

/** Takes away what a killed program left, and versions whose files are no longer what was signed: the feed gives them again. */
export async function sweep({ fs, data, identity, check }: SweepParts): Promise<void> {
  await clearStaging(data);
  const pinned = { serial: 0, keys: identity.releaseKeys };
  const trusted = await keptKeys(updatesFolder(data), identity.releaseKeys, check).catch(() => pinned);
  for (const version of await versionsHere(fs, data)) {
    if (version === identity.version) continue;
    try {
      await verifyVersion(versionFolder(data, version), version, { trusted, check });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      await rm(versionFolder(data, version), { recursive: true, force: true });
    }
  }
}
