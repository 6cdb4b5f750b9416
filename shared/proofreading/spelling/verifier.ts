/** The verifier's place in the packed model: boosted trees over the features, and for how many features. */
import { FEATURES } from "./features";
import type { PackedFile } from "./packed-file";
import { bytesOfTrees, LEAF, type Trees, treesOfBytes } from "./trees";

export const VERIFIER_SECTION = "verifier";
const HEADER = 4;

/** `null` when the model has no verifier, or one for other features. */
export function verifierOf(file: PackedFile): Trees | null {
  const bytes = file.section(VERIFIER_SECTION);
  if (bytes === undefined || bytes[0] !== FEATURES) return null;
  const trees = treesOfBytes(bytes.subarray(HEADER));
  return trees?.feature.every((feature) => feature < FEATURES || feature === LEAF) === true ? trees : null;
}

export function verifierBytes(trees: Trees): Uint8Array {
  const body = bytesOfTrees(trees);
  const bytes = new Uint8Array(HEADER + body.length);
  bytes[0] = FEATURES;
  bytes.set(body, HEADER);
  return bytes;
}
