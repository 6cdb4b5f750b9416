/** What bad disks and careless hands do to files: gone, cut short, bits turned over. */
import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import type { Random } from "../../e2e/random";

export const harms = ["deleted", "truncated", "flipped"] as const;
export type Harm = (typeof harms)[number];

export const harmNames: Readonly<Record<Harm, string>> = {
  deleted: "被删除",
  truncated: "被截断",
  flipped: "被改动若干比特",
};

/** Harms one of the files, or takes them all away. Answers what it did. */
export function doHarm(harm: Harm, files: readonly string[], random: Random): string {
  const whole = harm === "deleted" && random.below(2) === 0;
  if (whole) {
    for (const file of files) rmSync(file);
    return `all ${files.length} files deleted`;
  }
  const file = random.pick(files);
  switch (harm) {
    case "deleted":
      rmSync(file);
      return `${file} deleted`;
    case "truncated": {
      const to = random.below(usedLength(file) + 1);
      truncateSync(file, to);
      return `${file} cut at ${to}`;
    }
    case "flipped":
      return flip(file, random);
  }
}

/** Up to twenty single bits of what the file holds. */
function flip(file: string, random: Random): string {
  const bytes = readFileSync(file);
  const used = usedLength(file);
  if (used === 0) return `${file} is empty`;
  const places = Array.from({ length: 1 + random.below(20) }, () => random.below(used));
  for (const at of places) bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random.below(8)), at);
  writeFileSync(file, bytes);
  return `${file} flipped at ${places.join(",")}`;
}

/** Without the zeros a segment is filled with beforehand. */
function usedLength(file: string): number {
  if (statSync(file).size === 0) return 0;
  const bytes = readFileSync(file);
  let at = bytes.length;
  while (at > 0 && bytes[at - 1] === 0) at -= 1;
  return at;
}
