/** Lists of pasted html: real ones, and the paragraphs Word writes instead. */
import type { ListItem } from "../../../shared/model/manuscript";
import { newBlockId } from "../block-id";
import { MAX_DEPTH } from "../nodes/list";
import { type Drops, dropName } from "./drops";
import { attribute, childrenOf, type HtmlNode, isElement, nameOf, styleOf, textOf } from "./html-node";
import { runsFrom } from "./inline";

/** Items of a `ul` or `ol`, nested ones after their parent one level deeper. */
export function itemsOf(list: HtmlNode, depth: number, drops: Drops): ListItem[] {
  return childrenOf(list).flatMap((node) => {
    if (!isElement(node)) return [];
    if (isList(node)) return itemsOf(node, depth + 1, drops);
    if (dropName(node) !== null) return [];
    const own = Number(attribute(node, "data-depth"));
    const level = Math.min(MAX_DEPTH, Number.isInteger(own) && own > 0 ? own : depth);
    const runs = runsFrom(
      childrenOf(node).filter((child) => !isList(child)),
      drops,
    );
    const nested = childrenOf(node).filter(isList);
    const below = nested.flatMap((child) => itemsOf(child, depth + 1, drops));
    return runs.length === 0 ? below : [{ id: newBlockId(), depth: level, runs }, ...below];
  });
}

const isList = (node: HtmlNode): boolean => nameOf(node) === "ul" || nameOf(node) === "ol";

export interface WordItem {
  readonly list: string;
  readonly depth: number;
  readonly ordered: boolean;
}

/** `mso-list:l0 level2 lfo1` marks a paragraph as an item; its number or bullet stands in a span of its own. */
export function wordItem(node: HtmlNode): WordItem | null {
  const found = /l(\d+)\s+level(\d+)\s+lfo(\d+)/.exec(styleOf(node, "mso-list"));
  if (found === null) return null;
  const marker = markerOf(node).trim();
  return {
    list: `l${found[1]}lfo${found[3]}`,
    depth: Math.min(MAX_DEPTH, Number(found[2]) - 1),
    ordered: /[0-9a-z一二三四五六七八九十]/i.test(marker.replace(/^[on·•§Øüvul]$/i, "")),
  };
}

function markerOf(node: HtmlNode): string {
  if (styleOf(node, "mso-list") === "ignore") return textOf(node);
  return childrenOf(node).reduce((found, child) => (found === "" ? markerOf(child) : found), "");
}
