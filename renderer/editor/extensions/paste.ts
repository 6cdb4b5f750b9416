/**
 * Paste: our own clean-up instead of the editor's html import, one undo step, a report of what was left out (E2),
 * a stated limit (E_TOO_LARGE) that is judged before anything is parsed or changed.
 */
import {
  $createParagraphNode,
  $createRangeSelectionFromDom,
  $getRoot,
  $getSelection,
  $isRangeSelection,
  $setSelection,
  COMMAND_PRIORITY_HIGH,
  defineExtension,
  HISTORY_PUSH_TAG,
  type LexicalEditor,
  type LexicalNode,
  PASTE_COMMAND,
  PASTE_TAG,
  safeCast,
} from "lexical";
import { type Failure, toFailure } from "../../../shared/failure";
import type { Block } from "../../../shared/model/manuscript";
import { $nodeOf } from "../document";
import type { Dropped } from "../paste/drops";
import { blocksOf, MAX_PASTE_CHARACTERS, type PasteSource, readPaste } from "../paste/read";
import { $inlineNodes } from "../runs";
import type { StoreFile } from "../stored-file";
import { $cellAtCaret } from "./tables";

export interface PasteReport {
  readonly characters: number;
  readonly blocks: number;
  readonly images: number;
  readonly dropped: readonly Dropped[];
}

interface PasteConfig {
  readonly storeFile: StoreFile;
  readonly parseHtml: (html: string) => ParentNode | null;
  readonly onReport: (report: PasteReport) => void;
  readonly onRefused: (failure: Failure) => void;
}

export const PasteExtension = defineExtension({
  name: "caibian/paste",
  config: safeCast<PasteConfig>({
    storeFile: () => Promise.reject(new Error("no file store")),
    parseHtml: (html) => new DOMParser().parseFromString(html, "text/html").body,
    onReport: () => {},
    onRefused: () => {},
  }),
  register: (editor, config) =>
    editor.registerCommand(
      PASTE_COMMAND,
      (event) => {
        const data = "clipboardData" in event ? event.clipboardData : null;
        if (data === null || inOwnField(event)) return false;
        // A file alone is a picture to insert; the files extension takes it.
        if (data.files.length > 0 && !data.types.includes("text/html") && !data.types.includes("text/plain"))
          return false;
        // A copy from a manuscript of ours keeps its nodes, pictures included; the editor inserts it itself.
        if (
          data.types.includes("application/x-lexical-editor") &&
          data.getData("text/plain").length <= MAX_PASTE_CHARACTERS
        )
          return false;
        event.preventDefault();
        $catchUpSelection(editor);
        const plain = data.getData("text/plain");
        const html = data.getData("text/html");
        void paste(editor, config, { plain, html });
        return true;
      },
      COMMAND_PRIORITY_HIGH,
    ),
});

const inOwnField = (event: { target: EventTarget | null }): boolean =>
  event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;

/** A paste right after a caret key comes before the editor has heard of the new caret; ask the window for it. */
function $catchUpSelection(editor: LexicalEditor): void {
  const selection = $getSelection();
  const fresh = $createRangeSelectionFromDom(window.getSelection(), editor);
  if ($isRangeSelection(selection) && fresh !== null) $setSelection(fresh);
}

/** Reads, stores pictures, inserts. Nothing is changed before everything has been read. */
async function paste(editor: LexicalEditor, config: PasteConfig, source: PasteSource): Promise<void> {
  try {
    const pasted = readPaste(source, config.parseHtml);
    const { blocks, dropped, images } = await blocksOf(pasted, config.storeFile);
    if (blocks.length === 0 && dropped.length === 0) return;
    const characters = insertBlocks(editor, blocks);
    config.onReport({ characters, blocks: blocks.length, images, dropped });
  } catch (error) {
    config.onRefused(toFailure(error));
  }
}

/** Inserts blocks at the selection as one undo step; answers how many characters came in. */
export function insertBlocks(editor: LexicalEditor, blocks: readonly Block[]): number {
  const before = editor.read(() => $getRoot().getTextContentSize());
  editor.update(() => $insertBlocks(blocks), { tag: [PASTE_TAG, HISTORY_PUSH_TAG], discrete: true });
  return Math.max(0, editor.read(() => $getRoot().getTextContentSize()) - before);
}

function $insertBlocks(blocks: readonly Block[]): void {
  const only = blocks[0];
  if ($getSelection() === null) $getRoot().selectEnd();
  const selection = $getSelection();
  if (selection === null || only === undefined) return;
  if ($cellAtCaret() !== null) selection.insertNodes($asLines(blocks));
  else if (blocks.length === 1 && only.kind === "paragraph") selection.insertNodes($inlineNodes(only.runs));
  else $insertWhole(blocks.map($nodeOf));
}

/** Inside a cell everything is text, one line a block. */
function $asLines(blocks: readonly Block[]): LexicalNode[] {
  const runs = blocks.flatMap((block, index) => [
    ...(index === 0 ? [] : [{ text: "\n", marks: [], link: null }]),
    ...linesOf(block),
  ]);
  return $inlineNodes(runs);
}

const linesOf = (block: Block) => {
  switch (block.kind) {
    case "heading":
    case "paragraph":
      return block.runs;
    case "list":
      return block.items.flatMap((item, index) => [
        ...(index === 0 ? [] : [{ text: "\n", marks: [], link: null }]),
        ...item.runs,
      ]);
    case "table":
      return block.rows.flatMap((row) =>
        row.cells.flatMap((cell) => [...cell.runs, { text: " ", marks: [], link: null }]),
      );
    case "image":
    case "attachment":
      return [];
  }
};

/** An empty paragraph gives way to what is pasted; otherwise the first and last block join the text around them. */
function $insertWhole(nodes: LexicalNode[]): void {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) {
    selection?.insertNodes(nodes);
    return;
  }
  const top = selection.anchor.getNode().getTopLevelElement();
  if (selection.isCollapsed() && top?.isEmpty() === true && top.getType() === "paragraph") {
    for (const node of nodes) top.insertBefore(node);
    const last = nodes.at(-1);
    if (last === undefined) return;
    top.remove();
    if (last.getNextSibling() === null && !("append" in last)) last.insertAfter($createParagraphNode());
    $setSelection(last.selectEnd());
    return;
  }
  selection.insertNodes(nodes);
}
