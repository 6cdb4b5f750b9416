/** Runs of the model ↔ inline nodes of the editor. */
import { $createLinkNode, $isLinkNode } from "@lexical/link";
import {
  $createLineBreakNode,
  $createTextNode,
  $getState,
  $isElementNode,
  $isLineBreakNode,
  $isTextNode,
  $setState,
  createState,
  type ElementNode,
  IS_BOLD,
  IS_ITALIC,
  IS_STRIKETHROUGH,
  IS_SUBSCRIPT,
  IS_SUPERSCRIPT,
  IS_UNDERLINE,
  type LexicalNode,
} from "lexical";
import { type Mark, marks, type Run } from "../../shared/model/manuscript";

const formatOf: Readonly<Record<Mark, number>> = {
  bold: IS_BOLD,
  italic: IS_ITALIC,
  strike: IS_STRIKETHROUGH,
  sub: IS_SUBSCRIPT,
  super: IS_SUPERSCRIPT,
  underline: IS_UNDERLINE,
};

/** Marks of a line break that came from a document; −1 for one the person typed, which looks like the text before it. */
const breakFormat = createState("breakFormat", { parse: (value) => (typeof value === "number" ? value : -1) });

const marksOf = (format: number): Mark[] => marks.filter((mark) => (format & formatOf[mark]) !== 0);
const formatFor = (list: readonly Mark[]): number => list.reduce((sum, mark) => sum | formatOf[mark], 0);

/** Text as it enters a document: NFC, one kind of line end, no lone surrogate (RFC 8785 could not carry it). */
export const cleanText = (text: string): string => text.replace(/\r\n?/g, "\n").toWellFormed().normalize("NFC");

/** The normal form: no empty runs, neighbours of one look merged, marks sorted and unique. */
export function normalRuns(runs: readonly Run[]): Run[] {
  const result: Run[] = [];
  for (const run of runs) {
    if (run.text === "") continue;
    const sorted = marks.filter((mark) => run.marks.includes(mark));
    const last = result.at(-1);
    if (last !== undefined && last.link === run.link && last.marks.join() === sorted.join())
      result[result.length - 1] = { ...last, text: last.text + run.text };
    else result.push({ text: run.text, marks: sorted, link: run.link });
  }
  return result;
}

/** Nodes for runs; neighbouring runs with one link share one link node. */
export function $inlineNodes(runs: readonly Run[]): LexicalNode[] {
  const nodes: LexicalNode[] = [];
  for (const run of normalRuns(runs.map((item) => ({ ...item, text: cleanText(item.text) })))) {
    const leaves = $leaves(run.text, formatFor(run.marks));
    const last = nodes.at(-1);
    if (run.link === null) nodes.push(...leaves);
    else if ($isLinkNode(last) && last.getURL() === run.link) last.append(...leaves);
    else nodes.push($createLinkNode(run.link).append(...leaves));
  }
  return nodes;
}

function $leaves(text: string, format: number): LexicalNode[] {
  return text
    .split(/(\n)/)
    .filter((part) => part !== "")
    .map((part) =>
      part === "\n" ? $setState($createLineBreakNode(), breakFormat, format) : $createTextNode(part).setFormat(format),
    );
}

/** Runs of everything inline below a block, in normal form. Paragraphs inside a cell are joined by a line break. */
export function $runsOf(block: ElementNode): Run[] {
  const runs: Run[] = [];
  $collect(block, null, runs);
  return normalRuns(runs);
}

function $collect(parent: ElementNode, link: string | null, runs: Run[]): void {
  for (const [index, node] of parent.getChildren().entries()) {
    if ($isTextNode(node)) {
      runs.push({ text: cleanText(node.getTextContent()), marks: marksOf(node.getFormat()), link });
    } else if ($isLineBreakNode(node)) {
      const format = $getState(node, breakFormat);
      runs.push({ text: "\n", marks: format < 0 ? [...(runs.at(-1)?.marks ?? [])] : marksOf(format), link });
    } else if ($isElementNode(node)) {
      if (!node.isInline() && index > 0) runs.push({ text: "\n", marks: [...(runs.at(-1)?.marks ?? [])], link });
      $collect(node, $isLinkNode(node) ? node.getURL() : link, runs);
    }
  }
}
