/**
 * The document as blocks and its counts, kept per block so that reading them after a keystroke costs one block,
 * and a notice of every change a person made.
 */
import {
  $getRoot,
  defineExtension,
  HISTORIC_TAG,
  HISTORY_MERGE_TAG,
  HISTORY_PUSH_TAG,
  type LexicalEditor,
  type LexicalNode,
  mergeRegister,
  type NodeKey,
  SKIP_DOM_SELECTION_TAG,
  safeCast,
} from "lexical";
import { runsOf } from "../../../shared/model/content";
import type { Block } from "../../../shared/model/manuscript";
import { $blockOf, $documentBlocks, $loadBlocks } from "../document";
import { $patchBlocks } from "../patch";
import { addCounts, countText, type WordCount } from "../word-count";
import { type BlockIds, BlockIdsExtension } from "./block-ids";

/** Marks updates that put a stored document in place: no change of the person's. */
export const LOAD_TAG = "caibian-load";

interface Known {
  readonly block: Block | null;
  readonly count: WordCount;
}

export interface Content {
  readonly blocks: () => Block[];
  /** Counts of the body; the title is counted by who shows it. */
  readonly count: () => WordCount;
  /** Writes a changed version of these same blocks as one undo step, touching only what differs. */
  readonly patch: (next: readonly Block[]) => void;
  /** Replaces everything as one undo step. */
  readonly restore: (blocks: readonly Block[]) => void;
}

interface ContentConfig {
  readonly onChange: () => void;
  readonly initial: readonly Block[];
}

export const ContentExtension = defineExtension({
  name: "caibian/content",
  dependencies: [BlockIdsExtension],
  config: safeCast<ContentConfig>({ onChange: () => {}, initial: [] }),
  init: () => new Map<NodeKey, Known>(),
  build: (editor, _config, state): Content =>
    contentOf(editor, state.getInitResult(), state.getDependency(BlockIdsExtension).output),
  register: (editor, config, state) => {
    const known = state.getInitResult();
    return mergeRegister(
      editor.registerUpdateListener(({ dirtyElements, dirtyLeaves, tags, editorState, prevEditorState }) => {
        if (editorState === prevEditorState) return;
        // A state put in place as a whole (undo, redo) names no dirty nodes, or only some.
        const whole = tags.has(HISTORIC_TAG) || (dirtyElements.size === 0 && dirtyLeaves.size === 0);
        if (whole) known.clear();
        for (const key of dirtyElements.keys()) known.delete(key);
        for (const key of dirtyLeaves) known.delete(key);
        const changed = dirtyElements.size > 0 || dirtyLeaves.size > 0 || tags.has(HISTORIC_TAG);
        if (changed && !tags.has(LOAD_TAG)) config.onChange();
      }),
    );
  },
  afterRegistration: (editor, config) => {
    editor.update(() => $loadBlocks(config.initial), { tag: [LOAD_TAG, HISTORY_MERGE_TAG], discrete: true });
    return () => {};
  },
});

function contentOf(editor: LexicalEditor, known: Map<NodeKey, Known>, ids: BlockIds): Content {
  const look = (node: LexicalNode): Known => {
    const found = known.get(node.getKey());
    if (found !== undefined) return found;
    const block = $blockOf(node);
    const count = countText(block === null ? "" : textOf(block));
    const fresh = { block, count };
    known.set(node.getKey(), fresh);
    return fresh;
  };
  const blocks = (): Block[] => editor.read(() => $documentBlocks((node) => look(node).block));
  return {
    blocks,
    patch: (next) => {
      const before = blocks();
      // The panel keeps the focus: a new DOM selection would take it.
      editor.update(() => $patchBlocks(before, next, ids), {
        tag: [HISTORY_PUSH_TAG, SKIP_DOM_SELECTION_TAG],
        discrete: true,
      });
    },
    count: () =>
      editor.read(() =>
        $getRoot()
          .getChildren()
          .reduce((sum, node) => addCounts(sum, look(node).count), { words: 0, characters: 0 }),
      ),
    restore: (blocks) => editor.update(() => $loadBlocks(blocks), { tag: HISTORY_PUSH_TAG, discrete: true }),
  };
}

/** Items and cells are counted as lines of their own. */
function textOf(block: Block): string {
  switch (block.kind) {
    case "list":
      return block.items.map((item) => item.runs.map((run) => run.text).join("")).join("\n");
    case "table":
      return block.rows.flatMap((row) => row.cells.map((cell) => cell.runs.map((run) => run.text).join(""))).join("\n");
    case "image":
      return block.caption;
    default:
      return runsOf(block)
        .map((run) => run.text)
        .join("");
  }
}
