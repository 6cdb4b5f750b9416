/** Writes the words: a table of hashes that knows them, and an index by sound that offers them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fingerprintOf, hashOfRun } from "../../shared/proofreading/spelling/hash";
import { LONGEST_SOUND, SoundKeys } from "../../shared/proofreading/spelling/homophones";
import type { Section } from "../../shared/proofreading/spelling/packed-file";
import type { Readings } from "../../shared/proofreading/spelling/readings";
import { type CharacterIds, isHan, UNKNOWN } from "../../shared/proofreading/spelling/tokens";
import { CLASS_BITS, classOfCount, LONGEST_WORD, slotOf } from "../../shared/proofreading/spelling/words";
import { ORDER } from "./counts";
import { divisionNames } from "./names";
import type { TextCounts } from "./phrases";
import type { Vocabulary } from "./stream";
import { bytesOf } from "./trie";

export interface Word {
  readonly units: Uint16Array;
  readonly count: number;
}

/** A table of hashes is kept this full at most. */
const LOAD = 0.85;
const BUCKETS = 1 << 16;
/** A word that the text has less often is known but not offered. */
const OFFERED_FROM = 3;
/** A listed word that the text does not have is still a word: so common at most. */
const LISTED_AT_MOST = 4;
/** A run that only the text uses as a word is not so sure to be one: so common at most. */
const FOUND_AT_MOST = 63;

/** The listed words of two to eight Chinese characters: a word, a tab, its count elsewhere. */
function listedWords(folder: string): ReadonlyMap<string, number> {
  const listed = new Map<string, number>();
  for (const line of readFileSync(join(folder, "spelling", "words.tsv"), "utf8").split("\n")) {
    const [text = "", count = ""] = line.split("\t");
    if (isWord(text)) listed.set(text, Number(count));
  }
  for (const name of divisionNames(folder)) if (isWord(name) && !listed.has(name)) listed.set(name, LISTED_AT_MOST);
  return listed;
}

function isWord(text: string): boolean {
  return text.length >= 2 && text.length <= LONGEST_WORD && unitsOf(text).every(isHan);
}

const unitsOf = (text: string) => Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));

/** The words of the list and those the text itself uses, each with its count in the text. */
export function wordsOf(folder: string): (text: TextCounts, vocabulary: Vocabulary) => Word[] {
  const listed = listedWords(folder);
  return (text, vocabulary) => {
    const words = [...listed].map(([word, elsewhere]): Word => {
      const units = unitsOf(word);
      const known = Math.min(LISTED_AT_MOST, elsewhere);
      return {
        units,
        count: units.length > ORDER ? elsewhere : known + text.of(units.map((unit) => vocabulary.ids.idOf(unit))),
      };
    });
    for (const { ids, count } of text.phrases(vocabulary)) {
      const units = ids.map((id) => vocabulary.ids.unitOf(id));
      if (!listed.has(String.fromCharCode(...units))) words.push({ units, count: Math.min(FOUND_AT_MOST, count) });
    }
    return words;
  };
}

function slotSection(words: readonly Word[]): Section {
  const size = Math.ceil(words.length / LOAD) + 1;
  const slots = new Uint32Array(size);
  for (const { units, count } of words) {
    const hash = hashOfRun(units, 0, units.length);
    const print = fingerprintOf(hash) >>> CLASS_BITS;
    let at = slotOf(hash, size);
    while (slots[at] !== 0 && (slots[at] ?? 0) >>> CLASS_BITS !== print) at = at + 1 === size ? 0 : at + 1;
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
    const fits = ids.length <= LONGEST_SOUND && count >= OFFERED_FROM + LISTED_AT_MOST && !ids.includes(UNKNOWN);
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
  entries.sort((a, b) => (a.key % BUCKETS) - (b.key % BUCKETS) || a.word - b.word);
  const buckets = new Uint32Array(BUCKETS + 1);
  for (const { key } of entries) buckets[(key % BUCKETS) + 1] = (buckets[(key % BUCKETS) + 1] ?? 0) + 1;
  for (let i = 0; i < BUCKETS; i += 1) buckets[i + 1] = (buckets[i + 1] ?? 0) + (buckets[i] ?? 0);
  return [
    { name: "sound.head", bytes: bytesOf(headOf(offered)) },
    { name: "sound.char", bytes: bytesOf(Uint16Array.from(offered.flatMap(({ ids }) => [...ids]))) },
    { name: "sound.class", bytes: Uint8Array.from(offered, ({ level }) => level) },
    { name: "sound.bucket", bytes: bytesOf(buckets) },
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
