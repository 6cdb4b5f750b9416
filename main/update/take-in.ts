/** One pass over a source: read, decide, and bring what is to be brought; the version that runs is never touched (L7). */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../../shared/failure";
import type { BuildIdentity } from "../../shared/model/build-identity";
import type { DocumentCheck } from "../../shared/trust/document-signature";
import { type Decision, decide, type FeedReading, type Seen, type UpdateInput } from "../../shared/update/decide";
import { type FeedDocuments, readFeed } from "../../shared/update/read-feed";
import { filesIn } from "../copy-folder";
import type { FileSystem } from "../journal/filesystem";
import type { Carrier } from "./carrier";
import { download, downloadFolder } from "./download";
import type { FeedSource } from "./feed-source";
import { updatesFolder } from "./places";
import { readSource } from "./read-source";
import { keepSigned, keptKeys, offeredFile, offeredOrderFile, readOffered } from "./signed-files";
import { stage, versionsHere } from "./stage";
import type { Step } from "./step";

export interface TakeInParts {
  readonly fs: FileSystem;
  readonly data: string;
  readonly identity: Pick<BuildIdentity, "edition" | "releaseKeys">;
  readonly check: DocumentCheck;
  readonly now: Date;
  readonly step: Step;
  readonly progress: (done: number, whole: number) => void;
  /** The rest of what a decision needs. */
  readonly input: (about: Pick<UpdateInput, "feed" | "seen" | "staged">) => UpdateInput;
  /** Brings and keeps versions instead of this; null where they are folders that a launcher starts. */
  readonly carrier: Carrier | null;
  /** When the version came to lie ready, where it does. */
  readonly stagedAt: (version: string) => Date;
}

export type Read = Extract<FeedReading, { readonly kind: "read" }>;

export interface Offer {
  readonly reading: Read;
  readonly documents: FeedDocuments;
}

export interface TakenIn {
  /** Null while nothing was ever taken for true here. */
  readonly offer: Offer | null;
  readonly decision: Decision;
  /** What to ask with next time; undefined: as before. */
  readonly mark?: string | null;
}

/** What was taken for true last. A damaged file is as good as none: the feed gives it again. */
export async function keptOffer({ data, identity, check }: Pick<TakeInParts, "data" | "identity" | "check">) {
  const updates = updatesFolder(data);
  try {
    const trusted = await keptKeys(updates, identity.releaseKeys, check);
    return await readOffered(updates, { trusted, check });
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** The same offer with its signatures checked now: a key may have come to its end since. @throws AppError E_UPDATE_KEY … */
export async function readKept(parts: Pick<TakeInParts, "data" | "identity" | "check" | "now">): Promise<Read> {
  const offer = await keptOffer(parts);
  if (offer === null) throw new AppError("E_STATE", "还没有检查过更新");
  const trusted = await keptKeys(updatesFolder(parts.data), parts.identity.releaseKeys, parts.check);
  return readFeed(offer.documents, trusted, parts);
}

/** What is to be done about an offer now; nothing is fetched. */
export async function judge(offer: Offer, parts: TakeInParts): Promise<Decision> {
  const { version } = offer.reading.release;
  const here = parts.carrier === null ? await versionsHere(parts.fs, parts.data) : [parts.carrier.ready()];
  const staged = here.includes(version) ? { version, at: parts.stagedAt(version) } : null;
  return decide(parts.input({ feed: offer.reading, seen: seenOf(offer), staged }));
}

const seenOf = ({ reading: { release, digest } }: Offer): Seen => ({
  serial: release.serial,
  issuedAt: release.issuedAt,
  digest,
});

/** @throws AppError E_UPDATE_SPACE, E_UPDATE_BROKEN, E_NET …; Unreachable when a download is cut off, which goes on later */
export async function takeIn(source: FeedSource, parts: TakeInParts, mark: string | null): Promise<TakenIn> {
  const { fs, data, identity, check, now, step } = parts;
  const updates = updatesFolder(data);
  await fs.makeFolder(updates);
  const before = await keptOffer(parts);
  // Without what the mark stands for, the mark is of no use.
  const asked = before === null ? null : mark;
  const read = await readSource(source, { fs, updates, pinned: identity.releaseKeys, check, now, step }, asked);
  if (read === "unchanged") return bring(source, before, parts);
  if (read.kind !== "read") {
    const decision = decide(parts.input({ feed: read, seen: null, staged: null }));
    return { offer: before, decision };
  }
  const offer: Offer = { reading: read, documents: read.documents };
  const first = decide(parts.input({ feed: read, seen: before === null ? null : seenOf(before), staged: null }));
  if (first.kind === "refuse") return { offer: before, decision: first };
  await keepOffer(parts, offer);
  return { ...(await bring(source, offer, parts)), mark: read.mark };
}

/** The order first: an offer without it would be read as one that contradicts itself. */
async function keepOffer({ fs, data, step }: TakeInParts, { documents }: Offer): Promise<void> {
  const updates = updatesFolder(data);
  if (documents.rollback !== null) await keepSigned(fs, offeredOrderFile(updates), documents.rollback);
  await keepSigned(fs, offeredFile(updates), documents.release);
  step("offer-kept");
}

async function bring(source: FeedSource, offer: Offer | null, parts: TakeInParts): Promise<TakenIn> {
  if (offer === null) return { offer, decision: { kind: "none", why: "unreachable" } };
  const decision = await judge(offer, parts);
  if (decision.kind !== "fetch") return { offer, decision };
  await bringFetched(source, offer, { ...parts, fetch: decision });
  return { offer, decision: await judge(offer, parts) };
}

type Fetching = TakeInParts & { readonly fetch: Extract<Decision, { readonly kind: "fetch" }> };

async function bringFetched(source: FeedSource, offer: Offer, { fetch, ...parts }: Fetching): Promise<void> {
  const { artifact, release, direction } = fetch;
  if (parts.carrier !== null) return parts.carrier.fetch(artifact, direction);
  const updates = updatesFolder(parts.data);
  const archive = await download(source, artifact, { ...parts, updates });
  await stage({ release, artifact, document: offer.documents.release, archive }, parts);
  await clearDownloads(parts.fs, parts.data);
}

/** What lies there is of versions that are in, or that nobody offers any more. */
async function clearDownloads(fs: FileSystem, data: string): Promise<void> {
  const folder = downloadFolder(updatesFolder(data));
  for (const name of await filesIn(fs, folder)) await rm(join(folder, name), { force: true });
}
