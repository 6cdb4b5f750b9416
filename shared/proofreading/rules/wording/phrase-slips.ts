/**
 * Finds where a text strays from a phrase that is quoted whole. Both are read as Chinese characters only, so that 、 for ，
 * and quotation marks do not matter. Pieces of a phrase are looked for; what stands beside one is aligned with the rest.
 */
import { TermMatcher } from "../../term-matcher";

export interface PhraseSlip {
  readonly start: number;
  readonly end: number;
  readonly right: string;
  /** The phrase as documents write it. */
  readonly phrase: string;
}

interface Phrase {
  readonly written: string;
  readonly characters: string;
}

interface Piece {
  readonly text: string;
  readonly phrase: Phrase;
  /** Where it begins among the characters of the phrase. */
  readonly at: number;
}

/** A text without marks: its characters, and where each of them stands. Ends of sentences stay. */
interface Bare {
  readonly characters: string;
  readonly places: readonly number[];
}

interface Region {
  readonly phrase: Phrase;
  /** Among the characters of the bare text. */
  readonly from: number;
  readonly to: number;
  readonly edits: number;
}

const HAN = /[一-龥\d]/;
const STOP = /[。；！？\n]/;
const CHUNK = 4;
const SHORT_CHUNK = 3;
/** What so many phrases share, 委员会 and its like, stands everywhere: their other pieces find them. */
const COMMON = 8;
/** In a phrase of no more characters a whole word may be another one on purpose. */
const MIDDLE = 14;
const SHORT = 6;
const LONG = 24;

/** 1 for a unit that counts, 2 for one that ends a sentence. */
const KINDS = Uint8Array.from({ length: 65_536 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  return HAN.test(character) ? 1 : STOP.test(character) ? 2 : 0;
});

function bareOf(text: string): Bare {
  const places: number[] = [];
  let characters = "";
  let from = 0;
  for (let i = 0; i < text.length; i += 1) {
    const kind = KINDS[text.charCodeAt(i)] ?? 0;
    if (kind !== 0) places.push(i);
    if (kind === 1) continue;
    characters += text.slice(from, i) + (kind === 2 ? "\n" : "");
    from = i + 1;
  }
  return { characters: from === 0 ? text : characters + text.slice(from), places };
}

/** Pieces of the parts between marks; a phrase of one short part gives its ends. */
function piecesOf(phrase: Phrase): Piece[] {
  const pieces: Piece[] = [];
  let offset = 0;
  const parts = phrase.written.match(/[一-龥\d]+/g) ?? [];
  for (const part of parts) {
    const size = part.length < CHUNK * 2 && (parts.length === 1 || part.length < CHUNK) ? SHORT_CHUNK : CHUNK;
    for (let at = 0; at + size <= part.length; at += size)
      pieces.push({ text: part.slice(at, at + size), phrase, at: offset + at });
    if (part.length >= size * 2 && part.length < size * 3)
      pieces.push({ text: part.slice(2, 2 + size), phrase, at: offset + 2 });
    if (part.length > size && part.length % size !== 0)
      pieces.push({ text: part.slice(-size), phrase, at: offset + part.length - size });
    offset += part.length;
  }
  return pieces;
}

export class PhraseSlips {
  /** Without one of these a text has no slip. */
  readonly words: readonly string[];
  private readonly pieces: readonly Piece[];
  private matcher: TermMatcher | null = null;

  constructor(table: string) {
    const phrases = table
      .trim()
      .split("\n")
      .map((written): Phrase => ({ written, characters: Array.from(written.matchAll(/[一-龥\d]/g), String).join("") }))
      .filter(({ characters }) => characters.length >= 6);
    const pieces = phrases.flatMap(piecesOf);
    const counts = new Map<string, number>();
    for (const { text } of pieces) counts.set(text, (counts.get(text) ?? 0) + 1);
    this.pieces = pieces.filter(({ text }) => (counts.get(text) ?? 0) <= COMMON);
    this.words = [...new Set(this.pieces.map(({ text }) => text))];
  }

