/** Puts a changed document into the editor by replacing only what differs, so that ids, the rest and undo stay as they are. */

import { $isTableCellNode } from "@lexical/table";
import { $createParagraphNode, $getRoot, $isElementNode, type LexicalNode } from "lexical";
import { canonicalJson } from "../../shared/canonical";
import type { Block, Run } from "../../shared/model/manuscript";
import { $nodeOf } from "./document";
import type { BlockIds } from "./extensions/block-ids";
import { $inlineNodes } from "./runs";

interface Held {
  readonly id: string;
  readonly runs: readonly Run[];
}

/** Inside an update: blocks of `next` that differ from the same place in `before`. Both have the same blocks in the same order. */
export function $patchBlocks(before: readonly Block[], next: readonly Block[], ids: BlockIds): void {
  for (const [index, block] of next.entries()) {
    const old = before[index];
    if (old === block || old === undefined || canonicalJson(old) === canonicalJson(block)) continue;
    if (!$patchText(old, block, ids)) ids.$node(block.id)?.replace($nodeOf(block));
  }
  if ($getRoot().isEmpty()) $getRoot().append($createParagraphNode());
}

/** True when only runs differ and they were written into the nodes that hold them. */
function $patchText(old: Block, block: Block, ids: BlockIds): boolean {
  const olds = heldIn(old);
  const news = heldIn(block);
  if (olds.length === 0 || olds.length !== news.length) return false;
  const changed = news.filter((held, index) => canonicalJson(held.runs) !== canonicalJson(olds[index]?.runs ?? []));
  const nodes = changed.map((held) => ({ held, node: ids.$node(held.id) }));
  if (nodes.some(({ node }) => node === null)) return false;
  for (const { held, node } of nodes) $write(node, held);
  return true;
}

function $write(node: LexicalNode | null, held: Held): void {
  if (!$isElementNode(node)) return;
  node.clear();
  if ($isTableCellNode(node)) node.append($createParagraphNode().append(...$inlineNodes(held.runs)));
  else node.append(...$inlineNodes(held.runs));
}

function heldIn(block: Block): readonly Held[] {
  switch (block.kind) {
    case "heading":
    case "paragraph":
      return [block];
    case "list":
      return block.items;
    case "table":
      return block.rows.flatMap((row) => row.cells);
    case "image":
    case "attachment":
      return [];
  }
}
