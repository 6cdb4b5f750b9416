/** A file of a feed as it is served. */
export interface FeedFile {
  readonly path: string;
  /** Changes with the file on disk. */
  readonly mark: string;
  readonly size: number;
  /** Of a document its hash, so that several processes with copies of the feed say the same. */
  readonly etag: string;
  /** Of a document; null for what is streamed. */
  readonly bytes: Uint8Array | null;
}

/** Signed documents, and the manifests of electron-updater. */
export const isDocument = (name: string): boolean => /\.(json|sig|yml)$/.test(name);
