/** Html of a clipboard (Word, WPS, a web page) → blocks of the manuscript, with a list of everything left out. */
import type { Block, Run } from "../../../shared/model/manuscript";
import { newBlockId } from "../block-id";
import { cleanText } from "../runs";
import { type Dropped, Drops, dropName } from "./drops";
import { attribute, childrenOf, type HtmlNode, isElement, nameOf, styleOf } from "./html-node";
import { runsFrom } from "./inline";
import { itemsOf, wordItem } from "./lists";
import { tableFrom } from "./tables";

/** A picture whose bytes still have to be stored before it is a block. */
export interface PendingImage {
  readonly kind: "pending-image";
  readonly source: string;
  readonly alt: string;
}

export type PastedBlock = Block | PendingImage;

export interface Pasted {
  readonly blocks: readonly PastedBlock[];
  readonly dropped: readonly Dropped[];
}

const INLINE = new Set(
  "a abbr b bdi bdo big br cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr o:p st1:chsdate".split(
    " ",
  ),
);

export function cleanHtml(root: HtmlNode): Pasted {
  const drops = new Drops();
  const blocks: PastedBlock[] = [];
  walk(childrenOf(root), { blocks, drops });
  return { blocks: joinLists(blocks), dropped: drops.list() };
}

/** Lines become paragraphs; empty lines fall away. */
export function cleanPlain(text: string): Pasted {
  const lines = cleanText(text)
    .split("\n")
    .map((line) => line.replace(/^[\s\u3000]+|[\s\u3000]+$/gu, ""))
    .filter((line) => line !== "");
  return { blocks: lines.map((line) => paragraph([{ text: line, marks: [], link: null }], "left")), dropped: [] };
}

interface Sink {
  readonly blocks: PastedBlock[];
  readonly drops: Drops;
}

/** Inline neighbours gather into one paragraph; blocks stand for themselves. */
function walk(nodes: readonly HtmlNode[], sink: Sink): void {
  let inline: HtmlNode[] = [];
  const flush = (): void => {
    push(runsFrom(inline, sink.drops), sink, "left");
    inline = [];
  };
  for (const node of nodes) {
    if (!isElement(node) || isInline(node)) {
      inline.push(node);
      continue;
    }
    flush();
    block(node, sink);
  }
  flush();
}

const isInline = (node: HtmlNode): boolean =>
  INLINE.has(nameOf(node)) && childrenOf(node).every((child) => !isElement(child) || isInline(child));

function block(node: HtmlNode, sink: Sink): void {
  const dropped = dropName(node);
  if (dropped === "silent") return;
  if (dropped !== null) {
    sink.drops.add(dropped, node);
    return;
  }
  const name = nameOf(node);
  if (name === "img" || name === "v:imagedata") picture(node, sink);
  else if (name === "table") sink.blocks.push(...tableFrom(node, sink.drops));
  else if (name === "ul" || name === "ol") {
    const items = itemsOf(node, 0, sink.drops);
    if (items.length > 0) sink.blocks.push({ kind: "list", id: newBlockId(), ordered: name === "ol", items });
  } else if (/^h[1-6]$/.test(name)) heading(node, sink);
  else if (hasBlocks(node)) walk(childrenOf(node), sink);
  else textBlock(node, sink);
}

const hasBlocks = (node: HtmlNode): boolean => childrenOf(node).some((child) => isElement(child) && !isInline(child));

function heading(node: HtmlNode, sink: Sink): void {
  const digit = Math.min(4, Number(nameOf(node).slice(1)));
  const level = ([1, 2, 3, 4] as const).find((each) => each === digit) ?? 4;
  const runs = runsFrom(childrenOf(node), sink.drops);
  sink.drops.near(joinText(runs));
  if (runs.length > 0) sink.blocks.push({ kind: "heading", id: newBlockId(), level, runs });
}

function textBlock(node: HtmlNode, sink: Sink): void {
  const item = wordItem(node);
  const runs = runsFrom(childrenOf(node), sink.drops);
  if (item !== null && runs.length > 0) {
    sink.drops.near(joinText(runs));
    const items = [{ id: newBlockId(), depth: item.depth, runs }];
    sink.blocks.push({ kind: "list", id: `${item.list}.${newBlockId()}`, ordered: item.ordered, items });
  } else {
    push(runs, sink, alignOf(node));
  }
}

function push(runs: Run[], sink: Sink, align: "left" | "center" | "right"): void {
  if (runs.length === 0) return;
  sink.drops.near(joinText(runs));
  sink.blocks.push(paragraph(runs, align));
}

const joinText = (runs: readonly Run[]): string => runs.map((run) => run.text).join("");

const paragraph = (runs: Run[], align: "left" | "center" | "right"): Block => ({
  kind: "paragraph",
  id: newBlockId(),
  align,
  runs,
});

function alignOf(node: HtmlNode): "left" | "center" | "right" {
  const align = styleOf(node, "text-align") || attribute(node, "align").toLowerCase();
  return align === "center" || align === "right" ? align : "left";
}

/** Only bytes that travel inside the clipboard are taken: no fetch, no reading of local paths. */
function picture(node: HtmlNode, sink: Sink): void {
  const source = attribute(node, "src");
  if (/^data:image\/(x-)?(emf|wmf)/i.test(source) || /\.(emf|wmf)z?$/i.test(source)) sink.drops.add("metafile", node);
  else if (/^data:image\//i.test(source))
    sink.blocks.push({ kind: "pending-image", source, alt: cleanText(attribute(node, "alt")).slice(0, 500) });
  else sink.drops.add(/^https?:/i.test(source) ? "remote-image" : "local-image", node);
}

/** Word writes each item as a paragraph of its own; neighbours of one Word list become one list again. */
function joinLists(blocks: readonly PastedBlock[]): PastedBlock[] {
  const result: PastedBlock[] = [];
  for (const each of blocks) {
    const last = result.at(-1);
    const same =
      each.kind === "list" && last?.kind === "list" && each.id.includes(".") && listKey(last.id) === listKey(each.id);
    if (same) result[result.length - 1] = { ...last, items: [...last.items, ...each.items] };
    else result.push(each);
  }
  return result.map((each) => (each.kind === "list" && each.id.includes(".") ? { ...each, id: newBlockId() } : each));
}

const listKey = (id: string): string => id.slice(0, id.indexOf("."));

/** Everything a paste brings as plain text, to judge its size. */
export function lengthOf(pasted: Pasted): number {
  return pasted.blocks.reduce((sum, each) => sum + blockLength(each), 0);
}

export function blockLength(each: PastedBlock): number {
  switch (each.kind) {
    case "heading":
    case "paragraph":
      return joinText(each.runs).length;
    case "list":
      return each.items.reduce((sum, item) => sum + joinText(item.runs).length, 0);
    case "table":
      return each.rows.reduce(
        (sum, row) => sum + row.cells.reduce((all, cell) => all + joinText(cell.runs).length, 0),
        0,
      );
    case "image":
    case "attachment":
    case "pending-image":
      return 0;
  }
}
