/**
 * Drawing over the text with the CSS Custom Highlight API: no element is added or changed, so the caret,
 * the selection and an open composition are never touched (E20).
 */
import { $isTextNode, type ElementNode, getDOMTextNode, type LexicalEditor } from "lexical";
import { $pieces } from "./offsets";

export interface Painted {
  readonly block: string;
  readonly start: number;
  readonly end: number;
}

const registry = (): HighlightRegistry | null =>
  typeof CSS !== "undefined" && "highlights" in CSS ? CSS.highlights : null;

/** The DOM ranges of `[start, end)` in a block. Empty when the block is not drawn. */
export function $domRanges(
  editor: LexicalEditor,
  block: ElementNode,
  span: { start: number; end: number },
): StaticRange[] {
  return $pieces(block).flatMap(({ node, start, length }) => {
    if (!$isTextNode(node) || start >= span.end || start + length <= span.start) return [];
    const text = getDOMTextNode(editor.getElementByKey(node.getKey()));
    if (text === null) return [];
    const from = Math.min(text.data.length, Math.max(0, span.start - start));
    const to = Math.min(text.data.length, span.end - start);
    if (from >= to) return [];
    return [new StaticRange({ startContainer: text, startOffset: from, endContainer: text, endOffset: to })];
  });
}

/** Replaces everything drawn under one name. Answers the ranges, in order. */
export function paintSpans(
  editor: LexicalEditor,
  name: string,
  spans: readonly Painted[],
  $element: (id: string) => ElementNode | null,
): StaticRange[] {
  const highlights = registry();
  if (highlights === null) return [];
  const ranges = editor.read(() =>
    spans.flatMap((span) => {
      const node = $element(span.block);
      return node === null ? [] : $domRanges(editor, node, span);
    }),
  );
  if (ranges.length === 0) highlights.delete(name);
  else highlights.set(name, new Highlight(...ranges));
  return ranges;
}

/** A named set of ranges that can be changed block by block. */
export class Layer {
  private readonly byBlock = new Map<string, readonly StaticRange[]>();
  private readonly highlight: Highlight | null;
  private readonly name: string;

  constructor(name: string, priority: number) {
    this.name = name;
    this.highlight = registry() === null ? null : new Highlight();
    if (this.highlight !== null) {
      this.highlight.priority = priority;
      registry()?.set(name, this.highlight);
    }
  }

  put(block: string, ranges: readonly StaticRange[]): void {
    for (const range of this.byBlock.get(block) ?? []) this.highlight?.delete(range);
    for (const range of ranges) this.highlight?.add(range);
    if (ranges.length === 0) this.byBlock.delete(block);
    else this.byBlock.set(block, ranges);
  }

  blocks(): readonly string[] {
    return [...this.byBlock.keys()];
  }

  dispose(): void {
    if (registry()?.get(this.name) === this.highlight) registry()?.delete(this.name);
  }
}
