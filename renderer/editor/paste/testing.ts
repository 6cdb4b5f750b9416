/** A small reader of well-formed html for paste fixtures; tests run without a browser. */
import type { HtmlNode } from "./html-node";

interface MutableNode extends HtmlNode {
  readonly childNodes: HtmlNode[];
}

const VOID = new Set(["br", "img", "hr", "meta", "link", "input", "col", "v:imagedata"]);
const entities: Readonly<Record<string, string>> = {
  nbsp: "\u00a0",
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  middot: "·",
};

const decode = (text: string): string => text.replace(/&([a-z]+);/g, (whole, name: string) => entities[name] ?? whole);

function element(name: string, source: string): MutableNode {
  const attributes = new Map<string, string>();
  for (const [, key, double, single, bare] of source.matchAll(
    /([\w:-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g,
  ))
    attributes.set((key ?? "").toLowerCase(), decode(double ?? single ?? bare ?? ""));
  return {
    nodeType: 1,
    nodeName: name.toUpperCase(),
    nodeValue: null,
    childNodes: [],
    getAttribute: (key) => attributes.get(key) ?? null,
  };
}

const leaf = (nodeType: number, nodeValue: string): HtmlNode => ({
  nodeType,
  nodeName: nodeType === 3 ? "#text" : "#comment",
  nodeValue,
  childNodes: [],
});

export function parseFixture(html: string): HtmlNode {
  const stack: MutableNode[] = [element("body", "")];
  const top = (): MutableNode => stack.at(-1) ?? element("body", "");
  const token =
    /<!--([\s\S]*?)-->|<!\[[\s\S]*?\]>|<\/([\w:]+)\s*>|<([\w:]+)((?:[^>"']|"[^"]*"|'[^']*')*?)(\/?)>|([^<]+)/g;
  for (const [, comment, close, open, source, selfClosed, text] of html.matchAll(token)) {
    if (comment !== undefined) top().childNodes.push(leaf(8, comment));
    else if (text !== undefined) top().childNodes.push(leaf(3, decode(text)));
    else if (close !== undefined) {
      if (stack.length > 1 && !VOID.has(close.toLowerCase())) stack.pop();
    } else if (open !== undefined) {
      const node = element(open, source ?? "");
      top().childNodes.push(node);
      if (selfClosed !== "/" && !VOID.has(open.toLowerCase())) stack.push(node);
    }
  }
  return stack[0] ?? element("body", "");
}
