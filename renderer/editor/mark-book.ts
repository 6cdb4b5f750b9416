/**
 * Where findings stand while the text changes under them. Positions follow edits by the common prefix and suffix of a
 * block's old and new text; a finding whose own stretch was touched is gone until the next machine pass.
 */
import type { Finding } from "../../shared/proofreading/finding";

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The span after an edit from `before` to `after`; null when the edit touched it. */
export function shiftSpan(before: string, after: string, span: Span): Span | null {
  const most = Math.min(before.length, after.length);
  let prefix = 0;
  while (prefix < most && before.charCodeAt(prefix) === after.charCodeAt(prefix)) prefix += 1;
  let suffix = 0;
  while (
    suffix < most - prefix &&
    before.charCodeAt(before.length - 1 - suffix) === after.charCodeAt(after.length - 1 - suffix)
  )
    suffix += 1;
  if (span.end <= prefix) return span;
  if (span.start < before.length - suffix) return null;
  const by = after.length - before.length;
  return { start: span.start + by, end: span.end + by };
}

interface Page {
  readonly text: string;
  readonly spans: ReadonlyMap<Finding, Span>;
}

export class MarkBook {
  private pages = new Map<string, Page>();

  /** Starts anew from a machine pass. Findings whose text is no longer there (typed away meanwhile) are left out. */
  load(findings: readonly Finding[], textOf: (block: string) => string | null): void {
    const pages = new Map<string, { text: string; spans: Map<Finding, Span> }>();
    for (const finding of findings) {
      const known = pages.get(finding.block);
      const text = known?.text ?? textOf(finding.block);
      if (text === null) continue;
      const page = known ?? { text, spans: new Map<Finding, Span>() };
      pages.set(finding.block, page);
      if (text.slice(finding.start, finding.end) === finding.text) page.spans.set(finding, finding);
    }
    this.pages = pages;
  }

  /** Follows an edit of one block; true when any of its spans moved or went. */
  edit(block: string, text: string): boolean {
    const page = this.pages.get(block);
    if (page === undefined || page.text === text) return false;
    const spans = new Map<Finding, Span>();
    for (const [finding, span] of page.spans) {
      const moved = shiftSpan(page.text, text, span);
      if (moved !== null) spans.set(finding, moved);
    }
    this.pages.set(block, { text, spans });
    return true;
  }

  /** Where a finding is now; null when its text was changed. */
  spanOf(finding: Finding): Span | null {
    return this.pages.get(finding.block)?.spans.get(finding) ?? null;
  }

  spansIn(block: string): ReadonlyMap<Finding, Span> {
    return this.pages.get(block)?.spans ?? new Map<Finding, Span>();
  }

  blocks(): readonly string[] {
    return [...this.pages.keys()];
  }
}
