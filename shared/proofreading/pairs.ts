/**
 * Quotes, brackets and 《》 over the whole document (R9, A-3). What one block leaves unmatched are its facts; a pair may
 * run over a cut line or a long quotation. Each kind of mark and each place is judged by itself, so that one slip never
 * flags what follows.
 */
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

/** All marks of a kind: a block without any is quickly passed. */
export const marksOf = (kind: PairKind): string => shapes[kind].map(({ open, close }) => open + close).join("");

const finder = new Map(
  Object.values(shapes)
    .flat()
    .map((shape) => [shape, new RegExp(`[${`${shape.open}${shape.close}`.replace(/[[\]]/g, "\\$&")}]`, "g")]),
);

const HAN = /[\u3400-\u9fff]/;
const SENTENCE_END = /[。！？；：!?;:][”’）)》」』]{0,4}\s{0,8}$/;
/** A block with more loose marks than this is no text; the first ones say so. */
const MOST = 50;

export function pairFact(kind: PairKind, block: TextBlock): PairFact {
  const { text } = block;
  const tail = text.slice(-16);
  const loose = shapes[kind].flatMap((shape) => looseMarks(shape, text)).sort((a, b) => a.at - b.at);
  return {
    loose,
    isCut: !SENTENCE_END.test(tail),
    startsQuoted: /^[\s\u3000]{0,8}“/.test(text),
    endsQuoted: /(?:[。！？]”|”[。！？]?)\s{0,8}$/.test(tail),
    isItem: /^[\s\u3000]{0,8}[（(][\da-zA-Z]{1,3}[)）]/.test(text),
  };
}

function looseMarks(shape: { open: string; close: string }, text: string): LooseMark[] {
  const open: number[] = [];
  const left: number[] = [];
  const either = finder.get(shape);
  if (either === undefined) return [];
  for (const { 0: char, index: at } of text.matchAll(either)) {
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
  const loose = facts.flatMap(({ fact }, index) => fact.loose.map((mark): Loose => ({ ...mark, index })));
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
