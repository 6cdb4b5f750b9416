/** What the toolbar shows of the selection: style, marks, whether it is in a table, what can be undone. */
import { getExtensionDependencyFromEditor } from "@lexical/extension";
import { HistoryExtension } from "@lexical/history";
import { $isHeadingNode } from "@lexical/rich-text";
import { $getSelection, $isRangeSelection, type LexicalEditor, mergeRegister, type TextFormatType } from "lexical";
import { useEffect, useState } from "react";
import { levelOf } from "./document";
import type { BlockStyle } from "./extensions/headings";
import { $cellAtCaret } from "./extensions/tables";
import { $textNodeOf } from "./text-nodes";

interface ToolbarState {
  readonly style: BlockStyle;
  readonly formats: ReadonlySet<TextFormatType>;
  readonly inTable: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

const shown: readonly TextFormatType[] = ["bold", "italic", "underline", "strikethrough", "superscript", "subscript"];

export function useToolbarState(editor: LexicalEditor): ToolbarState {
  const [state, setState] = useState<ToolbarState>({
    style: "body",
    formats: new Set(),
    inTable: false,
    canUndo: false,
    canRedo: false,
  });
  useEffect(() => {
    const history = getExtensionDependencyFromEditor(editor, HistoryExtension).output;
    const read = (): void => {
      const next = { ...editor.read($readSelection), canUndo: history.canUndo.peek(), canRedo: history.canRedo.peek() };
      setState((old) => (same(old, next) ? old : next));
    };
    return mergeRegister(
      editor.registerUpdateListener(read),
      history.canUndo.subscribe(read),
      history.canRedo.subscribe(read),
    );
  }, [editor]);
  return state;
}

function $readSelection(): Pick<ToolbarState, "style" | "formats" | "inTable"> {
  const selection = $getSelection();
  if (!$isRangeSelection(selection)) return { style: "body", formats: new Set(), inTable: $cellAtCaret() !== null };
  const block = $textNodeOf(selection.anchor.getNode());
  return {
    style: $isHeadingNode(block) ? levelOf(block.getTag()) : "body",
    formats: new Set(shown.filter((format) => selection.hasFormat(format))),
    inTable: $cellAtCaret() !== null,
  };
}

const same = (a: ToolbarState, b: ToolbarState): boolean =>
  a.style === b.style &&
  a.inTable === b.inTable &&
  a.canUndo === b.canUndo &&
  a.canRedo === b.canRedo &&
  shown.every((format) => a.formats.has(format) === b.formats.has(format));
