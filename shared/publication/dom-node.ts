/** A live document as a PageNode tree. */
import type { PageNode } from "./page-node";

/** The part of the DOM's Node that the reading needs; every browser's Node fits. */
export interface DomNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly childNodes: ArrayLike<DomNode>;
  readonly attributes?: ArrayLike<{ readonly name: string; readonly value: string }>;
}

/**
 * Copies a live node. It stands alone and names no inner function, so that its source text can be sent into a page:
 * `page.evaluate(pageNodeOf, await page.$("html"))`.
 */
export function pageNodeOf(node: DomNode): PageNode {
  return {
    tag: node.nodeType === 3 ? "#text" : node.nodeName.toLowerCase(),
    attributes: Object.fromEntries(Array.from(node.attributes ?? [], (pair) => [pair.name, pair.value])),
    // 1 element, 3 text: what is shown. Comments and the doctype are not.
    children: Array.from(node.childNodes)
      .filter((child) => child.nodeType === 1 || child.nodeType === 3)
      .map((child) => pageNodeOf(child)),
    text: node.nodeType === 3 ? (node.nodeValue ?? "") : "",
  };
}
