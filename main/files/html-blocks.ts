/** An untrusted HTML page as blocks of a manuscript. Nothing of it is ever run or shown as HTML. */
import { parse } from "parse5";
import type { Block, Cell, ListItem, ManuscriptDocument } from "../../shared/model/manuscript";
import { attribute, childrenOf, Dropped, type Element, isElement, type Node, plain, runsBelow, tidy } from "./runs";

export interface Imported {
  readonly document: ManuscriptDocument;
  /** One Chinese line for each kind of thing that was not kept. */
  readonly dropped: readonly string[];
}

export function importHtml(html: string, newId: () => string): Imported {
  const dropped = new Dropped();
  const builder = new Builder(newId, dropped);
  builder.walk(childrenOf(parse(html)), "left");
  const { title, blocks } = withTitle(builder.blocks());
  return { document: { title, blocks }, dropped: dropped.lines() };
}

type Align = "left" | "center" | "right";

const containers = new Set(
  "html body div section article main header footer aside nav figure figcaption blockquote center dl dd dt details summary address fieldset pre".split(
    " ",
  ),
);

class Builder {
  readonly #newId: () => string;
  readonly #dropped: Dropped;
  readonly #blocks: Block[] = [];
  #inline: Node[] = [];

  constructor(newId: () => string, dropped: Dropped) {
    this.#newId = newId;
    this.#dropped = dropped;
  }

  readonly blocks = (): readonly Block[] => this.#blocks;

  /** Inline neighbours make a paragraph; every block element ends it. */
  walk(nodes: readonly Node[], align: Align): void {
    for (const node of nodes) {
      if (isElement(node) && isBlock(node)) {
        this.#flush(align);
        this.#block(node, align);
      } else this.#inline.push(node);
    }
    this.#flush(align);
  }

  #block(element: Element, outer: Align): void {
    const name = element.tagName;
    const align = alignOf(element, outer);
    if (name === "table") this.#table(element);
    else if (name === "ul" || name === "ol") this.#list(element);
    else if (/^h[1-6]$/.test(name)) this.#heading(element, Number(name.slice(1)));
    else this.walk(childrenOf(element), align);
  }

  #flush(align: Align): void {
    const runs = tidy(runsBelow(this.#inline, plain, this.#dropped));
    this.#inline = [];
    if (runs.length > 0) this.#blocks.push({ kind: "paragraph", id: this.#newId(), align, runs });
  }

  #heading(element: Element, level: number): void {
    const runs = tidy(runsBelow(childrenOf(element), plain, this.#dropped));
    // h1 is the title of a page; the levels of a manuscript begin below it.
    if (runs.length > 0) this.#blocks.push({ kind: "heading", id: this.#newId(), level: levelOf(level), runs });
  }

  #list(element: Element): void {
    const items = this.#items(element, 0).filter((item) => item.runs.length > 0);
    if (items.length > 0)
      this.#blocks.push({ kind: "list", id: this.#newId(), ordered: element.tagName === "ol", items });
  }

  #items(list: Element, depth: number): ListItem[] {
    return childrenOf(list).flatMap((child) => {
      if (!isElement(child)) return [];
      if (isList(child)) return this.#items(child, Math.min(depth + 1, 5));
      const own = childrenOf(child).filter((node) => !(isElement(node) && isList(node)));
      const nested = childrenOf(child).filter((node): node is Element => isElement(node) && isList(node));
      const runs = tidy(runsBelow(own, plain, this.#dropped));
      const below = nested.flatMap((each) => this.#items(each, Math.min(depth + 1, 5)));
      return [{ id: this.#newId(), depth, runs }, ...below];
    });
  }

  #table(element: Element): void {
    const caption = rowsOf(element, "caption").flatMap(childrenOf);
    this.walk(caption, "center");
    const rows = rowsOf(element, "tr").map((row) => ({ cells: this.#cells(row) }));
    if (rows.some((row) => row.cells.length > 0)) this.#blocks.push({ kind: "table", id: this.#newId(), rows });
  }

  #cells(row: Element): Cell[] {
    const cells = childrenOf(row)
      .filter(isElement)
      .filter(({ tagName }) => tagName === "td" || tagName === "th");
    return cells.map((cell) => {
      if (contains(cell, "table")) this.#dropped.note("表中表（已改为文字）");
      return {
        id: this.#newId(),
        header: cell.tagName === "th",
        colSpan: span(attribute(cell, "colspan"), 100),
        rowSpan: span(attribute(cell, "rowspan"), 1_000),
        runs: tidy(runsBelow(childrenOf(cell), plain, this.#dropped)),
      };
    });
  }
}

const isList = ({ tagName }: Element): boolean => tagName === "ul" || tagName === "ol";

const isBlock = (element: Element): boolean => {
  const { tagName } = element;
  if (containers.has(tagName) || isList(element)) return true;
  return tagName === "p" || tagName === "table" || /^h[1-6]$/.test(tagName);
};

function alignOf(element: Element, outer: Align): Align {
  const stated =
    /text-align:\s*(left|center|right)/i.exec(attribute(element, "style"))?.[1] ?? attribute(element, "align");
  const align = stated.toLowerCase();
  if (align === "center" || element.tagName === "center") return "center";
  return align === "left" || align === "right" ? align : outer;
}

const levelOf = (level: number): 1 | 2 | 3 | 4 => (level <= 2 ? 1 : level === 3 ? 2 : level === 4 ? 3 : 4);

const span = (text: string, limit: number): number => Math.min(Math.max(Number.parseInt(text, 10) || 1, 1), limit);

/** Descendants of that name, not looking into tables inside. */
function rowsOf(element: Element, name: string): Element[] {
  return childrenOf(element)
    .filter(isElement)
    .flatMap((child) => {
      if (child.tagName === name) return [child];
      return child.tagName === "table" || child.tagName === "td" ? [] : rowsOf(child, name);
    });
}

function contains(element: Element, name: string): boolean {
  return childrenOf(element).some((child) => isElement(child) && (child.tagName === name || contains(child, name)));
}

/** The first line is the title when it looks like one: a heading, centred, or short and without a full stop. */
function withTitle(blocks: readonly Block[]): { title: string; blocks: Block[] } {
  const [first, ...rest] = blocks;
  if (first === undefined || (first.kind !== "heading" && first.kind !== "paragraph"))
    return { title: "", blocks: [...blocks] };
  const text = first.runs
    .map((run) => run.text)
    .join("")
    .replace(/\s*\n\s*/g, "");
  const stated = first.kind === "heading" || first.align === "center";
  const looks = stated || (text.length <= 60 && !/[。！？；：，]$/.test(text));
  return looks && text.length <= 300 ? { title: text, blocks: rest } : { title: "", blocks: [...blocks] };
}
