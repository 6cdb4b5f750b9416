/**
 * The fingerprint of a finding (R7): its rule, its text and the sentence it stands in. It stays when something else is
 * edited and changes with its sentence. Width and spaces do not count.
 */
import { foldWidth } from "./characters";
import type { Range } from "./vocabulary";

/** A sentence longer than this counts as the words around the match. */
const LONG = 400;
const AROUND = 100;

const SENTENCE_END = /[。！？!?\n\r][”’」』）)》]{0,3}/g;

/** Fingerprints within one text. */
export class Prints {
  private readonly text: string;
  /** Where sentences begin, and the end of the text. */
  private bounds: readonly number[] | null = null;
  private readonly hashes = new Map<number, number>();

  constructor(text: string) {
    this.text = text;
  }

  of(rule: string, range: Range): string {
    const matched = normalised(this.text.slice(range.start, range.end));
    const key = `${rule}\u0000${matched}`;
    const surroundings = this.sentenceHash(range);
    return hex(fnv(key, 0x811c9dc5 ^ surroundings)) + hex(fnv(key, Math.imul(surroundings, 0x9e3779b1) ^ 0x01000193));
  }

  /** A match over several sentences hangs on the first and the last of them. */
  private sentenceHash({ start, end }: Range): number {
    const first = this.sentenceAt(start);
    const last = this.sentenceAt(Math.max(start, end - 1));
    if (last.end - first.start <= LONG) return this.hashOf(first.start, last.end);
    return fnv(
      normalised(this.text.slice(Math.max(first.start, start - AROUND), Math.min(first.end, start + AROUND))),
      fnv(
        normalised(this.text.slice(Math.max(last.start, end - AROUND), Math.min(last.end, end + AROUND))),
        0x811c9dc5,
      ),
    );
  }

  private hashOf(start: number, end: number): number {
    const key = start * (LONG + 1) + end - start;
    const known = this.hashes.get(key);
    if (known !== undefined) return known;
    const fresh = fnv(normalised(this.text.slice(start, end)), 0x811c9dc5);
    this.hashes.set(key, fresh);
    return fresh;
  }

  private sentenceAt(place: number): Range {
    this.bounds ??= boundsOf(this.text);
    const bounds = this.bounds;
    let [low, high] = [0, bounds.length - 1];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((bounds[middle] ?? 0) <= place) low = middle;
      else high = middle;
    }
    return { start: bounds[low] ?? 0, end: bounds[low + 1] ?? this.text.length };
  }
}

function boundsOf(text: string): number[] {
  const bounds = [0];
  for (const found of text.matchAll(SENTENCE_END)) bounds.push(found.index + found[0].length);
  if (bounds.at(-1) !== text.length) bounds.push(text.length);
  return bounds;
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
