/**
 * The release feeds 更新源 in a folder of this machine, one for each edition, as `npm run release` writes them. The platform
 * serves them like any web server, and takes from a release that holds below which version nobody signs in (BD-3).
 */
import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyBaseLogger } from "fastify";
import { nodeDocumentCheck } from "../../node/document-check";
import { fromUtf8 } from "../../shared/bytes";
import { digestOf } from "../../shared/digest";
import { AppError } from "../../shared/failure";
import type { Edition } from "../../shared/model/build-identity";
import type { DocumentKey } from "../../shared/trust/document-signature";
import { rotated, type SignedDocument, type TrustedKeys } from "../../shared/update/keys";
import { DOCUMENT_LIMIT, keysFile, RELEASE_FILE, signatureFile } from "../../shared/update/manifest";
import { keysWanted, readRelease } from "../../shared/update/read-feed";
import { type FeedFile, isDocument } from "./feed-file";

export interface UpdateFeedParts {
  readonly folder: string;
  /** Who signs releases; none: the feed is served, and no minimum is taken from it. */
  readonly keys: readonly DocumentKey[];
  readonly clock: () => Date;
  readonly log: Pick<FastifyBaseLogger, "warn">;
}

/** Of a release that held. */
export interface Offered {
  readonly version: string;
  readonly minimum: string;
}

interface Known {
  /** Of the release file it was read from, with its signature. */
  readonly from: string;
  readonly offered: Offered | null;
}

export class UpdateFeed {
  readonly #parts: UpdateFeedParts;
  readonly #documents = new Map<string, FeedFile>();
  readonly #known = new Map<Edition, Known>();

  constructor(parts: UpdateFeedParts) {
    this.#parts = parts;
  }

  /** Null when there is no such file. Documents are kept in memory as long as their file stays the same. */
  readonly file = async (edition: Edition, name: string): Promise<FeedFile | null> => {
    const path = join(this.#parts.folder, edition, name);
    const found = await stat(path, { bigint: true }).catch(() => null);
    if (found === null || !found.isFile()) return null;
    const mark = `${found.size.toString(16)}-${found.mtimeNs.toString(16)}-${found.ino.toString(16)}`;
    if (!isDocument(name) || found.size > DOCUMENT_LIMIT)
      return { path, mark, size: Number(found.size), etag: `"${mark}"`, bytes: null };
    const known = this.#documents.get(path);
    if (known?.mark === mark) return known;
    const file = await documentAt(path, mark);
    this.#documents.set(path, file);
    return file;
  };

  /** The version below which nobody signs in with this edition; null for none. The last one that held stays in force. */
  readonly minimum = async (edition: Edition): Promise<string | null> => (await this.offered(edition))?.minimum ?? null;

  /** What the newest release that held says; null before any did. */
  readonly offered = async (edition: Edition): Promise<Offered | null> => {
    if (this.#parts.keys.length === 0) return null;
    const [release, signature] = await this.#pair(edition, RELEASE_FILE);
    const known = this.#known.get(edition) ?? null;
    const from = `${release?.etag}${signature?.etag}`;
    if (known?.from === from) return known.offered;
    const offered = (await this.#offeredIn(edition, signedBy(release, signature))) ?? known?.offered ?? null;
    this.#known.set(edition, { from, offered });
    return offered;
  };

  readonly #offeredIn = async (edition: Edition, release: SignedDocument | null): Promise<Offered | null> => {
    if (release === null) return null;
    try {
      const trusted = await this.#trusted(edition, keysWanted(release.document));
      const read = readRelease(release, trusted, this.#judge());
      return read.edition === edition ? { version: read.version, minimum: read.minimumVersion } : null;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.#parts.log.warn({ code: error.code, edition }, "release feed does not hold");
      return null;
    }
  };

  readonly #trusted = async (edition: Edition, serial: number): Promise<TrustedKeys> => {
    let trusted: TrustedKeys = { serial: 0, keys: [...this.#parts.keys] };
    while (trusted.serial < serial) {
      const step = signedBy(...(await this.#pair(edition, keysFile(trusted.serial + 1))));
      if (step === null) throw new AppError("E_UPDATE_FEED", "密钥更替文件不全");
      trusted = rotated(trusted, step, this.#judge());
    }
    return trusted;
  };

  readonly #judge = () => ({ check: nodeDocumentCheck, now: this.#parts.clock() });

  readonly #pair = async (edition: Edition, name: string): Promise<[FeedFile | null, FeedFile | null]> => [
    await this.file(edition, name),
    await this.file(edition, signatureFile(name)),
  ];
}

function signedBy(document: FeedFile | null, signature: FeedFile | null): SignedDocument | null {
  if (document?.bytes == null || signature?.bytes == null) return null;
  return { document: document.bytes, signature: fromUtf8(signature.bytes) };
}

/** At most as long as a document may be, also when the file grew since it was looked at. */
async function documentAt(path: string, mark: string): Promise<FeedFile> {
  const handle = await open(path, "r");
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(DOCUMENT_LIMIT), 0, DOCUMENT_LIMIT, 0);
    const bytes = Uint8Array.from(buffer.subarray(0, bytesRead));
    return { path, mark, size: bytes.length, etag: `"${digestOf(bytes).slice("sha-256:".length)}"`, bytes };
  } finally {
    await handle.close();
  }
}
