/** A page's HTML as the tree that shared/publication reads. */
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import type { PageNode } from "../shared/publication/page-node";

/** Parses a page as a browser does. */
export function parsePage(html: string): PageNode {
  return fromParse5(parse(html));
}

/** A parse5 tree as PageNode: elements and text; comments and the doctype are left out. */
export function fromParse5(node: DefaultTreeAdapterTypes.Node): PageNode {
  if ("value" in node) return { tag: "#text", attributes: {}, children: [], text: node.value };
  const attributes = "attrs" in node ? Object.fromEntries(node.attrs.map((pair) => [pair.name, pair.value])) : {};
  const children = "childNodes" in node ? node.childNodes : [];
  return {
    tag: node.nodeName,
    attributes,
    children: children
      .filter((child) => child.nodeName !== "#comment" && child.nodeName !== "#documentType")
      .map(fromParse5),
    text: "",
  };
}
