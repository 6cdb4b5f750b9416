/** The text of an item as rules see it: title first, then document order, then metadata. */
import type { Content } from "../model/content";
import type { Block, Cell, Image, Run } from "../model/manuscript";
import { type Metadata, metadataLabels } from "../model/metadata";
import type { BlockLink, BlockRole, TextBlock } from "./rule";

export function textBlocks(content: Content): TextBlock[] {
  return [
    { id: "title", role: "title", text: content.document.title },
    ...content.document.blocks.flatMap(blocksOf),
    ...metadataBlocks(content.metadata),
  ];
}

function blocksOf(block: Block): TextBlock[] {
  switch (block.kind) {
    case "heading":
      return [{ ...ofRuns(block.id, "heading", block.runs), part: { kind: "heading", level: block.level } }];
    case "paragraph":
      return [ofRuns(block.id, "body", block.runs)];
    case "list":
      return block.items.map((item) => ofRuns(item.id, "list", item.runs));
    case "table":
      return cellBlocks(block.id, block.rows);
    case "image":
      return imageBlocks(block);
    case "attachment": {
      const { name, size, mime } = block.file;
      return [{ id: `${block.id}.name`, role: "caption", text: name, part: { kind: "file", size, mime } }];
    }
  }
}

/** The replacement text is there even when it is empty: what it lacks is found at its place (MC-43). */
function imageBlocks({ id, file, alt, caption, decorative }: Image): TextBlock[] {
  const part = { kind: "image", name: file.name, size: file.size, caption, decorative } as const;
  const replacement: TextBlock = { id: `${id}.alt`, role: "caption", text: alt, part };
  return caption === "" ? [replacement] : [{ id: `${id}.caption`, role: "caption", text: caption }, replacement];
}

/** Cells with row and column as a reader sees them, past the merged cells before them. */
function cellBlocks(table: string, rows: readonly { readonly cells: readonly Cell[] }[]): TextBlock[] {
  /** How many rows each column stays covered by a cell from above. */
  const covered: number[] = [];
  return rows.flatMap(({ cells }, row) => {
    let column = 0;
    const blocks = cells.map((cell) => {
      while ((covered[column] ?? 0) > row) column += 1;
      const place = { table, row, column };
      for (let width = 0; width < cell.colSpan; width += 1) covered[column + width] = row + cell.rowSpan;
      column += cell.colSpan;
      const header = cell.header ? { part: { kind: "header-cell" as const } } : {};
      return { ...ofRuns(cell.id, "cell", cell.runs), cell: place, ...header };
    });
    return blocks;
  });
}

function ofRuns(id: string, role: BlockRole, runs: readonly Run[]): TextBlock {
  const links: BlockLink[] = [];
  let text = "";
  for (const run of runs) {
    const end = text.length + run.text.length;
    const last = links.at(-1);
    if (run.link !== null && last?.href === run.link && last.end === text.length) {
      links[links.length - 1] = { ...last, end };
    } else if (run.link !== null) {
      links.push({ start: text.length, end, href: run.link });
    }
    text += run.text;
  }
  return links.length === 0 ? { id, role, text } : { id, role, text, links };
}

/** Metadata in free text that reaches the public page. Chosen values and days cannot hold a slip of the pen. */
const freeText = [
  "documentNumber",
  "category",
  "disclosureGround",
  "timeLimit",
  "audience",
  "indexNumber",
  "writer",
] as const satisfies readonly (keyof Metadata)[];

function metadataBlocks(metadata: Metadata): TextBlock[] {
  const fields = freeText
    .map((field) => ({ id: `meta.${field}`, role: "meta" as const, text: metadata[field] }))
    .filter((block) => block.text !== "");
  const source = metadata.source;
  const isReprint = metadata.itemType === "reprint";
  if (source === null && !isReprint) return fields;
  return [
    ...fields,
    // Present even when empty: a reprint without a source is found here (NC-22).
    { id: "meta.source", role: "meta", text: source?.name ?? "" },
    ...(source === null || source.url === ""
      ? []
      : [
          {
            id: "meta.source.url",
            role: "meta" as const,
            text: source.url,
            links: [{ start: 0, end: source.url.length, href: source.url }],
          },
        ]),
  ];
}

/** What a person calls the block: 标题, 正文, 发文字号 … */
export function blockName(id: string): string {
  if (id === "title") return "标题";
  if (!id.startsWith("meta.")) return "正文";
  const field = id.split(".")[1];
  const label = Object.entries(metadataLabels).find(([name]) => name === field);
  return label === undefined ? "元数据" : label[1];
}
