/** How text becomes the tokens that the model counts. Training and reading use these same functions. */

export const UNKNOWN = 0;
export const BEGIN = 1;
export const END = 2;
/** Ids from here on are characters, by falling frequency. */
export const FIRST_CHARACTER = 3;

const DIGIT = 0x30;
const LATIN = 0x41;
/** Marks that are typed half-width by mistake or by habit: counted as their full-width brothers. */
const WIDE: ReadonlyMap<number, number> = new Map(
  [",，", ":：", ";；", "?？", "!！", "(（", ")）"].map((pair) => [pair.charCodeAt(0), pair.charCodeAt(1)]),
);
const DROPPED: ReadonlySet<number> = new Set(
  [9, 13, 0x20, 0xa0, 0x3000, 0xfeff, 0x200b, 0x200c, 0x200d, 0xad].concat([0x2002, 0x2003, 0x2009]),
);
const NOTHING = 0;

/** What a unit counts as: itself, a class, its full-width brother or nothing (0). */
function tokenOf(unit: number): number {
  if (DROPPED.has(unit) || (unit >= 0xdc00 && unit <= 0xdfff)) return NOTHING;
  if ((unit >= 0x30 && unit <= 0x39) || (unit >= 0xff10 && unit <= 0xff19)) return DIGIT;
  const letter = unit >= 0xff21 && unit <= 0xff5a ? unit - 0xfee0 : unit;
  if ((letter >= 0x41 && letter <= 0x5a) || (letter >= 0x61 && letter <= 0x7a)) return LATIN;
  return WIDE.get(unit) ?? unit;
}

const TOKENS = Uint16Array.from({ length: 0x10000 }, (_, unit) => tokenOf(unit));

/** A character of the unified ideographs, the only ones that are ever corrected. */
export function isHan(unit: number): boolean {
  return unit >= 0x4e00 && unit <= 0x9fff;
}

const FULL_STOP = 0x3002;
const EXCLAMATION = 0xff01;
const QUESTION = 0xff1f;
const SEMICOLON = 0xff1b;

/** Marks that end a segment; the mark belongs to the segment it ends. */
export function isStop(unit: number): boolean {
  return unit === FULL_STOP || unit === SEMICOLON || unit === QUESTION || unit === EXCLAMATION || unit === 10;
}

/** ” ’ 」 』 ） 》: they close what a stop ended. */
const CLOSERS: ReadonlySet<number> = new Set([0x201d, 0x2019, 0x300d, 0x300f, 0xff09, 0x300b]);

/** Where the segment that starts at a token ends: behind its stop and the marks that close over it. */
export function segmentEnd(line: TokenLine, from: number): number {
  let end = from;
  while (end < line.length && !isStop(line.units[end] ?? 0)) end += 1;
  while (end < line.length && isStop(line.units[end] ?? 0)) end += 1;
  while (end < line.length && CLOSERS.has(line.units[end] ?? 0)) end += 1;
  return end;
}

/** The characters the model knows. */
export class CharacterIds {
  readonly size: number;
  private readonly units: Uint16Array;
  private readonly ids = new Uint16Array(0x10000);

  /** `units[id]` is the character of an id; the first three are not characters. */
  constructor(units: Uint16Array) {
    this.units = units;
    this.size = units.length;
    for (let id = FIRST_CHARACTER; id < units.length; id += 1) this.ids[units[id] ?? 0] = id;
  }

  idOf(unit: number): number {
    return this.ids[unit] ?? UNKNOWN;
  }

  unitOf(id: number): number {
    return this.units[id] ?? 0;
  }
}

/** The tokens of one text; made once and filled again and again. */
export class TokenLine {
  length = 0;
  /** Normalised units: a run of digits is one `0`, a run of Latin letters one `A`. */
  units = new Uint16Array(256);
  ids = new Uint16Array(256);
  /** Where each token starts in the text, in UTF-16 units. */
  at = new Int32Array(256);

  fill(text: string, vocabulary: CharacterIds): void {
    if (text.length > this.units.length) this.grow(text.length);
    let length = 0;
    let last = NOTHING;
    for (let i = 0; i < text.length; i += 1) {
      const token = TOKENS[text.charCodeAt(i)] ?? NOTHING;
      if (token === NOTHING || (token === last && (token === DIGIT || token === LATIN))) continue;
      this.units[length] = token;
      this.ids[length] = vocabulary.idOf(token);
      this.at[length] = i;
      length += 1;
      last = token;
    }
    this.length = length;
  }

  private grow(needed: number): void {
    const size = 1 << Math.ceil(Math.log2(needed));
    this.units = new Uint16Array(size);
    this.ids = new Uint16Array(size);
    this.at = new Int32Array(size);
  }
}
