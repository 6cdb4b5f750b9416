/** The spelling model on Node's side: platform, command line and tests read the file that the window fetches. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Pack } from "../shared/proofreading/packs/pack";
import { SPELLING_FILE, spellingPack } from "../shared/proofreading/packs/spelling-pack";

/** Beside the bundled programs, or in the source tree. */
const places = ["../renderer", "../packs"].map((place) => resolve(import.meta.dirname, place, SPELLING_FILE));

let installed: Pack | null = null;

/** The model that ships, read once in a process. */
export function installedSpelling(): Pack {
  installed ??= readSpelling(places.find((place) => existsSync(place)) ?? null);
  return installed;
}

/** A file that cannot be read is one that is not there: the pass says so. */
export function readSpelling(file: string | null): Pack {
  const bytes = file === null ? null : bytesOf(file);
  if (bytes === null) return spellingPack(null);
  return spellingPack({ bytes, hash: `sha-256:${createHash("sha256").update(bytes).digest("hex")}` });
}

function bytesOf(file: string): Uint8Array | null {
  try {
    const buffer = readFileSync(file);
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  } catch {
    return null;
  }
}
