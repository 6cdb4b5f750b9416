/** Words of two to four characters that sound like a run of text: what an input method would have offered instead. */
import { mix, spread } from "./hash";
import type { PackedFile } from "./packed-file";
import type { Readings } from "./readings";
import type { CharacterIds } from "./tokens";

export const LONGEST_SOUND = 4;
/** At most so many ways to read a run are looked up. */
export const MAX_KEYS = 16;
const MAX_FOUND = 512;

/** The sound keys of a run of character ids, one for each way to read it; none when a character has no reading. */
export class SoundKeys {
  count = 0;
  readonly keys = new Uint32Array(MAX_KEYS);
  private readonly readings: Readings;
  private readonly before = new Int32Array(MAX_KEYS);

  constructor(readings: Readings) {
    this.readings = readings;
  }

  fill(ids: Uint16Array, from: number, length: number): void {
    this.before[0] = length;
    this.count = 1;
    for (let i = from; i < from + length; i += 1) this.extend(ids[i] ?? 0);
    for (let i = 0; i < this.count; i += 1) this.keys[i] = spread(this.before[i] ?? 0);
  }

  private extend(id: number): void {
    const { readings } = this;
    const begin = readings.begin(id);
    const end = readings.end(id);
    const known = this.count;
    let count = 0;
    for (let reading = begin + 1; reading < end; reading += 1) {
      for (let i = 0; i < known && known + count < MAX_KEYS; i += 1) {
        this.before[known + count] = mix(this.before[i] ?? 0, readings.syllables[reading] ?? 0);
        count += 1;
      }
    }
    for (let i = 0; i < known; i += 1) this.before[i] = mix(this.before[i] ?? 0, readings.syllables[begin] ?? 0);
    this.count = begin === end ? 0 : known + count;
  }
}

export class Homophones {
  /** Candidate `k` of the last find: its characters are `ids[k * 4 …]`. */
  readonly ids = new Uint16Array(MAX_FOUND * LONGEST_SOUND);
  readonly classes = new Uint8Array(MAX_FOUND);
  private readonly vocabulary: CharacterIds;
  private readonly readings: Readings;
  private readonly keys: SoundKeys;
  private readonly span = new Uint16Array(LONGEST_SOUND);
  /** Where the words of each length begin among the words and among the characters. */
  private readonly heads: Uint32Array;
  private readonly characters: Uint16Array;
  private readonly counts: Uint8Array;
  private readonly buckets: Uint32Array;
  private readonly words: Uint32Array;
  private readonly taken = new Uint32Array(MAX_FOUND);
  private found = 0;

  constructor(file: PackedFile, vocabulary: CharacterIds, readings: Readings) {
    this.vocabulary = vocabulary;
    this.readings = readings;
    this.keys = new SoundKeys(readings);
    this.heads = file.wordsOf("sound.head");
    this.characters = file.shortsOf("sound.char");
    this.counts = file.bytesOf("sound.class");
    this.buckets = file.wordsOf("sound.bucket");
    this.words = file.wordsOf("sound.word");
  }

  /** How many other words sound like the run; they stay in `ids` and `classes` until the next find. */
  find(units: Uint16Array, from: number, length: number): number {
    this.found = 0;
    if (length < 2 || length > LONGEST_SOUND) return 0;
    for (let i = 0; i < length; i += 1) this.span[i] = this.vocabulary.idOf(units[from + i] ?? 0);
    this.keys.fill(this.span, 0, length);
    for (let key = 0; key < this.keys.count; key += 1) this.collect(this.keys.keys[key] ?? 0, length);
    return this.found;
  }

  private collect(key: number, length: number): void {
    const bucket = key % (this.buckets.length - 1);
    const end = this.buckets[bucket + 1] ?? 0;
    for (let i = this.buckets[bucket] ?? 0; i < end; i += 1) {
      this.take(this.words[i] ?? 0, length);
    }
  }

  private take(word: number, length: number): void {
    const first = this.heads[length - 2] ?? 0;
    if (word < first || word >= (this.heads[length - 1] ?? 0) || this.found === MAX_FOUND) return;
    for (let i = 0; i < this.found; i += 1) if (this.taken[i] === word) return;
    const at = (this.heads[length + 2] ?? 0) + (word - first) * length;
    let differs = false;
    for (let i = 0; i < length; i += 1) {
      const id = this.characters[at + i] ?? 0;
      const heard = this.span[i] ?? 0;
      if (!this.readings.share(id, heard)) return;
      this.ids[this.found * LONGEST_SOUND + i] = id;
      if (id !== heard) differs = true;
    }
    if (!differs) return;
    this.classes[this.found] = this.counts[word] ?? 0;
    this.taken[this.found] = word;
    this.found += 1;
  }
}
