/**
 * The fingerprint of a finding (R7): its rule, its text and the sentence it stands in. It stays when something else is
 * edited and changes with its sentence. Width and spaces do not count.
 */
import { hitsOf } from "./hits";
import type { Range } from "./vocabulary";

/** A sentence longer than this counts as the words around the match. */
const LONG = 400;
const AROUND = 60;

const SENTENCE_END = /[。！？!?\n\r][”’」』）)》]{0,3}/g;

/** Fingerprints within one text. */
export class Prints {
  private readonly text: string;
  /** Full-width forms as half-width ones, spaces as none: made for the first of several findings. */
  private units: Uint16Array | null = null;
  /** Where sentences begin, and the end of the text. */
  private bounds: readonly number[] | null = null;
  private readonly hashes = new Map<number, number>();

  constructor(text: string) {
    this.text = text;
  }

  of(rule: string, range: Range): string {
    const matched = this.hash(range, hashOf(rule));
    const around = this.surroundings(range);
    return hex(mixed(matched, around)) + hex(mixed(around, Math.imul(matched, SECOND)));
  }

  /** A match over several sentences hangs on the first and the last of them. */
  private surroundings({ start, end }: Range): number {
    const first = this.sentenceAt(start);
    const last = end <= first.end ? first : this.sentenceAt(Math.max(start, end - 1));
    if (last.end - first.start <= LONG) return this.sentenceHash({ start: first.start, end: last.end });
    const before = { start: Math.max(first.start, start - AROUND), end: Math.min(first.end, start + AROUND) };
    const after = { start: Math.max(last.start, end - AROUND), end: Math.min(last.end, end + AROUND) };
    return this.hash(after, this.hash(before, FIRST));
  }

  private sentenceHash(range: Range): number {
    const key = range.start * (LONG + 1) + range.end - range.start;
    const known = this.hashes.get(key);
    if (known !== undefined) return known;
    const fresh = this.hash(range, FIRST);
    this.hashes.set(key, fresh);
    return fresh;
  }

  /** Full-width forms count as half-width ones, spaces not at all. */
  private hash({ start, end }: Range, seed: number): number {
    this.units ??= foldedUnits(this.text);
    const { units } = this;
    let hash = seed;
    for (let i = start; i < end; i += 1) {
      const unit = units[i] ?? 0;
      if (unit !== SPACE) hash = Math.imul(hash ^ unit, PRIME);
    }
    return hash >>> 0;
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
  for (const found of hitsOf(text, SENTENCE_END)) bounds.push(found.index + found[0].length);
  if (bounds.at(-1) !== text.length) bounds.push(text.length);
  return bounds;
}

const FIRST = 0x811c9dc5;
const SECOND = 0x9e3779b1;

const PRIME = 0x01000193;
/** What all spaces are folded to. Beyond the end of the text stand zeros. */
const SPACE = 0x20;

function foldedUnits(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    units[i] = isSpace(unit) ? SPACE : unit >= 0xff01 && unit <= 0xff5e ? unit - 0xfee0 : unit;
  }
  return units;
}

/** A step of FNV-1a. Not a security boundary: the ledger's hash covers the whole finding. */
function mixed(hash: number, value: number): number {
  return Math.imul(hash ^ value, PRIME) >>> 0;
}

function hashOf(text: string): number {
  let hash = FIRST;
  for (let i = 0; i < text.length; i += 1) hash = mixed(hash, text.charCodeAt(i));
  return hash;
}

function isSpace(unit: number): boolean {
  return (
    unit <= 0x20 ||
    unit === 0xa0 ||
    unit === 0x3000 ||
    unit === 0xfeff ||
    (unit >= 0x2000 && unit <= 0x200b) ||
    unit === 0x2028
  );
}

function hex(value: number): string {
  const digits = value.toString(16);
  return digits.length === 8 ? digits : digits.padStart(8, "0");
}
