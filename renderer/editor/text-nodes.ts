/** The editor nodes that carry one block of text each: paragraphs, headings, list items, table cells. */
import { $isTableCellNode, $isTableNode, $isTableRowNode } from "@lexical/table";
import { $getRoot, $isElementNode, type ElementNode, type LexicalNode } from "lexical";
import { $isItemNode, $isListNode } from "./nodes/list";

/** All of them in reading order. */
export function $textNodes(): ElementNode[] {
  return $getRoot().getChildren().flatMap($textNodesIn);
}

function $textNodesIn(node: LexicalNode): ElementNode[] {
  if (!$isElementNode(node)) return [];
  const holds = $isListNode(node) || $isTableNode(node) || $isTableRowNode(node);
  return holds ? node.getChildren().flatMap($textNodesIn) : [node];
}

/** The text block a node stands in; null outside one. */
export function $textNodeOf(node: LexicalNode): ElementNode | null {
  let found: ElementNode | null = null;
  for (let at: LexicalNode | null = node; at !== null; at = at.getParent()) {
    if ($isTableCellNode(at) || $isItemNode(at)) return at;
    if ($isElementNode(at) && !at.isInline() && at.getParent() !== null) found ??= at;
  }
  return found;
}
