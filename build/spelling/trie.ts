/** Writes the kept n-grams as the sections that the reader lays its arrays over. */
import type { Section } from "../../shared/proofreading/spelling/packed-file";
import { estimate, firstChances } from "./kneser-ney";
import type { Level } from "./tree";

/** Scores are kept in steps of 1/32 of log10. */
const STEPS = 32;
const NAMES = ["uni", "bi", "tri", "four"];
const LARGEST_BYTE = 0xff;
const LARGEST_SHORT = 0xffff;

const costOf = (chance: number, largest: number) =>
  Math.min(largest, Math.max(0, Math.round(-Math.log10(chance) * STEPS)));

export const bytesOf = (numbers: Uint8Array | Uint16Array | Uint32Array) =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);

interface KeptLevel {
  readonly level: Level;
  readonly kept: Uint8Array;
  readonly chances: Float64Array;
}

/** How many of the n-grams stay before each history's, among those one level up. */
function keptBegins(level: Level, above: KeptLevel): Uint32Array {
  const begins = new Uint32Array(level.ids.length + 1);
  let count = 0;
  for (let history = 0; history < level.ids.length; history += 1) {
    begins[history] = count;
    for (let i = level.begins[history] ?? 0; i < (level.begins[history + 1] ?? 0); i += 1) count += above.kept[i] ?? 0;
  }
  begins[level.ids.length] = count;
  return begins;
}

function leafSections(name: string, { level, kept, chances }: KeptLevel): Section[] {
  const places = keptPlaces(kept);
  return [
    { name: `${name}.id`, bytes: bytesOf(Uint16Array.from(places, (i) => level.ids[i] ?? 0)) },
    { name: `${name}.cost`, bytes: Uint8Array.from(places, (i) => costOf(chances[i] ?? 0, LARGEST_BYTE)) },
  ];
}

function keptPlaces(kept: Uint8Array): Uint32Array {
  let count = 0;
  for (const mark of kept) count += mark;
  const places = new Uint32Array(count);
  let at = 0;
  kept.forEach((mark, place) => {
    if (mark === 0) return;
    places[at] = place;
    at += 1;
  });
  return places;
}

const setBit = (bits: Uint32Array, at: number) => {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31));
};

/** A bit for every n-gram that is a history, for those their backoff, and a bit where the followers of each begin. */
function historySections(name: string, here: KeptLevel, above: KeptLevel, shares: Float64Array): Section[] {
  const begins = keptBegins(here.level, above);
  const places = keptPlaces(here.kept);
  const followers = begins[begins.length - 1] ?? 0;
  const inner = new Uint32Array((places.length + 31) >>> 5);
  const firsts = new Uint32Array((followers >>> 5) + 1);
  const backoffs: number[] = [];
  places.forEach((place, index) => {
    const begin = begins[place] ?? 0;
    if (begin === begins[place + 1]) return;
    setBit(inner, index);
    setBit(firsts, begin);
    backoffs.push(costOf(shares[place] ?? 1, LARGEST_BYTE));
  });
  setBit(firsts, followers);
  return [
    { name: `${name}.inner`, bytes: bytesOf(inner) },
    { name: `${name}.back`, bytes: Uint8Array.from(backoffs) },
    { name: `${name}.first`, bytes: bytesOf(firsts) },
  ];
}

function firstSections(here: KeptLevel, above: KeptLevel, shares: Float64Array): Section[] {
  return [
    { name: "uni.cost", bytes: bytesOf(Uint16Array.from(here.chances, (chance) => costOf(chance, LARGEST_SHORT))) },
    { name: "uni.back", bytes: Uint8Array.from(shares, (share) => costOf(share, LARGEST_BYTE)) },
    { name: "uni.begin", bytes: bytesOf(keptBegins(here.level, above)) },
  ];
}

/** The sections of the language model. */
export function trieSections(levels: readonly Level[], kept: readonly Uint8Array[]): Section[] {
  const sections: Section[] = [];
  let here: KeptLevel | undefined;
  levels.forEach((level, index) => {
    const marks = kept[index] ?? new Uint8Array(level.ids.length);
    if (here === undefined) {
      here = { level, kept: marks, chances: firstChances(level) };
      return;
    }
    const { chances, shares } = estimate(here.level, level, here.chances, marks);
    const above = { level, kept: marks, chances };
    const name = NAMES[index - 1] ?? "";
    sections.push(...(index === 1 ? firstSections(here, above, shares) : historySections(name, here, above, shares)));
    sections.push(...leafSections(NAMES[index] ?? "", above));
    here = above;
  });
  return sections;
}
