/**
 * Lists as the model has them: flat items with a depth. The editor's own nested lists join neighbouring lists and wrap
 * items in items, which would lose ids and depths on the way back.
 */
import {
  $create,
  $createParagraphNode,
  $getState,
  $getStateChange,
  $setState,
  createState,
  ElementNode,
  type LexicalNode,
  type RangeSelection,
} from "lexical";
import { $blockId, $withBlockId } from "../block-id";

const orderedState = createState("ordered", { parse: (value) => value === true });

/** Deepest indent of the model. */
export const MAX_DEPTH = 5;

export class ManuscriptListNode extends ElementNode {
  override $config() {
    return this.config("manuscript-list", { extends: ElementNode });
  }
  isOrdered(): boolean {
    return $getState(this, orderedState);
  }
  setOrdered(ordered: boolean): this {
    return $setState(this, orderedState, ordered);
  }
  override createDOM(): HTMLElement {
    const element = document.createElement($getState(this, orderedState, "direct") ? "ol" : "ul");
    element.className = "ed-list";
    return element;
  }
  override updateDOM(previous: this): boolean {
    return $getStateChange(this, previous, orderedState) !== null;
  }
  override canBeEmpty(): false {
    return false;
  }
  override canIndent(): false {
    return false;
  }
}

export class ManuscriptItemNode extends ElementNode {
  override $config() {
    return this.config("manuscript-item", { extends: ElementNode });
  }
  override createDOM(): HTMLElement {
    const element = document.createElement("li");
    element.className = "ed-item";
    element.dataset.depth = String(this.__indent);
    return element;
  }
  override updateDOM(previous: this, element: HTMLElement): boolean {
    if (previous.__indent !== this.__indent) element.dataset.depth = String(this.__indent);
    return false;
  }
  override setIndent(level: number): this {
    return super.setIndent(Math.min(MAX_DEPTH, Math.max(0, level)));
  }
  override insertNewAfter(_selection: RangeSelection, restoreSelection = true): LexicalNode {
    const item = $createItemNode(this.getIndent());
    this.insertAfter(item, restoreSelection);
    return item;
  }
  override collapseAtStart(): true {
    if (this.getIndent() > 0) this.setIndent(this.getIndent() - 1);
    else $leaveList(this);
    return true;
  }
  override canMergeWhenEmpty(): true {
    return true;
  }
  override isParentRequired(): true {
    return true;
  }
  override createParentElementNode(): ElementNode {
    return $createListNode(false);
  }
}

export function $createListNode(ordered: boolean): ManuscriptListNode {
  return $create(ManuscriptListNode).setOrdered(ordered);
}

export function $createItemNode(depth: number): ManuscriptItemNode {
  return $create(ManuscriptItemNode).setIndent(depth);
}

export const $isListNode = (node: LexicalNode | null | undefined): node is ManuscriptListNode =>
  node instanceof ManuscriptListNode;
export const $isItemNode = (node: LexicalNode | null | undefined): node is ManuscriptItemNode =>
  node instanceof ManuscriptItemNode;

/** Turns an item into a paragraph with the same id and text; items after it become a list of their own. */
export function $leaveList(item: ManuscriptItemNode): ElementNode {
  const list = item.getParentOrThrow();
  const paragraph = $withBlockId($createParagraphNode(), $blockId(item));
  paragraph.append(...item.getChildren());
  const after = item.getNextSiblings();
  if ($isListNode(list) && after.length > 0) list.insertAfter($createListNode(list.isOrdered()).append(...after));
  list.insertAfter(paragraph);
  item.remove();
  if (list.isAttached() && list.getChildrenSize() === 0) list.remove();
  return paragraph;
}
