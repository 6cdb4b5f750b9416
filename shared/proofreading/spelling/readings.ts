/** How characters are read: syllables without tone, with the sounds that are commonly mixed up counted as one. */
import type { PackedFile } from "./packed-file";

export class Readings {
  /** Syllable numbers; those of a character stand from `begin` to `end`. */
  readonly syllables: Uint16Array;
  private readonly begins: Uint16Array;

  constructor(file: PackedFile) {
    this.syllables = file.shortsOf("read.syllable");
    this.begins = file.shortsOf("read.begin");
  }

  begin(id: number): number {
    return this.begins[id] ?? 0;
  }

  end(id: number): number {
    return this.begins[id + 1] ?? 0;
  }

  /** Whether two characters have a syllable in common. */
  share(one: number, other: number): boolean {
    for (let i = this.begin(one); i < this.end(one); i += 1) {
      for (let j = this.begin(other); j < this.end(other); j += 1) {
        if (this.syllables[i] === this.syllables[j]) return true;
      }
    }
    return false;
  }
}
