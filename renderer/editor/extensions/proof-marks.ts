/** Findings drawn in place, one line style per severity; positions follow edits until the next machine pass. */
import {
  $getNodeByKey,
  $isElementNode,
  $setSelection,
  defineExtension,
  type LexicalEditor,
  type LexicalNode,
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
  /** Takes the findings of a pass and draws the open ones; the title and metadata are drawn by who shows them. */
  readonly set: (findings: readonly Finding[], open: ReadonlySet<Finding>) => void;
  /** Draws only these from now on: what was decided is no longer marked. */
  readonly show: (open: ReadonlySet<Finding>) => void;
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
  open: ReadonlySet<Finding>;
  readonly book: MarkBook;
  readonly layers: Readonly<Record<Severity, Layer>>;
  readonly current: Layer;
  /** The finding pointed at; its mark is drawn anew with its block. */
  pointed: Finding | null;
}

export const ProofMarksExtension = defineExtension({
  name: "caibian/proof-marks",
  dependencies: [BlockIdsExtension],
  init: (): Canvas => ({
    open: new Set(),
    book: new MarkBook(),
    layers: {
      block: new Layer(layerNames.block, 4),
      error: new Layer(layerNames.error, 3),
      warning: new Layer(layerNames.warning, 2),
      hint: new Layer(layerNames.hint, 1),
    },
    current: new Layer("proof-current", 5),
    pointed: null,
  }),
  build: (editor, _config, state): ProofMarks =>
    marksOf(editor, state.getInitResult(), state.getDependency(BlockIdsExtension).output),
  register: (editor, _config, state) => {
    const canvas = state.getInitResult();
    const ids = state.getDependency(BlockIdsExtension).output;
    return mergeRegister(
      followView(editor, () => editor.read(() => $drawView(editor, { canvas, ids }))),
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

/** Draws what is in view and takes back what has left it: thousands of ranges would cost every frame their check. */
function $drawView(editor: LexicalEditor, { canvas, ids }: { canvas: Canvas; ids: BlockIds }): void {
  const drawn = drawnIn(canvas);
  for (const id of canvas.book.blocks()) {
    const near = inView(elementOf(editor, ids.$node(id)));
    if (near && !drawn.has(id)) $draw(editor, { canvas, ids, id });
    else if (!near && drawn.has(id)) for (const severity of severities) canvas.layers[severity].put(id, []);
  }
}

const drawnIn = (canvas: Canvas): ReadonlySet<string> =>
  new Set(severities.flatMap((severity) => canvas.layers[severity].blocks()));

const elementOf = (editor: LexicalEditor, node: LexicalNode | null): HTMLElement | null =>
  node === null ? null : editor.getElementByKey(node.getKey());

/** On screen, or less than a screen away. */
function inView(element: HTMLElement | null): boolean {
  if (element === null) return false;
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > -window.innerHeight && top < 2 * window.innerHeight;
}

/** Tells of every scroll and resize around the text, once a frame. */
function followView(editor: LexicalEditor, onView: () => void): () => void {
  let frame = 0;
  const soon = (): void => {
    if (frame !== 0) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      onView();
    });
  };
  const stop = editor.registerRootListener((root) => {
    if (root === null) return;
    // Capture: the scrolling element is an ancestor of the text, and scroll events do not bubble.
    window.addEventListener("scroll", soon, { capture: true, passive: true });
    window.addEventListener("resize", soon);
    return () => {
      window.removeEventListener("scroll", soon, { capture: true });
      window.removeEventListener("resize", soon);
      cancelAnimationFrame(frame);
    };
  });
  return stop;
}

function $draw(editor: LexicalEditor, at: { canvas: Canvas; ids: BlockIds; id: string }): void {
  const { canvas, ids, id } = at;
  const node = ids.$node(id);
  const ranges: Record<Severity, StaticRange[]> = { block: [], error: [], warning: [], hint: [] };
  if ($isElementNode(node) && inView(elementOf(editor, node)))
    for (const [finding, span] of canvas.book.spansIn(id))
      if (canvas.open.has(finding)) ranges[finding.severity].push(...$domRanges(editor, node, span));
  for (const severity of severities) canvas.layers[severity].put(id, ranges[severity]);
  if (canvas.pointed?.block === id) $drawPointed(editor, { canvas, ids, finding: canvas.pointed });
}

/** Draws the finding pointed at; nothing while its own stretch is being changed. */
function $drawPointed(editor: LexicalEditor, at: { canvas: Canvas; ids: BlockIds; finding: Finding }): StaticRange[] {
  const { canvas, ids, finding } = at;
  const node = ids.$node(finding.block);
  const span = canvas.book.spanOf(finding);
  const ranges = span !== null && $isElementNode(node) ? $domRanges(editor, node, span) : [];
  canvas.current.put(finding.block, ranges);
  return ranges;
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
    set: (findings, open) => {
      canvas.open = open;
      editor.read(() => {
        const before = drawnIn(canvas);
        canvas.book.load(findings, $textOf);
        for (const id of before) $draw(editor, { canvas, ids, id });
        $drawView(editor, { canvas, ids });
      });
    },
    show: (open) => {
      canvas.open = open;
      editor.read(() => {
        for (const id of drawnIn(canvas)) $draw(editor, { canvas, ids, id });
        $drawView(editor, { canvas, ids });
      });
    },
    spanOf: (finding) => canvas.book.spanOf(finding),
    reveal: (finding) => {
      clear();
      canvas.pointed = finding;
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
  const { ids, finding } = at;
  const node = ids.$node(blockOf(finding.block));
  if (node === null) return;
  const ranges = $drawPointed(editor, at);
  const element = ranges[0]?.startContainer.parentElement ?? editor.getElementByKey(node.getKey());
  element?.scrollIntoView({ block: "center" });
}
