/**
 * Quotes, brackets and 《》 over the whole document (R9, A-3). What one block leaves unmatched is known from it alone; a
 * pair may run over a cut line or a long quotation, so that the blocks about a loose mark are looked at. Each kind of mark and each place is judged by itself, so that one slip never
 * flags what follows.
 */
import { remembered } from "./memo";
import type { BlockRole, TextBlock } from "./rule";

export type PairKind = "parenthesis" | "book" | "quote" | "hex";

export interface LooseMark {
  readonly at: number;
  readonly char: string;
  readonly side: "open" | "close";
  /** `1）` and `a)` close nothing; they count only where the items beside them stand in parentheses. */
  readonly isItem: boolean;
  /** The mark looks like one end of quoted sentences: ：“ or 。”. */
  readonly isSpeech: boolean;
}

/** How a block begins and ends. */
interface Outline {
  readonly role: BlockRole;
  /** The block does not end as a sentence does. */
  readonly isCut: boolean;
  readonly startsQuoted: boolean;
  readonly endsQuoted: boolean;
  /** The block begins with an item number in both parentheses: （2）. */
  readonly isItem: boolean;
}

/** Where a block of the document has loose marks: its position among all blocks. */
export interface LooseMarks {
  readonly index: number;
  readonly loose: readonly LooseMark[];
}

export interface UnmatchedMark extends LooseMark {
  readonly block: string;
}

/** Half-width and full-width parentheses pair with each other: their width is another rule's business. */
const shapes: Readonly<Record<PairKind, readonly { open: string; close: string }[]>> = {
  parenthesis: [{ open: "（(", close: "）)" }],
  book: [
    { open: "《", close: "》" },
    { open: "〈", close: "〉" },
  ],
  quote: [
    { open: "“", close: "”" },
    { open: "‘", close: "’" },
    { open: "「", close: "」" },
    { open: "『", close: "』" },
  ],
  hex: [
    { open: "〔", close: "〕" },
    { open: "【", close: "】" },
    { open: "[［", close: "]］" },
  ],
};

/** Which shape a unit belongs to, from 1; 0 for all that is no mark. */
const shapeOf = new Uint8Array(0x10000);
const numbers = new Map(
  Object.values(shapes)
    .flat()
    .map((shape, index) => [shape, index + 1]),
);
for (const [{ open, close }, number] of numbers) for (const char of open + close) shapeOf[char.charCodeAt(0)] = number;

const HAN = /[\u3400-\u9fff]/;
const SENTENCE_END = /[。！？；：!?;:][”’）)》」』]{0,4}\s{0,8}$/;
/** A block with more loose marks than this is no text; the first ones say so. */
const MOST = 50;

/** What stands in a block without a partner there, in text order. */
export function looseMarksOf(kind: PairKind, { text }: TextBlock): readonly LooseMark[] {
  const marks = marksOnce(text);
  const loose = shapes[kind].flatMap((shape) => looseMarks(shape, text, marks));
  return loose.length < 2 ? loose : loose.sort((a, b) => a.at - b.at);
}

/** The characters of a kind: without one of them a block has no loose mark of it. */
export const charactersOf = (kind: PairKind): string => shapes[kind].map(({ open, close }) => open + close).join("");

/** Where marks of any kind stand. The four kinds ask for the same text. */
const marksOnce = remembered((text: string): readonly number[] => {
  const marks: number[] = [];
  for (let at = 0; at < text.length; at += 1) if (shapeOf[text.charCodeAt(at)] !== 0) marks.push(at);
  return marks;
});

/** The blocks of a document, of which only those near a loose mark are read. */
class Row {
  private readonly blocks: readonly TextBlock[];
  private readonly marks: ReadonlyMap<number, readonly LooseMark[]>;
  private readonly outlines = new Map<number, Outline>();

  constructor(blocks: readonly TextBlock[], found: readonly LooseMarks[]) {
    this.blocks = blocks;
    this.marks = new Map(found.map(({ index, loose }) => [index, loose]));
  }

  idAt(index: number): string | undefined {
    return this.blocks[index]?.id;
  }

  roleAt(index: number): BlockRole | undefined {
    return this.blocks[index]?.role;
  }

  looseAt(index: number): readonly LooseMark[] {
    return this.marks.get(index) ?? [];
  }

  at(index: number): Outline | undefined {
    const known = this.outlines.get(index);
    if (known !== undefined) return known;
    const block = this.blocks[index];
    if (block === undefined) return undefined;
    const outline = outlineOf(block);
    this.outlines.set(index, outline);
    return outline;
  }
}

function outlineOf({ text, role }: TextBlock): Outline {
  const tail = text.slice(-16);
  return {
    role,
    isCut: !SENTENCE_END.test(tail),
    startsQuoted: /^[\s\u3000]{0,8}“/.test(text),
    endsQuoted: /(?:[。！？]”|”[。！？]?)\s{0,8}$/.test(tail),
    isItem: /^[\s\u3000]{0,8}[（(][\da-zA-Z]{1,3}[)）]/.test(text),
  };
}

function looseMarks(shape: { open: string; close: string }, text: string, marks: readonly number[]): LooseMark[] {
  const open: number[] = [];
  const left: number[] = [];
  const number = numbers.get(shape) ?? 0;
  for (const at of marks) {
    if (shapeOf[text.charCodeAt(at)] !== number) continue;
    const char = text.charAt(at);
    if (!counts(text, at, char)) continue;
    if (shape.open.includes(char)) open.push(at);
    else if (open.pop() === undefined && left.length < MOST) left.push(at);
  }
  return [...left.map((at) => markAt(text, at, "close")), ...open.slice(0, MOST).map((at) => markAt(text, at, "open"))];
}

