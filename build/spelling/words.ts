/** Writes the words: a table of hashes that knows them, and an index by sound that offers them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprintOf, hashOfRun, spread } from "../../shared/proofreading/spelling/hash";
import { LONGEST_SOUND, SoundKeys } from "../../shared/proofreading/spelling/homophones";
import type { Section } from "../../shared/proofreading/spelling/packed-file";
import type { Readings } from "../../shared/proofreading/spelling/readings";
import { type CharacterIds, isHan, UNKNOWN } from "../../shared/proofreading/spelling/tokens";
import { CLASS_BITS, classOfCount, LONGEST_WORD } from "../../shared/proofreading/spelling/words";
import { bytesOf } from "./trie";

export interface Word {
  readonly units: Uint16Array;
  readonly count: number;
}

/** A table of hashes is kept this full at most. */
const LOAD = 0.8;
const BUCKETS = 1 << 16;
/** A word that was seen less is not offered. */
const OFFERED_FROM = 2;

/** The words of Chinese characters in the data folder's list: a word, a tab, its count. */
export function wordsOf(folder: string): Word[] {
  return readFileSync(join(folder, "words.tsv"), "utf8")
    .split("\n")
    .flatMap((line) => {
      const [text = "", count = ""] = line.split("\t");
      const units = Uint16Array.from(text, (character) => character.charCodeAt(0));
      const fits = units.length >= 2 && units.length <= LONGEST_WORD && text.length === units.length;
      return fits && units.every(isHan) ? [{ units, count: Number(count) }] : [];
    });
}

function slotSection(words: readonly Word[]): Section {
  const size = 2 ** Math.ceil(Math.log2(words.length / LOAD + 1));
  const slots = new Uint32Array(size);
  for (const { units, count } of words) {
    const hash = hashOfRun(units, 0, units.length);
    const print = fingerprintOf(hash) >>> CLASS_BITS;
    let at = spread(hash) & (size - 1);
    while (slots[at] !== 0 && (slots[at] ?? 0) >>> CLASS_BITS !== print) at = (at + 1) & (size - 1);
    slots[at] = ((print << CLASS_BITS) | classOfCount(count)) >>> 0;
  }
  return { name: "word.slot", bytes: bytesOf(slots) };
}

interface Offered {
  readonly ids: Uint16Array;
  readonly level: number;
}

function offeredOf(words: readonly Word[], vocabulary: CharacterIds): Offered[] {
  return words.flatMap(({ units, count }) => {
    const ids = units.map((unit) => vocabulary.idOf(unit));
    const fits = ids.length <= LONGEST_SOUND && count >= OFFERED_FROM && !ids.includes(UNKNOWN);
    return fits ? [{ ids, level: classOfCount(count) }] : [];
  });
}

function compareOffered(a: Offered, b: Offered): number {
  if (a.ids.length !== b.ids.length) return a.ids.length - b.ids.length;
  for (let i = 0; i < a.ids.length; i += 1) if (a.ids[i] !== b.ids[i]) return (a.ids[i] ?? 0) - (b.ids[i] ?? 0);
  return 0;
}

/** Where the words of two, three and four characters begin, and where their characters do. */
function headOf(offered: readonly Offered[]): Uint32Array {
  const words = [2, 3, 4, 5].map((length) => offered.filter(({ ids }) => ids.length < length).length);
  const characters = [2, 3, 4].map((length) =>
    offered.reduce((sum, { ids }) => (ids.length < length ? sum + ids.length : sum), 0),
  );
  return Uint32Array.from([...words, ...characters]);
}

function soundSections(offered: readonly Offered[], readings: Readings): Section[] {
  const keys = new SoundKeys(readings);
  const entries: { key: number; word: number }[] = [];
  offered.forEach(({ ids }, word) => {
    keys.fill(ids, 0, ids.length);
    for (const key of new Set(keys.keys.subarray(0, keys.count))) entries.push({ key, word });
  });
  entries.sort((a, b) => (a.key % BUCKETS) - (b.key % BUCKETS) || a.key - b.key || a.word - b.word);
  const buckets = new Uint32Array(BUCKETS + 1);
  for (const { key } of entries) buckets[(key % BUCKETS) + 1] = (buckets[(key % BUCKETS) + 1] ?? 0) + 1;
  for (let i = 0; i < BUCKETS; i += 1) buckets[i + 1] = (buckets[i + 1] ?? 0) + (buckets[i] ?? 0);
  return [
    { name: "sound.head", bytes: bytesOf(headOf(offered)) },
    { name: "sound.char", bytes: bytesOf(Uint16Array.from(offered.flatMap(({ ids }) => [...ids]))) },
    { name: "sound.class", bytes: Uint8Array.from(offered, ({ level }) => level) },
    { name: "sound.bucket", bytes: bytesOf(buckets) },
    { name: "sound.print", bytes: bytesOf(Uint16Array.from(entries, ({ key }) => key >>> 16)) },
    { name: "sound.word", bytes: bytesOf(Uint32Array.from(entries, ({ word }) => word)) },
  ];
}

export interface WordTables {
  readonly words: readonly Word[];
  readonly vocabulary: CharacterIds;
  readonly readings: Readings;
}

export function wordSections({ words, vocabulary, readings }: WordTables): Section[] {
  const offered = offeredOf(words, vocabulary).sort(compareOffered);
  return [slotSection(words), ...soundSections(offered, readings)];
}
