/**
 * The window's copy of sealed chunks: ciphertext under its keyed name, in a database of its own, so that neither a
 * snapshot nor a fault of the index touches it. Strict durability, and never more than 4 MB in one value.
 */
import Dexie, { type EntityTable } from "dexie";
import type { IndexedDbPort } from "./database";

interface Row {
  readonly name: string;
  readonly sealed: Uint8Array;
}

export interface Chunks {
  /** On disk once it resolves. */
  readonly put: (name: string, sealed: Uint8Array) => Promise<void>;
  readonly get: (name: string) => Promise<Uint8Array | null>;
  readonly has: (names: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly close: () => void;
}

/** Schema versions are appended, never edited. */
function define(storeId: string, port: IndexedDbPort): Dexie {
  const db = new Dexie(`caibian-chunks-${storeId}`, { ...port, chromeTransactionDurability: "strict" });
  db.version(1).stores({ chunks: "&name" });
  return db;
}

/** Opens at the first use. */
export function openChunks(storeId: string, port: IndexedDbPort): Chunks {
  const db = define(storeId, port);
  const rows = (): EntityTable<Row, "name"> => db.table("chunks");
  return {
    put: async (name, sealed) => {
      await rows().put({ name, sealed });
    },
    get: async (name) => {
      const found = await rows().get(name);
      return found === undefined ? null : new Uint8Array(found.sealed);
    },
    has: async (names) => {
      const found = await rows()
        .where("name")
        .anyOf([...names])
        .primaryKeys();
      return new Set(found);
    },
    close: () => db.close(),
  };
}
