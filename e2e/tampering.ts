/** Copies of an evidence pack with one changed character, which every verifier must refuse. */
import { fromUtf8, utf8 } from "../shared/bytes";
import { canonicalBytes } from "../shared/canonical";
import { content as contentSchema } from "../shared/model/content";
import { manifest, manifestOf } from "../shared/trust/pack";
import { type PackFiles, readArchive, writeArchive } from "../shared/trust/pack-archive";
import type { Random } from "./random";

export interface Tampered {
  readonly what: string;
  readonly bytes: Uint8Array;
}

/** Replaces one Han character of a JSON text by another, inside a string value. */
export function changeOneCharacter(text: string, random: Random): string {
  const places = [...text.matchAll(/\p{Script=Han}/gu)].map(({ index }) => index);
  const at = random.pick(places);
  const other = text.charAt(at) === "某" ? "甲" : "某";
  return text.slice(0, at) + other + text.slice(at + 1);
}

/**
 * For each text file of the pack, a copy with one changed character; and once more with every hash that nobody
 * signed computed anew, as an informed forger would do.
 */
export function tamperedPacks(pack: Uint8Array, random: Random): Tampered[] {
  const files = readArchive(pack);
  const texts = [...files.keys()].filter((name) => /\.(json|html)$/.test(name) && name !== "manifest.json");
  return texts.flatMap((name) => {
    const original = fromUtf8(files.get(name) ?? new Uint8Array());
    if (!/\p{Script=Han}/u.test(original)) return [];
    const changed = new Map([...files, [name, utf8(changeOneCharacter(original, random))]]);
    return [
      { what: `${name} 改一字`, bytes: writeArchive(changed) },
      { what: `${name} 改一字并重算未签名的哈希`, bytes: writeArchive(rehashed(changed)) },
    ];
  });
}

function rehashed(files: PackFiles): PackFiles {
  const before = manifest.parse(JSON.parse(fromUtf8(files.get("manifest.json") ?? new Uint8Array())));
  const content = contentSchema.parse(JSON.parse(fromUtf8(files.get("content.json") ?? new Uint8Array())));
  const others = new Map([...files].filter(([name]) => !name.startsWith("manifest.")));
  const { site, itemId, createdAt } = before;
  return new Map([
    ...files,
    ["manifest.json", canonicalBytes(manifestOf(others, { site, itemId, content, createdAt }))],
  ]);
}