  find(text: string): PhraseSlip[] {
    this.matcher ??= new TermMatcher(this.pieces.map((piece) => piece.text));
    const bare = bareOf(text);
    const regions = this.matcher.find(bare.characters).flatMap(({ term, start }) => {
      const piece = this.pieces[term];
      const region = piece === undefined ? null : alignedAt(bare.characters, piece, start);
      return region === null ? [] : [region];
    });
    const right = regions.filter(({ edits }) => edits === 0);
    const wrong = regions
      .filter(({ edits }) => edits > 0)
      .sort((a, b) => a.edits - b.edits || b.to - b.from - (a.to - a.from) || a.from - b.from);
    const taken: Region[] = [];
    for (const region of wrong)
      if (!taken.some((other) => region.from < other.to && other.from < region.to) && !isExcused(bare, region, right))
        taken.push(region);
    return taken.flatMap((region) => slipOf(text, bare, region)).sort((a, b) => a.start - b.start);
  }
}

/** How many characters may be wrong in a phrase of so many. */
const allowance = (size: number) => (size <= LONG ? 2 : 3);

function alignedAt(text: string, { text: piece, phrase, at }: Piece, start: number): Region | null {
  const { characters } = phrase;
  const most = allowance(characters.length);
  const left = stretch({ part: characters, text, step: -1 }, { at: at - 1, start: start - 1, most });
  if (left === null) return null;
  const end = start + piece.length;
  const right = stretch(
    { part: characters, text, step: 1 },
    { at: at + piece.length, start: end, most: most - left.edits },
  );
  if (right === null) return null;
  return { phrase, from: start - left.length, to: end + right.length, edits: left.edits + right.edits };
}

interface Sides {
  /** The phrase, and the text it is compared with. */
  readonly part: string;
  readonly text: string;
  /** Both are read forwards, or backwards. */
  readonly step: 1 | -1;
}

interface Begin {
  /** Where reading begins in the phrase and in the text. */
  readonly at: number;
  readonly start: number;
  readonly most: number;
}

interface Stretch {
  readonly edits: number;
  readonly length: number;
}

/** Rows of the table of changes: only cells within `most` of the diagonal can hold `most` or less. */
const MOST_CELLS = 512;
let row = new Uint8Array(MOST_CELLS);
let next = new Uint8Array(MOST_CELLS);
const NEWLINE = 10;
/** More than any allowance. */
const FAR = 100;

