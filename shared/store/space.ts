/** How much room the disk must have: below the first mark the person is warned, below the second nothing new is begun (D5). */
const MB = 1024 * 1024;
export const WARN_BYTES = 500 * MB;
export const READ_ONLY_BYTES = 100 * MB;

export type SpaceLevel = "enough" | "low" | "read-only";

export function spaceLevel(freeBytes: number): SpaceLevel {
  if (freeBytes < READ_ONLY_BYTES) return "read-only";
  return freeBytes < WARN_BYTES ? "low" : "enough";
}
