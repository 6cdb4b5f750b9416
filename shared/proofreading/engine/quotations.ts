/**
 * Quotations that are taken from a registered text (R6): found by strings of six characters both share, then aligned
 * character by character. Width and spaces do not count.
 */
import { foldWidth } from "../characters";
import type { SourceText } from "../rule";
import type { Range } from "../vocabulary";
import { type Alignment, align } from "./alignment";
import { enclosuresIn } from "./enclosures";

const GRAM = 6;
/** Shorter quotations may stand anywhere: nothing says where they are from. */
const SHORTEST = 8;
const LONGEST = 2000;
/** Places of one string that are remembered for each text; more tell nothing. */
const PLACES = 8;
/** A quotation that shares less with the best passage is not from there. */
const SHARED = 0.3;
/** One edit in so many characters still counts as the same words. */
const CHARACTERS_PER_EDIT = 8;

export interface Quotation extends Range {
  readonly title: string;
  readonly differences: readonly {
    /** In the block. */
    readonly start: number;
    readonly end: number;
    /** What the source has there. */
    readonly source: string;
  }[];
}

/** A text without spaces and widths, with the place each unit had. */
interface Folded {
  readonly text: string;
  readonly places: readonly number[];
}

interface Index {
  readonly texts: readonly { readonly title: string; readonly original: string; readonly folded: Folded }[];
  /** By string: text and place, in turn. */
  readonly grams: ReadonlyMap<string, readonly number[]>;
}

const indexes = new WeakMap<readonly SourceText[], Index>();

/** The outermost quotations of a text that come from one of the sources. */
export function quotationsIn(text: string, sources: readonly SourceText[]): Quotation[] {
  if (sources.length === 0) return [];
  const index = indexOf(sources);
  const found: Quotation[] = [];
  const inside = enclosuresIn(text).filter(({ mark }) => "“‘「『".includes(mark));
  for (const range of inside.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (found.some(({ start, end }) => start <= range.start && range.end <= end)) continue;
    const quotation = quotationAt(text, range, index);
    if (quotation !== null) found.push(quotation);
  }
  return found;
}

function quotationAt(text: string, { start, end }: Range, index: Index): Quotation | null {
  const quoted = folded(text.slice(start, end));
  const length = quoted.text.length;
  if (length < SHORTEST || length > LONGEST) return null;
  const place = bestPlace(quoted.text, index);
  const source = place === null ? undefined : index.texts[place.text];
  if (place === null || source === undefined) return null;
  const alignment = align(quoted.text, source.folded.text, place.offset);
  if (alignment.edits * CHARACTERS_PER_EDIT > length) return null;
  return { start, end, title: source.title, differences: differencesOf(alignment, { quoted, source, start }) };
}

function differencesOf(
  { differences }: Alignment,
  { quoted, source, start }: { quoted: Folded; source: Index["texts"][number]; start: number },
): Quotation["differences"] {
  return differences.map((one) => ({
    start: start + placeOf(quoted, one.quoted.start),
    end:
      one.quoted.end === one.quoted.start
        ? start + placeOf(quoted, one.quoted.start)
        : start + placeOf(quoted, one.quoted.end - 1) + 1,
    source:
      one.source.end === one.source.start
        ? ""
        : source.original.slice(
            placeOf(source.folded, one.source.start),
            placeOf(source.folded, one.source.end - 1) + 1,
          ),
  }));
}

const placeOf = ({ places }: Folded, at: number): number => places[at] ?? (places.at(-1) ?? -1) + 1;

/** Where most of the shared strings put the beginning of the quotation. Of equals the first. */
function bestPlace(quoted: string, { grams }: Index): { text: number; offset: number } | null {
  const votes = new Map<string, { text: number; offset: number; count: number }>();
  const possible = quoted.length - GRAM + 1;
  for (let at = 0; at < possible; at += 1) {
    const places = grams.get(quoted.slice(at, at + GRAM)) ?? [];
    for (let i = 0; i < places.length; i += 2) {
      const [text, offset] = [places[i] ?? 0, (places[i + 1] ?? 0) - at];
      const key = `${text} ${Math.floor(offset / 12)}`;
      const known = votes.get(key);
      if (known === undefined) votes.set(key, { text, offset, count: 1 });
      else known.count += 1;
    }
  }
  let best: { text: number; offset: number; count: number } | null = null;
  for (const vote of votes.values()) if (best === null || vote.count > best.count) best = vote;
  return best === null || best.count < Math.max(1, possible * SHARED) ? null : best;
}

function indexOf(sources: readonly SourceText[]): Index {
  const known = indexes.get(sources);
  if (known !== undefined) return known;
  const grams = new Map<string, number[]>();
  const texts = sources.map(({ title, text: original }, number) => {
    const own = folded(original);
    for (let at = 0; at + GRAM <= own.text.length; at += 1) {
      const gram = own.text.slice(at, at + GRAM);
      const places = grams.get(gram);
      if (places === undefined) grams.set(gram, [number, at]);
      else if (places.length < PLACES * 2) places.push(number, at);
    }
    return { title, original, folded: own };
  });
  const fresh = { texts, grams };
  indexes.set(sources, fresh);
  return fresh;
}

function folded(text: string): Folded {
  const places: number[] = [];
  let kept = "";
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charAt(at);
    if (/\s/.test(unit)) continue;
    kept += unit;
    places.push(at);
  }
  return { text: foldWidth(kept), places };
}
