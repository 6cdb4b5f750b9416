/** The fingerprint of a finding: stable under edits elsewhere (R7). */
import { foldWidth } from "./characters";

const AROUND = 8;

/** Rule, normalised text and eight characters left and right, as 16 hex digits. */
export function printOf(rule: string, text: string, range: { readonly start: number; readonly end: number }): string {
  const left = text.slice(Math.max(0, range.start - AROUND), range.start);
  const right = text.slice(range.end, range.end + AROUND);
  const parts = [rule, text.slice(range.start, range.end), left, right].map(normalised);
  const key = parts.join("\u0000");
  return hex(fnv(key, 0x811c9dc5)) + hex(fnv(key, 0x01000193));
}

function normalised(text: string): string {
  return foldWidth(text).replace(/\s+/g, "");
}

/** FNV-1a over UTF-16 units. Not a security boundary: the ledger's hash covers the whole finding. */
function fnv(text: string, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function hex(value: number): string {
  return value.toString(16).padStart(8, "0");
}
