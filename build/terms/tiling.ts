/**
 * Whether a wrong form could arise where ordinary words meet: 加强领到 out of 加强 and 领到, 体大 out of 身体 and 大会. Such
 * a form says nothing about a slip.
 */
import type { WordCounts } from "./words";

/** Characters that stand alone between words. */
const ALONE: ReadonlySet<string> = new Set(
  "的了在是已较和与于为被把将也都又要我你他她它这那就不很再及或等从向对给让使由以并而但则且当如若因所其此该各每某者们个些只次起来去说称到上下里内外前后间时地得着过一二三四五六七八九十百千万亿零两元年月日号人国省市县区乡村党会新老大小多少高好能可会有无没做用按经据自同共全总本",
);
/** A word seen less often is no ordinary one. */
const ORDINARY = 30;
/** So many words, by their counts, begin or end with a character that anything may stand beside it. */
const COMMON_EDGE = 3_000;
const LONGEST = 8;

export class Tiling {
  private readonly words: WordCounts;
  private readonly starts = new Map<string, number>();
  private readonly ends = new Map<string, number>();

  constructor(words: WordCounts) {
    this.words = words;
    for (const [word, count] of words) {
      if (count < ORDINARY) continue;
      for (let size = 1; size < word.length && size <= 3; size += 1) {
        const start = word.slice(0, size);
        const end = word.slice(-size);
        this.starts.set(start, (this.starts.get(start) ?? 0) + count);
        this.ends.set(end, (this.ends.get(end) ?? 0) + count);
      }
    }
  }

  /** Whether words alone make up the form, with the first and the last perhaps reaching beyond it. */
  covers(form: string): boolean {
    const size = form.length;
    const reaches = new Uint8Array(size + 1);
    reaches[0] = 1;
    for (let end = 1; end <= 3 && end < size; end += 1) {
      if (this.isEdge(this.ends, form.slice(0, end))) reaches[end] = 1;
    }
    for (let from = 0; from < size; from += 1) {
      if (reaches[from] !== 1) continue;
      if (size - from <= 3 && from > 0 && this.isEdge(this.starts, form.slice(from))) return true;
      if (ALONE.has(form.charAt(from))) reaches[from + 1] = 1;
      for (let to = from + 2; to <= size && to - from <= LONGEST; to += 1) {
        if ((this.words.get(form.slice(from, to)) ?? 0) >= ORDINARY) reaches[to] = 1;
      }
    }
    return reaches[size] === 1;
  }

  /** Whether the form is made of ordinary words of two characters and more, nothing reaching beyond it. */
  isMadeOfWords(form: string): boolean {
    const reaches = new Uint8Array(form.length + 1);
    reaches[0] = 1;
    for (let from = 0; from < form.length; from += 1) {
      if (reaches[from] !== 1) continue;
      for (let to = from + 2; to <= form.length; to += 1) {
        if ((this.words.get(form.slice(from, to)) ?? 0) >= ORDINARY) reaches[to] = 1;
      }
    }
    return reaches[form.length] === 1;
  }

  private isEdge(edges: ReadonlyMap<string, number>, part: string): boolean {
    return (edges.get(part) ?? 0) >= (part.length === 1 ? COMMON_EDGE : ORDINARY);
  }
}
