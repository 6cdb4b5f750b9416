/** Pairs quotes, brackets and 《》 over the whole document (R9). A pair may straddle a line break, not a finished sentence. */
import type { TextBlock } from "./rule";

export interface Mark {
  readonly block: string;
  readonly at: number;
  readonly char: string;
}

export interface UnmatchedMark extends Mark {
  readonly side: "open" | "close";
}

interface Kind {
  readonly open: string;
  readonly close: string;
}

/** Half-width and full-width parentheses pair with each other here: their width is another rule's business. */
const kinds: readonly Kind[] = [
  { open: "（(", close: "）)" },
  { open: "《", close: "》" },
  { open: "〈", close: "〉" },
  { open: "“", close: "”" },
  { open: "‘", close: "’" },
  { open: "〔", close: "〕" },
  { open: "【", close: "】" },
  { open: "「", close: "」" },
  { open: "『", close: "』" },
];

const HAN = /[\u3400-\u9fff]/;
const SENTENCE_END = /[。！？；：!?;:][”’）)》」』]*\s*$/;

interface Loose extends UnmatchedMark {
  readonly index: number;
}

/** All marks without a partner, in document order. */
export function unmatchedMarks(blocks: readonly TextBlock[]): readonly UnmatchedMark[] {
  const order = new Map(blocks.map((block, index) => [block.id, index]));
  const loose = kinds.flatMap((kind) => joinAcross(kind, blocks, looseMarks(kind, blocks)));
  return loose
    .sort((a, b) => a.index - b.index || a.at - b.at)
    .map(({ index: _, ...mark }) => mark)
    .filter((mark) => order.has(mark.block));
}

/** Within each block a stack; what is left over may still find a partner in a following block. */
function looseMarks(kind: Kind, blocks: readonly TextBlock[]): Loose[] {
  const either = new RegExp(`[${kind.open}${kind.close}]`, "g");
  return blocks.flatMap((block, index) => {
    const open: Loose[] = [];
    const left: Loose[] = [];
    for (const { 0: char, index: at } of block.text.matchAll(either)) {
      if (!counts(block.text, at)) continue;
      if (kind.open.includes(char)) open.push({ block: block.id, at, char, side: "open", index });
      else if (open.pop() === undefined) left.push({ block: block.id, at, char, side: "close", index });
    }
    return [...left, ...open];
  });
}

/** Leaves out apostrophes, list numbers such as `1)` and parentheses far from any Chinese. */
function counts(text: string, at: number): boolean {
  const char = text.charAt(at);
  if (char === "’") return !/[A-Za-z0-9]/.test(text.charAt(at - 1)) || HAN.test(text.slice(at + 1, at + 2));
  if (char === ")" || char === "）") {
    if (
      /(?:^|[\s。；;，,：:、])[0-9０-９a-zA-Z]{1,3}$/.test(text.slice(Math.max(0, at - 5), at)) &&
      !/[（(]/.test(text.slice(Math.max(0, at - 5), at))
    ) {
      return false;
    }
    if (char === ")" && /[:;=]-?$/.test(text.slice(Math.max(0, at - 2), at))) return false;
  }
  return char !== "(" && char !== ")" ? true : HAN.test(text.slice(Math.max(0, at - 20), at + 21));
}

const LONGEST_QUOTATION = 20;
/** How many blocks a cut line may run on: titles over three lines are seen, more is a missing mark. */
const REACH = 3;

function joinAcross(kind: Kind, blocks: readonly TextBlock[], loose: readonly Loose[]): Loose[] {
  const closers = new Map<number, Loose[]>();
  for (const mark of loose) {
    if (mark.side !== "close") continue;
    const list = closers.get(mark.index) ?? [];
    list.push(mark);
    closers.set(mark.index, list);
  }
  const joined = new Set<Loose>();
  const isQuote = kind.open === "“";
  for (const opener of loose) {
    if (opener.side !== "open" || closers.size === 0) continue;
    const partner = partnerOf(kind, blocks, opener, closers);
    if (partner === null) continue;
    closers.get(partner.index)?.shift();
    joined.add(partner);
    joined.add(opener);
  }
  return loose.filter((mark) => !joined.has(mark) && !(isQuote && isReopened(blocks, mark)));
}

/** The first free closing mark below, as far as a cut line or a long quotation reaches. */
function partnerOf(
  kind: Kind,
  blocks: readonly TextBlock[],
  opener: Loose,
  closers: ReadonlyMap<number, readonly Loose[]>,
): Loose | null {
  const isQuote = kind.open === "“";
  let isCut = true;
  let isQuotation = isQuote;
  for (
    let index = opener.index;
    index + 1 < blocks.length && (isCut || isQuotation) && index < opener.index + LONGEST_QUOTATION;
    index += 1
  ) {
    isCut &&= index - opener.index < REACH && !SENTENCE_END.test(tailOf(blocks[index]));
    isQuotation &&= blocks[index + 1]?.text.trimStart().startsWith("“") === true;
    const closer = isCut || isQuotation ? closers.get(index + 1)?.[0] : undefined;
    if (closer !== undefined) return closer;
  }
  return null;
}

/** An opening mark of a quotation of several paragraphs, each beginning with “: the paragraph ends inside it, the next begins with “ and the last one ends with ”. */
function isReopened(blocks: readonly TextBlock[], mark: Loose): boolean {
  const text = blocks[mark.index]?.text ?? "";
  if (mark.side !== "open" || text.includes("“", mark.at + 1) || text.includes("”", mark.at + 1)) return false;
  if (!/[。！？]\s*$/.test(tailOf(blocks[mark.index]))) return false;
  // A quotation of more paragraphs than this is no quotation any more.
  for (let index = mark.index + 1; index <= mark.index + LONGEST_QUOTATION; index += 1) {
    const block = blocks[index];
    if (block?.text.trimStart().startsWith("“") !== true) return false;
    if (endsQuoted(block)) return true;
  }
  return false;
}

/** The last characters of a block: all that a look at its end needs. */
function tailOf(block: TextBlock | undefined): string {
  return block?.text.slice(-16) ?? "";
}

function endsQuoted(block: TextBlock): boolean {
  return /(?:[。！？]”|”[。！？]?)\s*$/.test(tailOf(block));
}
