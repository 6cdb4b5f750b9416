/** Editor state ↔ blocks of the manuscript, lossless both ways. All functions run inside an update or a read. */
import { $createHeadingNode, $isHeadingNode, type HeadingTagType } from "@lexical/rich-text";
import {
  $createTableCellNode,
  $createTableNode,
  $createTableRowNode,
  $isTableCellNode,
  $isTableNode,
  $isTableRowNode,
  TableCellHeaderStates,
  type TableCellNode,
  type TableNode,
} from "@lexical/table";
import {
  $createParagraphNode,
  $getRoot,
  $getState,
  $isElementNode,
  $isParagraphNode,
  $setState,
  createState,
  type ElementNode,
  type LexicalNode,
} from "lexical";
import type { Block, Cell } from "../../shared/model/manuscript";
import { $blockId, $withBlockId } from "./block-id";
import { $createAttachmentNode, $createImageNode, $isAttachmentNode, $isImageNode } from "./nodes/file";
import { $createItemNode, $createListNode, $isItemNode, $isListNode, type ManuscriptListNode } from "./nodes/list";
import { $inlineNodes, $runsOf } from "./runs";

type Level = 1 | 2 | 3 | 4;
type Of<K extends Block["kind"]> = Extract<Block, { kind: K }>;

/** h1 is the title of the page, so the 公文 levels 一、（一）1.（1） are h2 to h5. */
export const headingTags = { 1: "h2", 2: "h3", 3: "h4", 4: "h5" } as const satisfies Record<Level, HeadingTagType>;
export const levelOf = (tag: HeadingTagType): Level => {
  const found = ([1, 2, 3, 4] as const).find((level) => headingTags[level] === tag);
  return found ?? (tag === "h1" ? 1 : 4);
};

/** The paragraph an empty document shows for the caret; it is not part of the document until something stands in it. */
const placeholderState = createState("placeholder", { parse: (value) => value === true });

export function $loadBlocks(blocks: readonly Block[]): void {
  const root = $getRoot().clear();
  if (blocks.length === 0) root.append($setState($createParagraphNode(), placeholderState, true));
  else root.append(...blocks.map($nodeOf));
}

export function $documentBlocks(blockOf: (node: LexicalNode) => Block | null = $blockOf): Block[] {
  const children = $getRoot().getChildren();
  const only = children.length === 1 ? children[0] : undefined;
  if ($isParagraphNode(only) && only.isEmpty() && $getState(only, placeholderState)) return [];
  return children.flatMap((node) => blockOf(node) ?? []);
}

export function $nodeOf(block: Block): LexicalNode {
  return $withBlockId($bareNodeOf(block), block.id);
}

function $bareNodeOf(block: Block): LexicalNode {
  switch (block.kind) {
    case "heading":
      return $createHeadingNode(headingTags[block.level]).append(...$inlineNodes(block.runs));
    case "paragraph":
      return $createParagraphNode()
        .setFormat(block.align === "left" ? "" : block.align)
        .append(...$inlineNodes(block.runs));
    case "list":
      return $createListNode(block.ordered).append(
        ...block.items.map((item) =>
          $withBlockId($createItemNode(item.depth).append(...$inlineNodes(item.runs)), item.id),
        ),
      );
    case "table":
      return $createTableNode().append(
        ...block.rows.map((row) => $createTableRowNode().append(...row.cells.map($cellNode))),
      );
    case "image":
      return $createImageNode(block.file, { alt: block.alt, decorative: block.decorative, caption: block.caption });
    case "attachment":
      return $createAttachmentNode(block.file);
  }
}

function $cellNode(cell: Cell): TableCellNode {
  const state = cell.header ? TableCellHeaderStates.ROW : TableCellHeaderStates.NO_STATUS;
  const node = $createTableCellNode(state, cell.colSpan).setRowSpan(cell.rowSpan);
  return $withBlockId(node.append($createParagraphNode().append(...$inlineNodes(cell.runs))), cell.id);
}

/** The block a top-level node stands for; null for a node the model has no place for. */
export function $blockOf(node: LexicalNode): Block | null {
  const id = $blockId(node);
  if ($isHeadingNode(node)) return { kind: "heading", id, level: levelOf(node.getTag()), runs: $runsOf(node) };
  if ($isListNode(node)) return $listOf(node, id);
  if ($isTableNode(node)) return $tableOf(node, id);
  if ($isImageNode(node)) return { kind: "image", id, file: node.getFile(), ...node.getWords() };
  if ($isAttachmentNode(node)) return { kind: "attachment", id, file: node.getFile() };
  if ($isElementNode(node)) return { kind: "paragraph", id, align: $alignOf(node), runs: $runsOf(node) };
  return null;
}

function $alignOf(node: ElementNode): Of<"paragraph">["align"] {
  const format = node.getFormatType();
  return format === "center" || format === "right" ? format : "left";
}

function $listOf(node: ManuscriptListNode, id: string): Of<"list"> | null {
  const items = node
    .getChildren()
    .filter($isItemNode)
    .map((item) => ({ id: $blockId(item), depth: item.getIndent(), runs: $runsOf(item) }));
  return items.length === 0 ? null : { kind: "list", id, ordered: node.isOrdered(), items };
}

function $tableOf(node: TableNode, id: string): Of<"table"> | null {
  const rows = node
    .getChildren()
    .filter($isTableRowNode)
    .map((row) => ({ cells: row.getChildren().filter($isTableCellNode).map($cellOf) }));
  return rows.length === 0 ? null : { kind: "table", id, rows };
}

function $cellOf(node: TableCellNode): Cell {
  return {
    id: $blockId(node),
    header: node.hasHeader(),
    colSpan: node.getColSpan(),
    rowSpan: node.getRowSpan(),
    runs: $runsOf(node),
  };
}
