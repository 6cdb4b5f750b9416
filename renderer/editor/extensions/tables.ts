/** Tables: insert, rows, columns, merging, header row; a cell holds text only, as the model has it. */
import {
  $createTableNodeWithDimensions,
  $deleteTableColumnAtSelection,
  $deleteTableRowAtSelection,
  $findCellNode,
  $insertTableColumnAtSelection,
  $insertTableRowAtSelection,
  $isTableCellNode,
  $isTableRowNode,
  $isTableSelection,
  $mergeCells,
  $unmergeCell,
  TableCellHeaderStates,
  TableCellNode,
  TableExtension,
} from "@lexical/table";
import { $insertNodeToNearestRoot } from "@lexical/utils";
import {
  $createParagraphNode,
  $getSelection,
  $isElementNode,
  $isParagraphNode,
  COMMAND_PRIORITY_EDITOR,
  configExtension,
  createCommand,
  defineExtension,
  type LexicalCommand,
  mergeRegister,
} from "lexical";
import { never } from "../../../shared/never";

export const tableActions = [
  "row-above",
  "row-below",
  "column-left",
  "column-right",
  "delete-row",
  "delete-column",
  "merge",
  "split",
  "header-row",
  "delete-table",
] as const;
export type TableAction = (typeof tableActions)[number];

export const INSERT_TABLE: LexicalCommand<{ rows: number; columns: number }> = createCommand("caibian.table");
export const CHANGE_TABLE: LexicalCommand<TableAction> = createCommand("caibian.table-change");

export const TablesExtension = defineExtension({
  name: "caibian/tables",
  dependencies: [configExtension(TableExtension, { hasCellBackgroundColor: false, hasNestedTables: false })],
  register: (editor) =>
    mergeRegister(
      editor.registerCommand(
        INSERT_TABLE,
        ({ rows, columns }) => {
          if ($cellAtCaret() !== null) return true;
          const table = $createTableNodeWithDimensions(rows, columns, { rows: true, columns: false });
          $insertNodeToNearestRoot(table);
          if (table.getNextSibling() === null) table.insertAfter($createParagraphNode());
          table.selectStart();
          return true;
        },
        COMMAND_PRIORITY_EDITOR,
      ),
      editor.registerCommand(CHANGE_TABLE, $change, COMMAND_PRIORITY_EDITOR),
      editor.registerNodeTransform(TableCellNode, $onlyText),
    ),
});

/** The cell the caret stands in; null outside tables. */
export function $cellAtCaret(): TableCellNode | null {
  const selection = $getSelection();
  const node = selection?.getNodes()[0];
  return node === undefined ? null : $findCellNode(node);
}

function $change(action: TableAction): boolean {
  const cell = $cellAtCaret();
  if (cell === null) return false;
  switch (action) {
    case "row-above":
    case "row-below":
      $insertTableRowAtSelection(action === "row-below");
      return true;
    case "column-left":
    case "column-right":
      $insertTableColumnAtSelection(action === "column-right");
      return true;
    case "delete-row":
      $deleteTableRowAtSelection();
      return true;
    case "delete-column":
      $deleteTableColumnAtSelection();
      return true;
    case "merge":
      $merge();
      return true;
    case "split":
      $unmergeCell();
      return true;
    case "header-row":
      $toggleHeader(cell);
      return true;
    case "delete-table":
      cell.getParentOrThrow().getParentOrThrow().remove();
      return true;
    default:
      return never(action);
  }
}

function $merge(): void {
  const selection = $getSelection();
  if ($isTableSelection(selection)) $mergeCells(selection.getNodes().filter($isTableCellNode));
}

/** The whole row of the caret becomes header cells, or plain ones again. */
function $toggleHeader(cell: TableCellNode): void {
  const row = cell.getParent();
  if (!$isTableRowNode(row)) return;
  const state = cell.hasHeader() ? TableCellHeaderStates.NO_STATUS : TableCellHeaderStates.ROW;
  for (const each of row.getChildren().filter($isTableCellNode)) each.setHeaderStyles(state);
}

/** A cell of the model is text: blocks pasted into it become its paragraphs, files move behind the table. */
function $onlyText(cell: TableCellNode): void {
  for (const child of cell.getChildren()) {
    if ($isParagraphNode(child)) continue;
    if ($isElementNode(child) && !child.isInline()) {
      const inner = child.getChildren();
      const blocks = inner.filter((node) => $isElementNode(node) && !node.isInline());
      if (blocks.length > 0) {
        for (const block of blocks) child.insertBefore(block);
        child.remove();
      } else {
        child.replace($createParagraphNode(), true);
      }
    } else if (!$isElementNode(child)) {
      cell.getParent()?.getParent()?.insertAfter(child);
    }
  }
}
