/** Findings drawn in place, one line style per severity; positions follow edits until the next machine pass. */
import {
  $getNodeByKey,
  $isElementNode,
  $setSelection,
  defineExtension,
  type LexicalEditor,
  mergeRegister,
  SKIP_DOM_SELECTION_TAG,
} from "lexical";
import { type Finding, type Severity, severities } from "../../../shared/proofreading/finding";
import { $blockId } from "../block-id";
import { MarkBook, type Span } from "../mark-book";
import { $blockText, $spanSelection } from "../offsets";
import { $domRanges, Layer } from "../paint";
import { $textNodeOf } from "../text-nodes";
import { type BlockIds, BlockIdsExtension } from "./block-ids";

export interface ProofMarks {
  /** Draws the findings of a pass; the title and metadata are drawn by who shows them. */
  readonly set: (findings: readonly Finding[]) => void;
  /** Where a finding is now; null when its text was changed since. */
  readonly spanOf: (finding: Finding) => Span | null;
  /** Brings a finding into sight and marks it as the current one, without moving the caret. */
  readonly reveal: (finding: Finding | null) => void;
  /** Puts the selection on a finding and the focus into the text. */
  readonly select: (finding: Finding) => void;
}

const layerNames = {
  block: "proof-block",
  error: "proof-error",
  warning: "proof-warning",
  hint: "proof-hint",
} as const;

interface Canvas {
  readonly book: MarkBook;
  readonly layers: Readonly<Record<Severity, Layer>>;
  readonly current: Layer;
}

export const ProofMarksExtension = defineExtension({
  name: "caibian/proof-marks",
  dependencies: [BlockIdsExtension],
  init: (): Canvas => ({
    book: new MarkBook(),
    layers: {
      block: new Layer(layerNames.block, 4),
      error: new Layer(layerNames.error, 3),
      warning: new Layer(layerNames.warning, 2),
      hint: new Layer(layerNames.hint, 1),
    },
    current: new Layer("proof-current", 5),
  }),
  build: (editor, _config, state): ProofMarks =>
    marksOf(editor, state.getInitResult(), state.getDependency(BlockIdsExtension).output),
  register: (editor, _config, state) => {
    const canvas = state.getInitResult();
    const ids = state.getDependency(BlockIdsExtension).output;
    return mergeRegister(
      editor.registerUpdateListener(({ dirtyElements, dirtyLeaves, tags }) => {
        const whole = tags.has("historic") || (dirtyElements.has("root") && dirtyElements.get("root") === true);
        editor.read(() => {
          const touched = whole ? canvas.book.blocks() : $touched([...dirtyElements.keys(), ...dirtyLeaves]);
          for (const id of touched) $follow(editor, { canvas, ids, id });
        });
      }),
      () => {
        for (const severity of severities) canvas.layers[severity].dispose();
        canvas.current.dispose();
      },
    );
  },
});

function $touched(keys: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const key of keys) {
    const node = $getNodeByKey(key);
    const block = node === null ? null : $textNodeOf(node);
    if (block !== null) found.add($blockId(block));
  }
  return found;
}

/** Moves one block's marks along with its text, then draws them anew: its text nodes may be new ones. */
function $follow(editor: LexicalEditor, at: { canvas: Canvas; ids: BlockIds; id: string }): void {
  const { canvas, ids, id } = at;
  if (canvas.book.spansIn(id).size === 0) return;
  const node = ids.$node(id);
  canvas.book.edit(id, $isElementNode(node) ? $blockText(node) : "");
  $draw(editor, at);
}

function $draw(editor: LexicalEditor, at: { canvas: Canvas; ids: BlockIds; id: string }): void {
  const { canvas, ids, id } = at;
  const node = ids.$node(id);
  const ranges: Record<Severity, StaticRange[]> = { block: [], error: [], warning: [], hint: [] };
  if ($isElementNode(node))
    for (const [finding, span] of canvas.book.spansIn(id))
      ranges[finding.severity].push(...$domRanges(editor, node, span));
  for (const severity of severities) canvas.layers[severity].put(id, ranges[severity]);
  canvas.current.put(id, []);
}

function marksOf(editor: LexicalEditor, canvas: Canvas, ids: BlockIds): ProofMarks {
  const $textOf = (id: string): string | null => {
    const node = ids.$node(id);
    return $isElementNode(node) ? $blockText(node) : null;
  };
  const clear = (): void => {
    for (const id of canvas.current.blocks()) canvas.current.put(id, []);
  };
  return {
    set: (findings) =>
      editor.read(() => {
        const before = canvas.book.blocks();
        canvas.book.load(findings, $textOf);
        for (const id of new Set([...before, ...canvas.book.blocks()])) $draw(editor, { canvas, ids, id });
      }),
    spanOf: (finding) => canvas.book.spanOf(finding),
    reveal: (finding) => {
      clear();
      if (finding !== null) editor.read(() => $reveal(editor, { canvas, ids, finding }));
    },
    select: (finding) => {
      editor.update(
        () => {
          const node = ids.$node(finding.block);
          const span = canvas.book.spanOf(finding);
          if ($isElementNode(node)) $setSelection($spanSelection(node, span ?? finding));
        },
        { discrete: true, tag: SKIP_DOM_SELECTION_TAG },
      );
      editor.focus();
    },
  };
}

/** Captions, alternative texts and file names are named after their block: `<id>.caption`. */
const blockOf = (place: string): string => place.replace(/\.(caption|alt|name)$/, "");

function $reveal(editor: LexicalEditor, at: { canvas: Canvas; ids: BlockIds; finding: Finding }): void {
  const { canvas, ids, finding } = at;
  const node = ids.$node(blockOf(finding.block));
  if (node === null) return;
  const span = canvas.book.spanOf(finding);
  const ranges = span !== null && $isElementNode(node) ? $domRanges(editor, node, span) : [];
  canvas.current.put(finding.block, ranges);
  const element = ranges[0]?.startContainer.parentElement ?? editor.getElementByKey(node.getKey());
  element?.scrollIntoView({ block: "center" });
}
