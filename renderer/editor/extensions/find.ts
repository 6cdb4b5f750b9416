/** Find and replace over the whole text, tables included. Replacing all is one undo step (E10). */
import { $isElementNode, $setSelection, defineExtension, HISTORY_PUSH_TAG, type LexicalEditor } from "lexical";
import { $blockId } from "../block-id";
import { $blockText, $replaceSpan, $spanSelection } from "../offsets";
import { paintSpans } from "../paint";
import { findAll, type SearchOptions, type Stretch } from "../search";
import { $textNodes } from "../text-nodes";
import { type BlockIds, BlockIdsExtension } from "./block-ids";

export interface Hit extends Stretch {
  readonly block: string;
}

export interface Finder {
  readonly search: (query: string, options: SearchOptions) => Hit[];
  /** Marks the hits and brings the current one into sight, without moving the caret. */
  readonly show: (hits: readonly Hit[], current: number) => void;
  /** Puts the selection on a hit. */
  readonly select: (hit: Hit) => void;
  readonly replace: (hits: readonly Hit[], text: string) => number;
  readonly clear: () => void;
}

export const FindExtension = defineExtension({
  name: "caibian/find",
  dependencies: [BlockIdsExtension],
  build: (editor, _config, state): Finder => finderOf(editor, state.getDependency(BlockIdsExtension).output),
});

function finderOf(editor: LexicalEditor, ids: BlockIds): Finder {
  const $element = (id: string) => {
    const node = ids.$node(id);
    return $isElementNode(node) ? node : null;
  };
  return {
    search: (query, options) =>
      editor.read(() =>
        $textNodes().flatMap((node) =>
          findAll($blockText(node), query, options).map((stretch) => ({ ...stretch, block: $blockId(node) })),
        ),
      ),
    show: (hits, current) => {
      paintSpans(editor, "find-hit", hits, $element);
      const one = hits[current];
      const range = paintSpans(editor, "find-current", one === undefined ? [] : [one], $element)[0];
      range?.startContainer.parentElement?.scrollIntoView({ block: "nearest" });
    },
    select: (hit) =>
      editor.update(
        () => {
          const node = $element(hit.block);
          if (node !== null) $setSelection($spanSelection(node, hit));
        },
        { discrete: true },
      ),
    replace: (hits, text) => {
      editor.update(() => $replaceHits(hits, text, $element), { tag: HISTORY_PUSH_TAG, discrete: true });
      return hits.length;
    },
    clear: () => {
      for (const name of ["find-hit", "find-current"]) paintSpans(editor, name, [], $element);
    },
  };
}

/** From the last hit to the first, so that earlier offsets stay right. */
function $replaceHits(
  hits: readonly Hit[],
  text: string,
  $element: (id: string) => ReturnType<typeof $textNodes>[number] | null,
): void {
  for (const hit of [...hits].reverse()) {
    const node = $element(hit.block);
    if (node !== null) $replaceSpan(node, hit, text);
  }
}
