/**
 * How a corpus of one segment a line is divided, so that what measures never trained and never was looked at:
 * part `measure` belongs to `npm run evaluate` alone, `verify` to the verifier of the spelling model, `tune` to whoever
 * writes rules; everything else trains the language model. A hundred neighbouring lines stay together: they are a text.
 */
export type Part = "measure" | "verify" | "tune" | "train";

const HUNDREDTHS: readonly Part[] = ["measure", "verify", "tune"];
const STRETCH = 100;

/** The part of a line by the name of its file (`laws`) and its number in it, from 0. */
export function partOf(file: string, line: number): Part {
  const key = `${file}/${Math.floor(line / STRETCH)}`;
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return HUNDREDTHS[((hash ^ (hash >>> 13)) >>> 0) % 100] ?? "train";
}
