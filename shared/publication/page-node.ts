/**
 * A page as a small tree, so that the same reader works on a parsed file, a fetched page and a live document.
 * Text nodes have the tag `#text`; comments and doctypes are left out because nobody sees them.
 */
import { AppError } from "../failure";

export interface PageNode {
  /** Lower-case element name, or `#text`. */
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly PageNode[];
  /** The characters of a text node; empty for elements. */
  readonly text: string;
}

export function element(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly PageNode[] = [],
): PageNode {
  return { tag, attributes, children, text: "" };
}

/** The nodes that show a text exactly: characters as they are, `\n` as a line break element. */
export function textNodes(text: string): PageNode[] {
  if (!text.includes("\n")) return text === "" ? [] : [{ tag: "#text", attributes: {}, children: [], text }];
  return text.split("\n").flatMap((line, i) => {
    const shown = line === "" ? [] : [{ tag: "#text", attributes: {}, children: [], text: line }];
    return i === 0 ? shown : [element("br", {}), ...shown];
  });
}

/** The text that `textNodes` showed. */
export function textOf(node: PageNode): string {
  if (node.tag === "#text") return node.text;
  return node.tag === "br" ? "\n" : node.children.map(textOf).join("");
}

/** Elements that HTML writes without an end tag. */
const VOID = new Set(["br", "img", "meta", "link"]);

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "\u00a0": "&nbsp;",
  // The parser turns a raw CR into LF before it reads anything (HTML 13.2.3.5); a reference survives.
  "\r": "&#13;",
};

/**
 * Escapes text for element content and quoted attributes.
 * @throws AppError E_INPUT for U+0000, which no HTML document can carry (HTML 13.2.5.80).
 */
export function escapeHtml(text: string): string {
  if (text.includes("\0")) throw new AppError("E_INPUT", "文字中含有不能显示的空字符");
  return text.replace(/[&<>"'\u00a0\r]/g, (character) => entities[character] ?? character);
}

/** The HTML of a tree, without any white space of its own. */
export function serialise(node: PageNode): string {
  if (node.tag === "#text") return escapeHtml(node.text);
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escapeHtml(value)}"`);
  const open = `<${node.tag}${attributes.join("")}>`;
  return VOID.has(node.tag) ? open : `${open}${node.children.map(serialise).join("")}</${node.tag}>`;
}

/** Whether two trees show the same. Text that a parser cut into several nodes counts as one, attribute order not at all. */
export function sameTree(a: PageNode, b: PageNode): boolean {
  if (a.tag !== b.tag || a.text !== b.text) return false;
  const names = Object.keys(a.attributes);
  if (names.length !== Object.keys(b.attributes).length) return false;
  if (names.some((name) => a.attributes[name] !== b.attributes[name])) return false;
  const left = joined(a.children);
  const right = joined(b.children);
  return left.length === right.length && left.every((child, i) => sameTree(child, right[i] ?? element("", {})));
}

function joined(children: readonly PageNode[]): PageNode[] {
  const result: PageNode[] = [];
  for (const child of children) {
    const last = result.at(-1);
    // Chromium cuts text after 65 536 characters; an LF in text shows as a line break under `pre-wrap`.
    const parts = child.tag === "#text" ? textNodes(child.text) : [child];
    for (const part of parts) {
      if (part.tag === "#text" && last?.tag === "#text")
        result[result.length - 1] = { ...part, text: last.text + part.text };
      else result.push(part);
    }
  }
  return result;
}

/** Every element of a tree that has the tag, in document order, the root included. */
export function elementsOf(root: PageNode, tag: string): PageNode[] {
  const inside = root.children.flatMap((child) => elementsOf(child, tag));
  return root.tag === tag ? [root, ...inside] : inside;
}
