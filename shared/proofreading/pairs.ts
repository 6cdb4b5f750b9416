/**
 * Quotes, brackets and 《》 over the whole document (R9, A-3). What one block leaves unmatched are its facts; a pair may
 * run over a cut line or a long quotation. Each kind of mark and each place is judged by itself, so that one slip never
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

/** What a block leaves for the whole document. */
export interface PairFact {
  readonly loose: readonly LooseMark[];
  /** The block does not end as a sentence does. */
  readonly isCut: boolean;
  readonly startsQuoted: boolean;
  readonly endsQuoted: boolean;
  /** The block begins with an item number in both parentheses: （2）. */
  readonly isItem: boolean;
}

export interface PlacedFact {
  readonly block: string;
  readonly role: BlockRole;
  readonly fact: PairFact;
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

export function pairFact(kind: PairKind, { text }: TextBlock): PairFact {
  const { marks, plain } = readingOnce(text);
  if (marks.length === 0) return plain;
  const loose = shapes[kind].flatMap((shape) => looseMarks(shape, text, marks));
  return loose.length === 0 ? plain : { ...plain, loose: loose.sort((a, b) => a.at - b.at) };
}

/** What all kinds ask of one text. */
interface TextReading {
  /** Where marks of any kind stand. */
  readonly marks: readonly number[];
  /** The fact of a text without loose marks. */
  readonly plain: PairFact;
}

/** Facts without loose marks are the same object for every text that begins and ends alike. */
const plainFacts: readonly PairFact[] = Array.from({ length: 16 }, (_, bits) => ({
  loose: [],
  isCut: (bits & 1) !== 0,
  startsQuoted: (bits & 2) !== 0,
  endsQuoted: (bits & 4) !== 0,
  isItem: (bits & 8) !== 0,
}));

function readingOf(text: string): TextReading {
  const marks: number[] = [];
  for (let at = 0; at < text.length; at += 1) if (shapeOf[text.charCodeAt(at)] !== 0) marks.push(at);
  const tail = text.slice(-16);
  const bits =
    (SENTENCE_END.test(tail) ? 0 : 1) |
    (/^[\s\u3000]{0,8}“/.test(text) ? 2 : 0) |
    (/(?:[。！？]”|”[。！？]?)\s{0,8}$/.test(tail) ? 4 : 0) |
    (/^[\s\u3000]{0,8}[（(][\da-zA-Z]{1,3}[)）]/.test(text) ? 8 : 0);
  return { marks, plain: plainFacts[bits] ?? noFact };
}

const noFact: PairFact = { loose: [], isCut: true, startsQuoted: false, endsQuoted: false, isItem: false };
/** The four kinds ask for the same text. */
const readingOnce = remembered(readingOf);

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
export function unmatchedMarks(kind: PairKind, facts: readonly PlacedFact[]): readonly UnmatchedMark[] {
  const loose: Loose[] = [];
  for (const [index, { fact }] of facts.entries()) for (const mark of fact.loose) loose.push({ ...mark, index });
  if (loose.length === 0) return [];
  const kept = shapes[kind].flatMap((shape) => joinAcross(shape, facts, loose));
  return kept
    .filter((mark) => !mark.isItem || isOddItem(facts, mark))
    .sort((a, b) => a.index - b.index || a.at - b.at)
    .flatMap(({ index, ...mark }) => {
      const block = facts[index]?.block;
      return block === undefined ? [] : [{ ...mark, block }];
    });
}

/** `2）` at the start of a block lacks its first half when the items beside it have theirs. */
function isOddItem(facts: readonly PlacedFact[], mark: Loose): boolean {
  if (mark.at > 4) return false;
  const near = facts.slice(Math.max(0, mark.index - 6), mark.index + 7).map(({ fact }) => fact);
  const others = near.filter((fact) => fact.loose.some(({ isItem, at }) => isItem && at <= 4)).length;
  return near.filter(({ isItem }) => isItem).length > others;
}

function joinAcross(
  shape: { open: string; close: string },
  facts: readonly PlacedFact[],
  all: readonly Loose[],
): Loose[] {
  const loose = all.filter(({ char }) => shape.open.includes(char) || shape.close.includes(char));
  const closers = new Map<number, Loose[]>();
  for (const mark of loose) {
    if (mark.side !== "close" || mark.isItem) continue;
    const list = closers.get(mark.index) ?? [];
    list.push(mark);
    closers.set(mark.index, list);
  }
  if (closers.size === 0) return loose.filter((mark) => !isReopened(shape, facts, mark));
  const joined = new Set<Loose>();
  for (const opener of loose) {
    if (opener.side !== "open") continue;
    const partner = partnerOf(shape, facts, opener, closers);
    if (partner === null) continue;
    closers.get(partner.index)?.shift();
    joined.add(partner).add(opener);
  }
  return loose.filter((mark) => !joined.has(mark) && !isReopened(shape, facts, mark));
}

const standsAlone = (role: BlockRole | undefined): boolean =>
  role === undefined || role === "cell" || role === "caption" || role === "meta";

/** The first free closing mark below, as far as a cut line or a long quotation reaches. */
function partnerOf(
  shape: { open: string; close: string },
  facts: readonly PlacedFact[],
  opener: Loose,
  closers: ReadonlyMap<number, readonly Loose[]>,
): Loose | null {
  const isQuote = shape.open === "“";
  let isCut = !standsAlone(facts[opener.index]?.role);
  let isQuotation = isQuote && isCut;
  let isSpeech = isQuotation && opener.isSpeech;
  for (
    let index = opener.index;
    index < opener.index + LONGEST_QUOTATION && (isCut || isQuotation || isSpeech);
    index += 1
  ) {
    const [here, next] = [facts[index], facts[index + 1]];
    if (next === undefined || standsAlone(next.role)) return null;
    const closer = closers.get(index + 1)?.[0];
    if (closer?.at === 0 && index === opener.index) return closer;
    isCut &&= index - opener.index < REACH && here?.fact.isCut === true;
    isQuotation &&= next.fact.startsQuoted;
    isSpeech &&= index - opener.index < SPEECH;
    if (closer !== undefined && (isCut || isQuotation || (isSpeech && closer.isSpeech))) return closer;
  }
  return null;
}

/** An opening mark of a quotation of several paragraphs, each beginning with “: only the last one ends with ”. */
function isReopened(shape: { open: string; close: string }, facts: readonly PlacedFact[], mark: Loose): boolean {
  const own = facts[mark.index]?.fact;
  if (shape.open !== "“" || mark.side !== "open" || own === undefined || own.isCut) return false;
  if (own.loose.some(({ at }) => at > mark.at)) return false;
  for (let index = mark.index + 1; index <= mark.index + LONGEST_QUOTATION; index += 1) {
    const fact = facts[index]?.fact;
    if (fact?.startsQuoted !== true) return false;
    if (fact.endsQuoted) return true;
  }
  return false;
}
