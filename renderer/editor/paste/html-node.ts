/** The little of the DOM that cleaning a paste needs: a browser's nodes have it, and so has a test's tree. */
export interface HtmlNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly nodeValue: string | null;
  readonly childNodes: ArrayLike<HtmlNode>;
  readonly getAttribute?: (name: string) => string | null;
}

export const nameOf = (node: HtmlNode): string => node.nodeName.toLowerCase();
export const isText = (node: HtmlNode): boolean => node.nodeType === 3;
export const isComment = (node: HtmlNode): boolean => node.nodeType === 8;
export const isElement = (node: HtmlNode): boolean => node.nodeType === 1;
export const childrenOf = (node: HtmlNode): readonly HtmlNode[] => Array.from(node.childNodes);
export const attribute = (node: HtmlNode, name: string): string => node.getAttribute?.(name) ?? "";

/** One declaration of a style attribute; Word's own `mso-` ones are not in the browser's style object. */
export function styleOf(node: HtmlNode, property: string): string {
  for (const part of attribute(node, "style").split(";")) {
    const colon = part.indexOf(":");
    if (colon > 0 && part.slice(0, colon).trim().toLowerCase() === property)
      return part
        .slice(colon + 1)
        .trim()
        .toLowerCase();
  }
  return "";
}

export function textOf(node: HtmlNode): string {
  return isText(node) ? (node.nodeValue ?? "") : childrenOf(node).map(textOf).join("");
}