function markAt(text: string, at: number, side: "open" | "close"): LooseMark {
  const char = text.charAt(at);
  const before = text.slice(Math.max(0, at - 5), at);
  const isItem =
    side === "close" && ")）".includes(char) && /(?:^|[\s。；;，,：:、])[0-9０-９a-zA-Z]{1,3}$/.test(before);
  const last = before.slice(-1);
  const isSpeech =
    side === "open" ? last === "" || /[：:，。、\s]/.test(last) : last === "" || /[。！？…；]/.test(last);
  return { at, char, side, isItem, isSpeech };
}

/** Leaves out apostrophes, smileys, and ASCII brackets far from any Chinese. */
function counts(text: string, at: number, char: string): boolean {
  if (char === "’") return !/[A-Za-z0-9]/.test(text.charAt(at - 1)) || HAN.test(text.charAt(at + 1));
  if (char === "‘") return !/[A-Za-z]/.test(text.charAt(at - 1));
  if (char === ")" && /[:;=]-?$/.test(text.slice(Math.max(0, at - 2), at))) return false;
  return "()[]".includes(char) ? HAN.test(text.slice(Math.max(0, at - 20), at + 21)) : true;
}

const LONGEST_QUOTATION = 20;
/** How many blocks a cut line may run on: titles over three lines are seen, more is a missing mark. */
const REACH = 3;
/** Quoted sentences may run over this many paragraphs without being opened again. */
const SPEECH = 5;

interface Loose extends LooseMark {
  readonly index: number;
}

/** All marks without a partner, in document order. */
export function unmatchedMarks(
  kind: PairKind,
  blocks: readonly TextBlock[],
  found: readonly LooseMarks[],
): readonly UnmatchedMark[] {
  if (found.length === 0) return [];
  const row = new Row(blocks, found);
  const all = found.flatMap(({ index, loose }) => loose.map((mark): Loose => ({ ...mark, index })));
  const kept = shapes[kind].flatMap((shape) => joinAcross(shape, row, all));
  return kept
    .filter((mark) => !mark.isItem || isOddItem(row, mark))
    .sort((a, b) => a.index - b.index || a.at - b.at)
    .flatMap(({ index, ...mark }) => {
      const block = row.idAt(index);
      return block === undefined ? [] : [{ ...mark, block }];
    });
}

/** `2）` at the start of a block lacks its first half when the items beside it have theirs. */
function isOddItem(row: Row, mark: Loose): boolean {
  if (mark.at > 4) return false;
  let whole = 0;
  let others = 0;
  for (let index = Math.max(0, mark.index - 6); index <= mark.index + 6; index += 1) {
    if (row.at(index)?.isItem === true) whole += 1;
    if (row.looseAt(index).some(({ isItem, at }) => isItem && at <= 4)) others += 1;
  }
  return whole > others;
}

function joinAcross(shape: { open: string; close: string }, row: Row, all: readonly Loose[]): Loose[] {
  const loose = all.filter(({ char }) => shape.open.includes(char) || shape.close.includes(char));
  const closers = new Map<number, Loose[]>();
  for (const mark of loose) {
    if (mark.side !== "close" || mark.isItem) continue;
    const list = closers.get(mark.index) ?? [];
    list.push(mark);
    closers.set(mark.index, list);
  }
  if (closers.size === 0) return loose.filter((mark) => !isReopened(shape, row, mark));
  const joined = new Set<Loose>();
  for (const opener of loose) {
    if (opener.side !== "open") continue;
    const partner = partnerOf(shape, row, opener, closers);
    if (partner === null) continue;
    closers.get(partner.index)?.shift();
    joined.add(partner).add(opener);
  }
  return loose.filter((mark) => !joined.has(mark) && !isReopened(shape, row, mark));
}

const standsAlone = (role: BlockRole | undefined): boolean =>
  role === undefined || role === "cell" || role === "caption" || role === "meta";

/** The first free closing mark below, as far as a cut line or a long quotation reaches. */
function partnerOf(
  shape: { open: string; close: string },
  row: Row,
  opener: Loose,
  closers: ReadonlyMap<number, readonly Loose[]>,
): Loose | null {
  const isQuote = shape.open === "“";
  let isCut = !standsAlone(row.roleAt(opener.index));
  let isQuotation = isQuote && isCut;
  let isSpeech = isQuotation && opener.isSpeech;
  for (
    let index = opener.index;
    index < opener.index + LONGEST_QUOTATION && (isCut || isQuotation || isSpeech);
    index += 1
  ) {
    const [here, next] = [row.at(index), row.at(index + 1)];
    if (next === undefined || standsAlone(next.role)) return null;
    const closer = closers.get(index + 1)?.[0];
    if (closer?.at === 0 && index === opener.index) return closer;
    isCut &&= index - opener.index < REACH && here?.isCut === true;
    isQuotation &&= next.startsQuoted;
    isSpeech &&= index - opener.index < SPEECH;
    if (closer !== undefined && (isCut || isQuotation || (isSpeech && closer.isSpeech))) return closer;
  }
  return null;
}

/** An opening mark of a quotation of several paragraphs, each beginning with “: only the last one ends with ”. */
function isReopened(shape: { open: string; close: string }, row: Row, mark: Loose): boolean {
  if (shape.open !== "“" || mark.side !== "open" || row.at(mark.index)?.isCut !== false) return false;
  if (row.looseAt(mark.index).some(({ at }) => at > mark.at)) return false;
  for (let index = mark.index + 1; index <= mark.index + LONGEST_QUOTATION; index += 1) {
    const here = row.at(index);
    if (here?.startsQuoted !== true) return false;
    if (here.endsQuoted) return true;
  }
  return false;
}
