/**
 * The browser's database may answer never: a dying window that still holds it, a damaged file, a disk that hangs. Nothing
 * of ours waits for it for ever, since the journal has everything: what is late counts as failed.
 */
import type { After } from "../after";
import type { Chunks } from "./chunks";
import type { Index } from "./database";

/** Nothing has been read yet, and the person stands before a closed door. */
const OPEN_MS = 10_000;
/** Ten thousand rows on a slow disk take seconds. */
const USE_MS = 30_000;

export class IndexSlow extends Error {
  override readonly name = "IndexSlow";
}

/** @throws IndexSlow when the work is not done in time. Its own end then counts for nothing. */
export function within<T>(work: Promise<T>, ms: number, after: After): Promise<T> {
  return new Promise((done, failed) => {
    // In two steps: a machine that slept through the first one still gets the second to answer in.
    let cancel = after(ms / 2, () => {
      cancel = after(ms / 2, () => failed(new IndexSlow()));
    });
    work.then(done, failed).finally(() => cancel());
  });
}

export const opening = <T>(work: Promise<T>, after: After): Promise<T> => within(work, OPEN_MS, after);

export function punctualIndex(index: Index, after: After): Index {
  return {
    name: index.name,
    put: (records) => within(index.put(records), USE_MS, after),
    get: (table, keys) => within(index.get(table, keys), USE_MS, after),
    scan: (table, prefix) => within(index.scan(table, prefix), USE_MS, after),
    positions: () => within(index.positions(), USE_MS, after),
    stamp: () => opening(index.stamp(), after),
    close: index.close,
  };
}

export function punctualChunks(chunks: Chunks, after: After): Chunks {
  return {
    put: (name, sealed) => within(chunks.put(name, sealed), USE_MS, after),
    get: (name) => within(chunks.get(name), USE_MS, after),
    has: (names) => within(chunks.has(names), USE_MS, after),
    close: chunks.close,
  };
}
