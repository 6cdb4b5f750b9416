/** Forges evidence packs, for tests and for the demo's last proof: that no changed character gets past the verifier. */
import { fromUtf8, utf8 } from "../../shared/bytes";
import { canonicalBytes } from "../../shared/canonical";
import { digestOf } from "../../shared/digest";
import { signDetached } from "../../shared/trust/cms";
import { manifest } from "../../shared/trust/pack";
import { type PackFiles, readArchive, writeArchive } from "../../shared/trust/pack-archive";
import type { Signer } from "../../shared/trust/port";

export interface Forgery {
  /** `content.json`, `ledgers/001.json` … */
  readonly file: string;
  readonly change: (text: string) => string;
  /**
   * `none`: only the file. `hashes`: everything unsigned is made to fit again: file hashes in the manifest, and the
   * file's old hash wherever history and manifest mention it. A signer: the manifest is sealed again with that key too.
   */
  readonly cover: "none" | "hashes" | Signer;
}

/** @throws Error when the change does not change the file. */
export async function forgePack(pack: Uint8Array, { file, change, cover }: Forgery): Promise<Uint8Array> {
  const files = new Map(readArchive(pack));
  const before = files.get(file) ?? new Uint8Array();
  const after = utf8(change(fromUtf8(before)));
  const [oldHash, newHash] = [digestOf(before), digestOf(after)];
  if (oldHash === newHash) throw new Error(`${file} was not changed`);
  files.set(file, after);
  if (cover === "none") return writeArchive(files);
  for (const name of ["history.json", "manifest.json"]) {
    files.set(name, utf8(fromUtf8(files.get(name) ?? new Uint8Array()).replaceAll(oldHash, newHash)));
  }
  return reseal(files, cover === "hashes" ? null : cover);
}

/** Writes the manifest anew over whatever the files are, and seals it when a key is given. */
export async function reseal(files: PackFiles, sealer: Signer | null): Promise<Uint8Array> {
  const old = manifest.parse(JSON.parse(fromUtf8(files.get("manifest.json") ?? new Uint8Array())));
  const rows = [...files]
    .filter(([name]) => !name.startsWith("manifest."))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, bytes]) => ({ name, hash: digestOf(bytes), size: bytes.length }));
  const bytes = canonicalBytes({ ...old, files: rows });
  const seal = sealer === null ? files.get("manifest.p7s") : await signDetached(bytes, sealer, old.createdAt);
  return writeArchive(new Map([...files, ["manifest.json", bytes], ["manifest.p7s", seal ?? new Uint8Array()]]));
}

/** Changes one character of a text: the first match of `pattern`, to another of its kind. */
export function oneCharacter(pattern: RegExp): (text: string) => string {
  return (text) =>
    text.replace(pattern, (found) => {
      const last = found.at(-1) ?? "";
      const other = /\d/.test(last)
        ? String((Number(last) + 1) % 10)
        : /[a-z]/.test(last)
          ? last === "a"
            ? "b"
            : "a"
          : "改";
      return `${found.slice(0, -1)}${other}`;
    });
}
