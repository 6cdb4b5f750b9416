/** 公文 levels: 标题 一、 二级（一） 三级 1. 四级（1） and 正文, kept with the block's id. */
import { $createHeadingNode, $isHeadingNode, RichTextExtension } from "@lexical/rich-text";
import { $isTableCellNode } from "@lexical/table";
import {
  $createParagraphNode,
  $findMatchingParent,
  $getSelection,
  $isElementNode,
  $isParagraphNode,
  COMMAND_PRIORITY_EDITOR,
  createCommand,
  defineExtension,
  type ElementNode,
  type LexicalCommand,
  type LexicalNode,
} from "lexical";
import { $blockId, $withBlockId } from "../block-id";
import { headingTags } from "../document";
import { $isItemNode, $leaveList } from "../nodes/list";

export type BlockStyle = "body" | 1 | 2 | 3 | 4;

export const SET_BLOCK_STYLE: LexicalCommand<BlockStyle> = createCommand("caibian.block-style");

export const HeadingsExtension = defineExtension({
  name: "caibian/headings",
  dependencies: [RichTextExtension],
  register: (editor) =>
    editor.registerCommand(
      SET_BLOCK_STYLE,
      (style) => {
        for (const block of $selectedBlocks()) $restyle(block, style);
        return true;
      },
      COMMAND_PRIORITY_EDITOR,
    ),
});

/** The blocks the selection touches: paragraphs, headings, list items; cells keep their one style. */
export function $selectedBlocks(): ElementNode[] {
  const nodes = $getSelection()?.getNodes() ?? [];
  const blocks = nodes.flatMap((node) => $findMatchingParent(node, $isStyled) ?? []);
  return [...new Set(blocks)].filter($isElementNode).filter((block) => !$isTableCellNode(block.getParent()));
}

const $isStyled = (node: LexicalNode): boolean => $isParagraphNode(node) || $isHeadingNode(node) || $isItemNode(node);

function $restyle(block: ElementNode, style: BlockStyle): void {
  const plain = $isItemNode(block) ? $leaveList(block) : block;
  const target = style === "body" ? $createParagraphNode() : $createHeadingNode(headingTags[style]);
  const id = $blockId(plain);
  plain.replace(target, true);
  $withBlockId(target, id);
}
