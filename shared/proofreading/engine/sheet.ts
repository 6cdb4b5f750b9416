/** One block during a pass, with what several rules ask about it worked out at most once. */

import { editsOf } from "../fix";
import { hitsOf } from "../hits";
import { Prints } from "../print";
import type { Match, SourceText, TextBlock } from "../rule";
import { Cover, type Range } from "../vocabulary";
import { protectedRanges, spokenRanges } from "./enclosures";
import { quotationsIn } from "./quotations";

/** Antipatterns look at 40 characters either side: what excuses a match stands beside it. */
const WINDOW = 40;

/** What packs say about a block. */
export interface Supplied {
  /** Where accepted words stand in it. */
  readonly allowed: readonly Range[];
  readonly sources: readonly SourceText[];
}

export class Sheet {
  readonly block: TextBlock;
  private readonly allowed: readonly Range[];
  private cover: Cover | null = null;
  private prints: Prints | null = null;
  private readonly sources: readonly SourceText[];
  private sheltered: readonly Range[] | null = null;
  private quoted: Cover | null = null;
  private spoken: Cover | null = null;

  constructor(block: TextBlock, { allowed, sources }: Supplied) {
    this.block = block;
    this.allowed = allowed;
    this.sources = sources;
  }

  /** Whether a match stands in a quotation from a registered text: there the words are another's (R6). */
  isQuoted(match: Range): boolean {
    if (this.sources.length === 0) return false;
    this.quoted ??= new Cover(quotationsIn(this.block.text, this.sources));
    return this.quoted.holds(match);
  }

  /** Whether a match stands in what somebody says, between quotation marks. */
  isSpoken(match: Range): boolean {
    this.spoken ??= new Cover(spokenRanges(this.block.text));
    return this.spoken.holds(match);
  }

  isAllowed(match: Range): boolean {
    if (this.allowed.length === 0) return false;
    this.cover ??= new Cover(this.allowed);
    return this.cover.holds(match);
  }

  printOf(rule: string, match: Range): string {
    this.prints ??= new Prints(this.block.text);
    return this.prints.of(rule, match);
  }

  isExcused(antipatterns: readonly RegExp[], match: Match): boolean {
    if (antipatterns.length === 0) return false;
    const from = Math.max(0, match.start - WINDOW);
    const near = this.block.text.slice(from, match.end + WINDOW);
    return antipatterns.some((pattern) => {
      for (const found of hitsOf(near, pattern)) {
        const start = from + found.index;
        if (start <= match.start && match.end <= start + found[0].length) return true;
      }
      return false;
    });
  }

  /** Whether a replacement would change a quotation, a title or a link. */
  changesSheltered(match: Match, replacement: string): boolean {
    this.sheltered ??= protectedRanges(this.block);
    const near = this.sheltered.filter(({ start, end }) => start < match.end && match.start < end);
    if (near.length === 0) return false;
    const text = this.block.text.slice(match.start, match.end);
    return editsOf({ block: this.block.id, start: match.start, end: match.end, text }, replacement).some((edit) =>
      near.some(({ start, end }) => edit.start < end && start < Math.max(edit.end, edit.start + 1)),
    );
  }
}
