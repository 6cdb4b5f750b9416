/** One block during a pass, with what several rules ask about it worked out at most once. */
import { editsOf } from "../fix";
import { Prints } from "../print";
import type { Match, TextBlock } from "../rule";
import { Cover, type Range } from "../vocabulary";
import { protectedRanges } from "./enclosures";

/** Antipatterns look at 40 characters either side: what excuses a match stands beside it. */
const WINDOW = 40;

export class Sheet {
  readonly block: TextBlock;
  private readonly allowed: readonly Range[];
  private cover: Cover | null = null;
  private prints: Prints | null = null;
  private sheltered: readonly Range[] | null = null;

  constructor(block: TextBlock, allowed: readonly Range[]) {
    this.block = block;
    this.allowed = allowed;
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
      for (const found of near.matchAll(pattern)) {
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
