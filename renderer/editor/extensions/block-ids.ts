/** Every block, list item and cell has an id, and no two have the same: new, split and pasted nodes get one here. */
import { HeadingNode } from "@lexical/rich-text";
import { TableCellNode, TableNode } from "@lexical/table";
import {
  $getNodeByKey,
  $getRoot,
  $isElementNode,
  defineExtension,
  type ElementNode,
  type Klass,
  type LexicalNode,
  mergeRegister,
  type NodeKey,
  ParagraphNode,
} from "lexical";
import { $blockId, $withBlockId, newBlockId } from "../block-id";
import { ManuscriptAttachmentNode, ManuscriptImageNode } from "../nodes/file";
import { ManuscriptItemNode, ManuscriptListNode } from "../nodes/list";

const named: readonly Klass<LexicalNode>[] = [
  ParagraphNode,
  HeadingNode,
  ManuscriptListNode,
  ManuscriptItemNode,
  TableNode,
  TableCellNode,
  ManuscriptImageNode,
  ManuscriptAttachmentNode,
];

export interface BlockIds {
  /** The node of an id, inside a read or an update; null when there is none. */
  readonly $node: (id: string) => LexicalNode | null;
}

export const BlockIdsExtension = defineExtension({
  name: "caibian/block-ids",
  nodes: () => [ManuscriptImageNode, ManuscriptAttachmentNode, ManuscriptListNode, ManuscriptItemNode],
  init: () => new Map<string, NodeKey>(),
  build: (_editor, _config, state): BlockIds => ({ $node: (id) => $find(state.getInitResult(), id) }),
  register: (editor, _config, state) => {
    const owners = state.getInitResult();
    return mergeRegister(...named.map((klass) => editor.registerNodeTransform(klass, (node) => $claim(owners, node))));
  },
});

function $claim(owners: Map<string, NodeKey>, node: LexicalNode): void {
  const id = $blockId(node);
  if (id === "" || $ownedByOther(owners, id, node)) {
    const fresh = newBlockId();
    owners.set(fresh, node.getKey());
    $withBlockId(node, fresh);
  } else {
    owners.set(id, node.getKey());
  }
}

function $ownedByOther(owners: ReadonlyMap<string, NodeKey>, id: string, node: LexicalNode): boolean {
  const key = owners.get(id);
  if (key === undefined || key === node.getKey()) return false;
  const other = $getNodeByKey(key);
  return other?.isAttached() === true && $blockId(other) === id;
}

/** Undo brings nodes back without a transform, so a miss looks through the document once and remembers. */
function $find(owners: Map<string, NodeKey>, id: string): LexicalNode | null {
  const known = $at(owners.get(id), id);
  if (known !== null) return known;
  $index($getRoot(), owners);
  return $at(owners.get(id), id);
}

function $at(key: NodeKey | undefined, id: string): LexicalNode | null {
  const node = key === undefined ? null : $getNodeByKey(key);
  return node?.isAttached() === true && $blockId(node) === id ? node : null;
}

function $index(parent: ElementNode, owners: Map<string, NodeKey>): void {
  for (const node of parent.getChildren()) {
    const id = $blockId(node);
    if (id !== "") owners.set(id, node.getKey());
    if ($isElementNode(node) && !(node instanceof ParagraphNode)) $index(node, owners);
  }
}