/** How much of the text from a place on needs the fewest changes to become the rest of the phrase; `null` where more than `most`. */
function stretch({ part, text, step }: Sides, { at, start, most }: Begin): Stretch | null {
  const size = step === 1 ? part.length - at : at + 1;
  const room = Math.min(size + most, step === 1 ? text.length - start : start + 1);
  let same = 0;
  while (same < size && same < room && part.charCodeAt(at + step * same) === text.charCodeAt(start + step * same))
    same += 1;
  if (same === size) return { edits: 0, length: size };
  if (most <= 0) return null;
  row.fill(FAR, 0, most + 2);
  for (let j = 0; j <= Math.min(most, room); j += 1) row[j] = j;
  for (let i = 1; i <= size; i += 1) {
    const unit = part.charCodeAt(at + step * (i - 1));
    const [low, high] = [Math.max(0, i - most), Math.min(room, i + most)];
    if (low > high) return null;
    if (low > 0) next[low - 1] = FAR;
    let least = FAR;
    for (let j = low; j <= high; j += 1) {
      const written = j === 0 ? NEWLINE : text.charCodeAt(start + step * (j - 1));
      const other = written === NEWLINE ? most + 1 : 1;
      const changed = j === 0 ? FAR : (row[j - 1] ?? FAR) + (unit === written ? 0 : other);
      const added = j === low ? FAR : (next[j - 1] ?? FAR) + other;
      const cost = Math.min(changed, (row[j] ?? FAR) + 1, added, FAR);
      next[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return null;
    next[high + 1] = FAR;
    [row, next] = [next, row];
  }
  return nearest({ size, room, most });
}

/** The cell of the last row with the fewest changes, of equals the one nearest to the length of the phrase, then the first. */
function nearest({ size, room, most }: { size: number; room: number; most: number }): Stretch | null {
  let best = { edits: most + 1, length: 0 };
  for (let length = Math.max(0, size - most); length <= Math.min(room, size + most); length += 1) {
    const edits = row[length] ?? FAR;
    const nearer = Math.abs(length - size) < Math.abs(best.length - size);
    if (edits < best.edits || (edits === best.edits && nearer)) best = { edits, length };
  }
  return best.edits > most ? null : best;
}

interface Difference {
  /** In the phrase and in the text: what is left between the equal beginnings and ends. */
  readonly wanted: string;
  readonly written: string;
  readonly head: number;
  readonly tail: number;
}

function differenceOf(wanted: string, written: string): Difference {
  const shorter = Math.min(wanted.length, written.length);
  let head = 0;
  while (head < shorter && wanted[head] === written[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && wanted.at(-1 - tail) === written.at(-1 - tail)) tail += 1;
  return {
    wanted: wanted.slice(head, wanted.length - tail),
    written: written.slice(head, written.length - tail),
    head,
    tail,
  };
}

/** Words that come and go without making a phrase another one. */
const LIGHT = /[和与及同的了地得着并而又之、]|以及/g;
/** What turns a phrase into a sentence about it, or a number into another on purpose. */
const NEGATED = /[不未非无没]/;
const ORDINAL = /^[一二三四五六七八九十百千\d]+$/;

/** Whether another phrase that is right explains what differs, or it is no slip. */
function isExcused(bare: Bare, region: Region, right: readonly Region[]): boolean {
  const written = bare.characters.slice(region.from, region.to);
  const { wanted, written: differs, head, tail } = differenceOf(region.phrase.characters, written);
  if (wanted.replace(LIGHT, "") === differs.replace(LIGHT, "")) return true;
  // 中国现代化 is no 中国式现代化 that lost a character.
  if (differs === "" && region.phrase.characters.length <= SHORT) return true;
  if (NEGATED.test(differs) !== NEGATED.test(wanted)) return true;
  if (ORDINAL.test(differs) && ORDINAL.test(wanted)) return true;
  const from = region.from + head;
  const to = Math.max(region.to - tail, from + 1);
  if (right.some((other) => other.from <= from && to <= other.to && other.to - other.from > 4)) return true;
  if (head === 0) return differs.length !== 1 || wanted.length !== 1 || !isFree(bare, region.from);
  if (tail === 0) return differs.length !== 1 || wanted.length !== 1 || !isFree(bare, region.to);
  return region.phrase.characters.length < MIDDLE && region.edits > 1 && !isCrossed(wanted, differs);
}

const isCrossed = (a: string, b: string) => a.length === b.length && [...a].sort().join("") === [...b].sort().join("");

/** Whether a mark or an end stands before the character at this place. */
function isFree({ characters, places }: Bare, at: number): boolean {
  const before = places[at - 1];
  const place = places[at];
  if (before === undefined || place === undefined || place - before > 1) return true;
  return characters.charAt(at) === "\n" || characters.charAt(at - 1) === "\n";
}

function slipOf(text: string, { characters, places }: Bare, { phrase, from, to }: Region): PhraseSlip[] {
  const start = places[from];
  const last = places[to - 1];
  if (start === undefined || last === undefined) return [];
  const { wanted, written, head, tail } = differenceOf(phrase.characters, characters.slice(from, to));
  const first = places[from + head] ?? last + 1;
  const end = written === "" ? first : (places[to - tail - 1] ?? last) + 1;
  const simple = !/[^一-龥\d]/.test(text.slice(first, end)) && phrase.written.includes(wanted);
  const right = simple ? text.slice(start, first) + wanted + text.slice(end, last + 1) : phrase.written;
  return [{ start, end: last + 1, right, phrase: phrase.written }];
}
