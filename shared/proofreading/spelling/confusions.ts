/** Which characters are mistaken for which: by sound, by shape, by both. */
import type { PackedFile } from "./packed-file";

/** Same syllable and tone, same syllable, fuzzy syllable, no known pair (or alike in half), shape alone, sound and shape. */
export const CONFUSION = { tone: 0, syllable: 1, fuzzy: 2, none: 3, shape: 4, both: 5 } as const;

export class Confusions {
  /** Character ids, by falling frequency under each character. */
  readonly candidates: Uint16Array;
  /** The kind of each candidate, one of CONFUSION. */
  readonly types: Uint8Array;
  private readonly begins: Uint32Array;

  constructor(file: PackedFile) {
    this.candidates = file.shortsOf("conf.id");
    this.types = file.bytesOf("conf.type");
    this.begins = file.wordsOf("conf.begin");
  }

  /** Where the candidates of a character begin. */
  begin(id: number): number {
    return this.begins[id] ?? 0;
  }

  end(id: number): number {
    return this.begins[id + 1] ?? 0;
  }

  typeOf(id: number, other: number): number {
    const end = this.end(id);
    for (let i = this.begin(id); i < end; i += 1) if (this.candidates[i] === other) return this.types[i] ?? 0;
    return CONFUSION.none;
  }
}
