/** Markdown (CommonMark 0.31) as the text that its reader sees, with positions in the file. */
import type { BlockLink, TextBlock } from "../shared/proofreading/rule";
import { leadsElsewhere } from "./href";
import { type Extract, readAs } from "./plain-text";

/** Emphasis, tags, and what makes words a link. */
const SIGNS =
  /\*\*|__|~~|<!--[^\n]{0,2000}?-->|<\/?[a-z][a-z0-9]{0,20}(?:\s[^<>\n]{0,2000})?\/?>|!?\[(?=[^[\]\n]{1,1000}\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s+"[^"\n]{0,500}")?\))|\]\((?<=\[[^[\]\n]{1,1000}\]\()(?:[^()\s]|\([^()\s]{0,200}\)){0,2000}(?:\s+"[^"\n]{0,500}")?\)/gi;
const LINKS = /(!?)\[([^[\]\n]{1,1000})\]\(((?:[^()\s]|\([^()\s]{0,200}\)){0,2000})(?:\s+"[^"\n]{0,500}")?\)/g;

interface Cut {
  readonly at: number;
  readonly length: number;
}

/**
 * Signs at the head of a line become spaces and code becomes a word that no rule knows. Emphasis, tags and links are taken
 * out, since they may stand inside a word: blanks there would be an error of their own.
 */
export function fromMarkdown(text: string): Extract {
  const plain = text
    .replace(/^(```|~~~)[^\n]*(?:\n(?!\1)[^\n]*)*(?:\n\1[^\n]*)?/gm, blank)
    .replace(/<!--[\s\S]{0,20000}?-->/g, (comment) => (comment.includes("\n") ? blank(comment) : comment))
    .replace(/^[ \t]*(?:#{1,6}|[-*+>]|\d+\))(?=[ \t])/gm, blank)
    .replace(/`[^`\n]*`/g, (found) => "k".repeat(found.length));
  const cuts = Array.from(plain.matchAll(SIGNS), ({ index, 0: sign }) => ({ at: index, length: sign.length }));
  const read = readAs(text, plain.replace(SIGNS, ""));
  const locate = (block: string, position: number): number => behind(cuts, read.locate(block, position));
  return { ...read, locate, blocks: withLinks({ ...read, locate }, linksIn(plain)) };
}

const blank = (found: string): string => found.replace(/[^\r\n]/g, " ");

/** Where a character of the text without what was cut stands in the text with it. */
function behind(cuts: readonly Cut[], position: number): number {
  let at = position;
  for (const cut of cuts) {
    if (cut.at > at) break;
    at += cut.length;
  }
  return at;
}

interface Link {
  /** Offsets of the words in the file. */
  readonly start: number;
  readonly end: number;
  readonly href: string;
}

/** Those that lead out of the file's own folder; pictures lead nowhere. */
function linksIn(plain: string): readonly Link[] {
  return Array.from(plain.matchAll(LINKS), ({ index, 1: image = "", 2: words = "", 3: href = "" }) => {
    const start = index + image.length + 1;
    return { start, end: start + words.length, href, isImage: image !== "" };
  }).filter(({ href, isImage }) => !isImage && leadsElsewhere(href));
}

function withLinks({ blocks, locate }: Extract, links: readonly Link[]): readonly TextBlock[] {
  if (links.length === 0) return blocks;
  /** How many characters of the block stand before this offset. */
  const before = ({ id, text }: TextBlock, offset: number): number => {
    let low = 0;
    let high = text.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (locate(id, middle) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return blocks.map((block) => {
    const [from, to] = [locate(block.id, 0), locate(block.id, block.text.length - 1)];
    const own = links
      .filter(({ start, end }) => from <= start && end - 1 <= to)
      .map(({ start, end, href }): BlockLink => ({ start: before(block, start), end: before(block, end), href }));
    return own.length === 0 ? block : { ...block, links: own };
  });
}
