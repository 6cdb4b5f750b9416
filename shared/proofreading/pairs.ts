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

/** How many blocks a cut line may run on: titles over three lines are seen, more is a missing mark. */
const REACH = 3;

function joinAcross(kind: Kind, blocks: readonly TextBlock[], loose: readonly Loose[]): Loose[] {
  const closed = new Set<Loose>();
  for (const opener of loose) {
    if (opener.side !== "open") continue;
    const partner = loose.find(
      (mark) =>
        mark.side === "close" &&
        !closed.has(mark) &&
        mark.index > opener.index &&
        continues(kind, blocks, { from: opener, to: mark }),
    );
    if (partner === undefined) continue;
    closed.add(partner);
    closed.add(opener);
  }
  return loose.filter((mark) => !closed.has(mark) && !isReopened(kind, blocks, mark));
}

function continues(kind: Kind, blocks: readonly TextBlock[], pair: { from: Loose; to: Loose }): boolean {
  const between = blocks.slice(pair.from.index, pair.to.index);
  if (between.length > REACH && !kind.open.includes("“")) return false;
  const isCut = between.length <= REACH && between.every((block) => !SENTENCE_END.test(block.text));
  return isCut || isQuotedAtLength(kind, blocks, pair);
}

/** A quotation of several paragraphs: each begins with “, only the last one ends with ”. */
function isQuotedAtLength(kind: Kind, blocks: readonly TextBlock[], { from, to }: { from: Loose; to: Loose }): boolean {
  if (!kind.open.includes("“")) return false;
  return blocks.slice(from.index + 1, to.index + 1).every((block) => block.text.trimStart().startsWith("“"));
}

/** An opening mark of such a quotation: the paragraph ends inside it, the next begins with “ and the last one ends with ”. */
function isReopened(kind: Kind, blocks: readonly TextBlock[], mark: Loose): boolean {
  if (!kind.open.includes("“") || mark.side !== "open") return false;
  const rest = blocks[mark.index]?.text.slice(mark.at + 1) ?? "";
  if (/[“”]/.test(rest) || !/[。！？]\s*$/.test(rest)) return false;
  let last = mark.index + 1;
  while (blocks[last + 1]?.text.trimStart().startsWith("“") === true && !endsQuoted(blocks[last])) last += 1;
  return blocks[last]?.text.trimStart().startsWith("“") === true && endsQuoted(blocks[last]);
}

function endsQuoted(block: TextBlock | undefined): boolean {
  return /(?:[。！？]”|”[。！？]?)\s*$/.test(block?.text ?? "");
}
