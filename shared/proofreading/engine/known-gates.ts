/** The gates of the built-in patterns, worked out beforehand: reading 800 syntax trees at every start takes time. */
import type { Gate } from "./gate";
import { gateTable } from "./gate-table";

const gates: ReadonlyMap<string, readonly Gate[]> = new Map(Object.entries(gateTable));

/** Nothing for a pattern that is not built in, or was changed since. */
export const knownGates = (regex: RegExp): readonly Gate[] | undefined => gates.get(gateKey(regex));

/** Two independent 32-bit hashes (FNV-1a and its like) of the pattern as it is written. */
export function gateKey(regex: RegExp): string {
  const text = String(regex);
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x85ebca6b) ^ (b >>> 13);
  }
  return `${(a >>> 0).toString(36)}.${(b >>> 0).toString(36)}`;
}
