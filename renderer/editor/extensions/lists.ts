/** Lists: toggle, indent, leave on an empty item, and nothing but items inside a list. */
import {
  $findMatchingParent,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  COMMAND_PRIORITY_EDITOR,
  COMMAND_PRIORITY_LOW,
  createCommand,
  defineExtension,
  type ElementNode,
  INSERT_PARAGRAPH_COMMAND,
  KEY_TAB_COMMAND,
  type LexicalCommand,
  mergeRegister,
} from "lexical";
import { $blockId, $withBlockId } from "../block-id";
import {
  $createItemNode,
  $createListNode,
  $isItemNode,
  $isListNode,
  $leaveList,
  ManuscriptItemNode,
  ManuscriptListNode,
} from "../nodes/list";
import { $selectedBlocks, HeadingsExtension } from "./headings";

export type ListStyle = "numbered" | "bulleted";

export const TOGGLE_LIST: LexicalCommand<ListStyle> = createCommand("caibian.list");

export const ListsExtension = defineExtension({
  name: "caibian/lists",
  dependencies: [HeadingsExtension],
  nodes: () => [ManuscriptListNode, ManuscriptItemNode],
  register: (editor) =>
    mergeRegister(
      editor.registerCommand(TOGGLE_LIST, $toggle, COMMAND_PRIORITY_EDITOR),
      editor.registerCommand(INSERT_PARAGRAPH_COMMAND, $leaveEmptyItem, COMMAND_PRIORITY_LOW),
      editor.registerCommand(KEY_TAB_COMMAND, $indentByTab, COMMAND_PRIORITY_LOW),
      editor.registerNodeTransform(ManuscriptListNode, $onlyItems),
      editor.registerNodeTransform(ManuscriptItemNode, $onlyInLists),
    ),
});

function $toggle(style: ListStyle): true {
  const ordered = style === "numbered";
  const blocks = $selectedBlocks();
  const lists = new Set(blocks.filter($isItemNode).map((item) => item.getParent()));
  const allSuch = blocks.length > 0 && blocks.every((block) => $inList(block, ordered));
  if (allSuch) {
    for (const item of blocks.filter($isItemNode)) $leaveList(item);
    return true;
  }
  for (const list of lists) if ($isListNode(list)) list.setOrdered(ordered);
  $wrap(
    blocks.filter((block) => !$isItemNode(block)),
    ordered,
  );
  return true;
}

const $inList = (block: ElementNode, ordered: boolean): boolean => {
  const list = block.getParent();
  return $isItemNode(block) && $isListNode(list) && list.isOrdered() === ordered;
};

/** Neighbouring blocks become items of one list. */
function $wrap(blocks: readonly ElementNode[], ordered: boolean): void {
  for (const block of blocks) {
    const item = $withBlockId($createItemNode(0), $blockId(block));
    const before = block.getPreviousSibling();
    if ($isListNode(before) && before.isOrdered() === ordered) {
      before.append(item);
      item.append(...block.getChildren());
      block.remove();
    } else {
      const list = $createListNode(ordered).append(item);
      block.insertBefore(list);
      item.append(...block.getChildren());
      block.remove();
    }
  }
}

function $itemAtCaret(): ManuscriptItemNode | null {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return null;
  return $findMatchingParent(selection.anchor.getNode(), $isItemNode);
}

/** Enter on an empty item steps out one level, then out of the list. */
function $leaveEmptyItem(): boolean {
  const item = $itemAtCaret();
  const selection = $getSelection();
  if (item === null || !item.isEmpty() || !$isRangeSelection(selection) || !selection.isCollapsed()) return false;
  if (item.getIndent() > 0) item.setIndent(item.getIndent() - 1);
  else $leaveList(item).selectStart();
  return true;
}

function $indentByTab(event: KeyboardEvent): boolean {
  const items = $selectedBlocks().filter($isItemNode);
  if (items.length === 0) return false;
  event.preventDefault();
  for (const item of items) item.setIndent(item.getIndent() + (event.shiftKey ? -1 : 1));
  return true;
}

/** Blocks that paste or merging put inside a list become items, or leave it when they hold no text. */
function $onlyItems(list: ManuscriptListNode): void {
  for (const child of list.getChildren()) {
    if ($isItemNode(child)) continue;
    if ($isListNode(child)) {
      for (const item of child.getChildren()) child.insertBefore(item);
      child.remove();
    } else if ($isElementNode(child) && !child.isShadowRoot() && !child.isInline()) {
      child.replace($createItemNode(0), true);
    } else if ($isElementNode(child) && child.isInline()) {
      child.replace($createItemNode(0).append(child));
    } else {
      list.insertAfter(child);
    }
  }
}

function $onlyInLists(item: ManuscriptItemNode): void {
  if (!$isListNode(item.getParent()) && item.isAttached()) {
    const list = $createListNode(false);
    item.insertBefore(list);
    list.append(item);
  }
}
