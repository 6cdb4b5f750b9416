/**
 * Finds one word in the place of another inside wording that official text always writes the same: 立德育人根本任务. A frame
 * is read as Chinese characters and figures only, so that quotation marks and 、 do not matter; both sides of the word must
 * stand there as they should.
 */
import { TermMatcher } from "../term-matcher";

export interface FrameSlip {
  /** Where the other word stands in the text. */
  readonly start: number;
  readonly end: number;
  readonly right: string;
  readonly frame: string;
  /** Number of the frame in the table, and of its slot. */
  readonly place: readonly [frame: number, slot: number];
}

interface Slot {
  readonly frame: number;
  readonly number: number;
  readonly before: string;
  readonly word: string;
  readonly after: string;
  /** Whatever follows the slot at the end of the frame: else its clause ends there. */
  readonly isOpen: boolean;
}

/** A stretch of one side of a slot by which it is found, and where it begins on that side. */
interface Anchor {
  readonly text: string;
  readonly isBefore: boolean;
  readonly at: number;
}

/** A text without marks inside its clauses: its characters, and where each of them stands. */
interface Bare {
  readonly characters: string;
  readonly places: readonly number[];
}

/** Characters of an anchor; between marks fewer may stand. */
const ANCHOR = 4;
const SHORT_ANCHOR = 3;
/** Characters of another word at most. */
const MOST = 4;
/** 1 for what counts, 2 for marks that may come and go, 0 for what ends a clause. */
const KINDS = Uint8Array.from({ length: 65_536 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  return /[一-龥\d]/.test(character) ? 1 : /[“”‘’、《》·]/.test(character) ? 2 : 0;
});
const BREAK = "\n";
/** Words that come and go without making the wording another one. */
const LIGHT = /[和与及同的地得了着并而又之以]|以及/g;
/** With what no word begins or ends that stands for another one. */
const LOOSE = /^[的了和与及等在对向把将为是有也都由从这那]|[的了和与及等在对向把将为是也都由从]$/;
const COUNTS = /[一二三四五六七八九十百千万两首\d]/;

export function bareOf(text: string): Bare {
  let characters = "";
  let from = 0;
  for (let i = 0; i < text.length; i += 1) {
    const kind = KINDS[text.charCodeAt(i)];
    if (kind === 1) continue;
    if (from < i) characters += text.slice(from, i);
    if (kind === 0) characters += BREAK;
    from = i + 1;
  }
  let places: readonly number[] | null = null;
  return {
    characters: from === 0 ? text : characters + text.slice(from),
    /** Asked for where something is found, and hardly ever is it. */
    get places() {
      places ??= placesOf(text);
      return places;
    },
  };
}

function placesOf(text: string): readonly number[] {
  const places: number[] = [];
  for (let i = 0; i < text.length; i += 1) if (KINDS[text.charCodeAt(i)] !== 2) places.push(i);
  return places;
}

const MARKS = /[^一-龥\d]/g;
const bareText = (written: string): string => written.replace(MARKS, "");

/** A line of the table without its brackets: the wording as it is usually written. */
export const frameText = (line: string): string => line.replace(/[[\]…]/g, "");

interface Anchored {
  readonly slot: Slot;
  readonly anchor: Anchor;
}

function anchoredOf(line: string, frame: number): Anchored[] {
  return Array.from(line.matchAll(/\[([^\]]+)\]/g), ({ 1: word = "", index }, number) => ({
    before: frameText(line.slice(0, index)),
    word,
    after: frameText(line.slice(index + word.length + 2)),
    number,
  })).flatMap(({ before, word, after, number }) => {
    const anchor = anchorOf(before, after);
    return anchor === null
      ? []
      : [
          {
            slot: {
              frame,
              number,
              before: bareText(before),
              word: bareText(word),
              after: bareText(after),
              isOpen: line.endsWith("…"),
            },
            anchor,
          },
        ];
  });
}

/** The longest stretch without marks, the one before the slot where both are long enough. */
function anchorOf(before: string, after: string): Anchor | null {
  for (const size of [ANCHOR, SHORT_ANCHOR]) {
    const head = new RegExp(`[一-龥]{${size}}(?![^]*[一-龥]{${size}})`).exec(before);
    if (head !== null) return { text: head[0], isBefore: true, at: bareText(before.slice(0, head.index)).length };
    const tail = new RegExp(`[一-龥]{${size}}`).exec(after);
    if (tail !== null) return { text: tail[0], isBefore: false, at: bareText(after.slice(0, tail.index)).length };
  }
  return null;
}

export class SetFrames {
  /** Without one of these a text has no slip. */
  readonly words: readonly string[];
  private readonly anchored = new Map<string, Anchored[]>();
  private readonly frames: readonly string[];
  private matcher: TermMatcher | null = null;

  constructor(table: string) {
    const lines = table.trim().split("\n");
    this.frames = lines.map(frameText);
    for (const one of lines.flatMap(anchoredOf)) {
      const known = this.anchored.get(one.anchor.text);
      if (known === undefined) this.anchored.set(one.anchor.text, [one]);
      else known.push(one);
    }
    this.words = [...this.anchored.keys()];
  }

  find(text: string): FrameSlip[] {
    this.matcher ??= new TermMatcher(this.words);
    const bare = bareOf(text);
    const slips: FrameSlip[] = [];
    for (const { term, start } of this.matcher.find(bare.characters)) {
      for (const { slot, anchor } of this.anchored.get(this.words[term] ?? "") ?? []) {
        const found = anchor.isBefore
          ? forwards(bare.characters, start - anchor.at + slot.before.length, slot)
          : backwards(bare.characters, start - anchor.at, slot);
        if (found === null || isExcused(bare.characters.slice(found[0], found[1]), slot.word)) continue;
        const first = bare.places[found[0]] ?? 0;
        const last = bare.places[found[1] - 1] ?? first;
        const frame = this.frames[slot.frame] ?? "";
        slips.push({ start: first, end: last + 1, right: slot.word, frame, place: [slot.frame, slot.number] });
      }
    }
    return slips;
  }
}

type Found = readonly [from: number, to: number];

const isHan = (character: string): boolean => character !== "" && character !== BREAK && !/\d/.test(character);

/** The other word after what stands before it, where the frame goes on behind it or its clause ends. */
function forwards(text: string, from: number, { before, word, after, isOpen }: Slot): Found | null {
  if (!text.startsWith(before, from - before.length) || text.startsWith(word, from)) return null;
  for (let size = 1; size <= MOST && isHan(text.charAt(from + size - 1)); size += 1) {
    const to = from + size;
    if (after === "" && isOpen && size === word.length) return [from, to];
    if (after === "" ? !isHan(text.charAt(to)) : text.startsWith(after, to)) return [from, to];
  }
  return null;
}

/** The other word before what stands behind it. */
function backwards(text: string, to: number, { before, word, after }: Slot): Found | null {
  if (!text.startsWith(after, to) || text.startsWith(word, to - word.length)) return null;
  for (let size = 1; size <= MOST && isHan(text.charAt(to - size)); size += 1) {
    const from = to - size;
    if (before === "" ? !isHan(text.charAt(from - 1)) : text.startsWith(before, from - before.length))
      return [from, to];
  }
  return null;
}

/** A word left out, put in, or counted differently is not another word. */
function isExcused(written: string, word: string): boolean {
  if (COUNTS.test(written) || LOOSE.test(written) || written.replace(LIGHT, "") === "") return true;
  if (written.includes(word) || word.includes(written)) return true;
  return Math.abs(written.length - word.length) > (word.length === 1 ? 0 : 2);
}
