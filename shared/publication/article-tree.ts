/**
 * Canonical content as the tree of its page. Everything canonical is visible text, or an attribute of something
 * visible where it is not text (ids, hashes, sizes, link targets); there is no second copy of anything.
 */
import type { Content } from "../model/content";
import type { Block, Cell, FileRef, ListItem, Mark, Run } from "../model/manuscript";
import { never } from "../never";
import { metadataRows } from "./metadata-rows";
import { element, type PageNode, textNodes } from "./page-node";

type Table = Extract<Block, { kind: "table" }>;
type List = Extract<Block, { kind: "list" }>;
type Image = Extract<Block, { kind: "image" }>;

export const markTags = {
  bold: "strong",
  italic: "em",
  strike: "s",
  sub: "sub",
  super: "sup",
  underline: "u",
} as const satisfies Record<Mark, string>;

export const headingTags: readonly string[] = ["h2", "h3", "h4", "h5"];

/** The article element. `fileBase` stands before each file's hash in links and image sources. */
export function articleTree(content: Content, fileBase: string): PageNode {
  const rows = metadataRows(content.metadata).map((row) =>
    element("tr", {}, [element("th", { scope: "row" }, textNodes(row.label)), element("td", {}, textNodes(row.value))]),
  );
  return element("article", { "data-format": content.format }, [
    element("h1", {}, textNodes(content.document.title)),
    element("table", { class: "metadata", "aria-label": "元数据" }, [element("tbody", {}, rows)]),
    element(
      "div",
      { class: "text" },
      content.document.blocks.map((block) => blockTree(block, fileBase)),
    ),
  ]);
}

/** One block of the article. */
export function blockTree(block: Block, fileBase: string): PageNode {
  const id = { "data-id": block.id };
  switch (block.kind) {
    case "heading":
      return element(headingTags[block.level - 1] ?? "h2", id, block.runs.map(runTree));
    case "paragraph":
      return element("p", { ...id, "data-align": block.align }, block.runs.map(runTree));
    case "list":
      return element(block.ordered ? "ol" : "ul", id, itemTrees(block));
    case "table":
      return tableTree(block);
    case "image":
      return imageTree(block, fileBase);
    case "attachment":
      return attachmentTree(block.id, block.file, fileBase);
    default:
      return never(block);
  }
}

/** One element per run, so that the boundaries of runs survive. */
function runTree(run: Run): PageNode {
  const marked = run.marks.reduceRight<PageNode[]>(
    (inner, mark) => [element(markTags[mark], {}, inner)],
    textNodes(run.text),
  );
  return element("span", {}, run.link === null ? marked : [element("a", linkTarget(run.link), marked)]);
}

/** A target that could run a program or leave the web is shown, but does not lead anywhere. */
function linkTarget(link: string): Record<string, string> {
  const safe = /^(https?:\/\/|mailto:|[#/?])/i.test(link) || !link.includes(":");
  return safe ? { href: link, rel: "noopener" } : { "data-href": link };
}

/** Items stay flat, as the model has them; each carries its depth and its number among its neighbours. */
function itemTrees(list: List): PageNode[] {
  const counters: number[] = [];
  return list.items.map((item: ListItem) => {
    counters.length = Math.min(counters.length, item.depth + 1);
    counters[item.depth] = (counters[item.depth] ?? 0) + 1;
    const number: Record<string, string> = list.ordered ? { value: String(counters[item.depth]) } : {};
    return element("li", { "data-id": item.id, "data-depth": String(item.depth), ...number }, item.runs.map(runTree));
  });
}

function tableTree(table: Table): PageNode {
  const rows = table.rows.map((row, i) =>
    element(
      "tr",
      {},
      row.cells.map((cell) => cellTree(cell, i === 0)),
    ),
  );
  return element("table", { "data-id": table.id }, [element("tbody", {}, rows)]);
}

function cellTree(cell: Cell, firstRow: boolean): PageNode {
  const spans = { colspan: String(cell.colSpan), rowspan: String(cell.rowSpan) };
  const scope: Record<string, string> = cell.header ? { scope: firstRow ? "col" : "row" } : {};
  return element(cell.header ? "th" : "td", { "data-id": cell.id, ...spans, ...scope }, cell.runs.map(runTree));
}

function fileAttributes(file: FileRef): Record<string, string> {
  return { "data-mime": file.mime, "data-size": String(file.size) };
}

function imageTree(block: Image, fileBase: string): PageNode {
  const decorative: Record<string, string> = block.decorative ? { role: "presentation" } : {};
  const picture = element("img", {
    src: `${fileBase}${block.file.hash}`,
    alt: block.alt,
    "data-name": block.file.name,
    ...fileAttributes(block.file),
    ...decorative,
  });
  const caption = block.caption === "" ? [] : [element("figcaption", {}, textNodes(block.caption))];
  return element("figure", { "data-id": block.id }, [picture, ...caption]);
}

function attachmentTree(id: string, file: FileRef, fileBase: string): PageNode {
  return element("p", { "data-id": id, class: "attachment" }, [
    element("span", { class: "label" }, textNodes("附件：")),
    element(
      "a",
      { href: `${fileBase}${file.hash}`, download: file.name, ...fileAttributes(file) },
      textNodes(file.name),
    ),
    element("span", { class: "size" }, textNodes(`（${sizeText(file.size)}）`)),
  ]);
}

/** A file size as people read it. */
export function sizeText(bytes: number): string {
  if (bytes < 1_024) return `${bytes} 字节`;
  return bytes < 1_048_576 ? `${(bytes / 1_024).toFixed(1)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
