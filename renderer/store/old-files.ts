/**
 * Files as they were stored before there were chunks: base64 pieces as records of the journal. They are read as long as
 * there are any; each becomes a file of today when it is next wanted, and its old records go only after that.
 */
import { z } from "zod";
import { fromBase64 } from "../../shared/bytes";
import { digestOf } from "../../shared/digest";
import type { Digest } from "../../shared/schema";
import type { Entry } from "../../shared/store/record";
import type { Records } from "./records";

const PIECE_BYTES = 2 * 1024 * 1024;
const MANIFEST = "manifest:";

const manifest = z.object({ size: z.number().int().nonnegative(), pieces: z.number().int().nonnegative() });
const piece = z.object({ bytes: z.string() });

export interface OldFiles {
  readonly hashes: () => Promise<Digest[]>;
  /** The bytes, their hash checked; null when they are not here, or not all of them. */
  readonly read: (hash: Digest) => Promise<Uint8Array | null>;
  readonly remove: (hash: Digest) => Promise<void>;
}

const pieceKey = (hash: Digest, at: number) => `piece:${hash}:${String(at).padStart(4, "0")}`;
const deletion = (key: string): Entry => ({ table: "files", key, index: {}, value: null });

export function oldFiles(records: Records): OldFiles {
  const manifestOf = async (hash: Digest) => {
    const [found] = await records.get("files", [`${MANIFEST}${hash}`]);
    return found === undefined ? null : manifest.parse(found.value);
  };
  return {
    hashes: async () => (await records.scan("files", MANIFEST)).map(({ key }) => key.slice(MANIFEST.length)),
    read: async (hash) => {
      const said = await manifestOf(hash);
      if (said === null) return null;
      const bytes = new Uint8Array(said.size);
      for (let at = 0; at < said.pieces; at += 1) {
        const [part] = await records.get("files", [pieceKey(hash, at)]);
        if (part === undefined) return null;
        bytes.set(fromBase64(piece.parse(part.value).bytes), at * PIECE_BYTES);
      }
      return digestOf(bytes) === hash ? bytes : null;
    },
    remove: async (hash) => {
      const said = await manifestOf(hash);
      if (said === null) return;
      const pieces = Array.from({ length: said.pieces }, (_, at) => deletion(pieceKey(hash, at)));
      // The manifest with the first of them, so that no half file is ever found.
      await records.append([deletion(`${MANIFEST}${hash}`), ...pieces]);
    },
  };
}
