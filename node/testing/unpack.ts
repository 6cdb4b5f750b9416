/** Lays the files of an evidence pack out in a folder, as somebody with other tools would. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readArchive } from "../../shared/trust/pack-archive";

/** Answers the names of the files. */
export function unpack(pack: Uint8Array, folder: string): readonly string[] {
  const files = readArchive(pack);
  for (const [name, bytes] of files) {
    const place = path.join(folder, name);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, bytes);
  }
  return [...files.keys()];
}
