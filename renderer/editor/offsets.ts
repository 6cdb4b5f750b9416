/** Between UTF-16 offsets in a block's text and the editor's text nodes. `\n` stands for a line break, as in runs. */
import {
  $createRangeSelection,
  $getSelection,
  $isElementNode,
  $isLineBreakNode,
  $isRangeSelection,
  $isTextNode,
  type ElementNode,
  type LineBreakNode,
  type PointType,
  type RangeSelection,
  type TextNode,
} from "lexical";

export interface Piece {
  readonly node: TextNode | LineBreakNode;
  readonly start: number;
  readonly length: number;
}

/** The leaves of a block with their offsets. Paragraphs inside a cell count one for the break between them. */
export function $pieces(block: ElementNode): Piece[] {
  const pieces: Piece[] = [];
  $gather(block, 0, pieces);
  return pieces;
}

function $gather(parent: ElementNode, from: number, pieces: Piece[]): number {
  let offset = from;
  for (const [index, node] of parent.getChildren().entries()) {
    if ($isTextNode(node) || $isLineBreakNode(node)) {
      const length = $isTextNode(node) ? node.getTextContentSize() : 1;
      pieces.push({ node, start: offset, length });
      offset += length;
    } else if ($isElementNode(node)) {
      offset = $gather(node, !node.isInline() && index > 0 ? offset + 1 : offset, pieces);
    }
  }
  return offset;
}

/** The block's text exactly as its runs have it. */
export function $blockText(block: ElementNode): string {
  let text = "";
  for (const { node, start } of $pieces(block)) {
    if (start > text.length) text += "\n";
    text += $isTextNode(node) ? node.getTextContent() : "\n";
  }
  return text;
}

/** A selection over `[start, end)` of a block's text. */
export function $spanSelection(block: ElementNode, span: { start: number; end: number }): RangeSelection {
  const pieces = $pieces(block);
  const selection = $createRangeSelection();
  $setPoint(selection.anchor, { block, pieces, offset: span.start });
  $setPoint(selection.focus, { block, pieces, offset: span.end });
  return selection;
}

function $setPoint(point: PointType, at: { block: ElementNode; pieces: readonly Piece[]; offset: number }): void {
  const piece = at.pieces.find(({ start, length }) => at.offset <= start + length) ?? at.pieces.at(-1);
  if (piece === undefined) {
    point.set(at.block.getKey(), 0, "element");
    return;
  }
  const inside = Math.max(0, Math.min(piece.length, at.offset - piece.start));
  if ($isTextNode(piece.node)) point.set(piece.node.getKey(), inside, "text");
  else point.set(piece.node.getParentOrThrow().getKey(), piece.node.getIndexWithinParent() + inside, "element");
}

/**
 * Replaces `[start, end)` by text without a line break; the first leaf it touches keeps its look.
 * Works on nodes, not through the selection, so that hundreds of replacements are one cheap update.
 */
export function $replaceSpan(block: ElementNode, span: { start: number; end: number }, text: string): void {
  const touched = $pieces(block).filter(({ start, length }) => start < span.end && start + length > span.start);
  const first = touched.find(({ node }) => $isTextNode(node));
  for (const piece of [...touched].reverse()) {
    const from = Math.max(0, span.start - piece.start);
    const count = Math.min(piece.length, span.end - piece.start) - from;
    if (!$isTextNode(piece.node)) piece.node.remove();
    else if (piece === first) piece.node.spliceText(from, count, text);
    else if (count === piece.length) piece.node.remove();
    else piece.node.spliceText(from, count, "");
  }
  if (first !== undefined && $isTextNode(first.node) && first.node.getTextContentSize() === 0) first.node.remove();
  $clampSelection();
}

/** A text node that became shorter must not leave the caret behind its end. */
function $clampSelection(): void {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return;
  for (const point of [selection.anchor, selection.focus]) {
    const node = point.getNode();
    const size = $isTextNode(node) ? node.getTextContentSize() : $isElementNode(node) ? node.getChildrenSize() : 0;
    if (point.offset > size) point.set(point.key, size, point.type);
  }
}
