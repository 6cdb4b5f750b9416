/** The text of an item as rules see it: title first, then document order, then metadata. */
import { type AttachmentText, attachmentPrefix } from "../attachments/extract";
import type { Content } from "../model/content";
import type { Block, Cell, FileRef, Image, Run } from "../model/manuscript";
import { type Metadata, metadataLabels } from "../model/metadata";
import type { Digest } from "../schema";
import type { BlockLink, BlockRole, TextBlock } from "./rule";

export function textBlocks(content: Content, attachments: readonly AttachmentText[] = []): TextBlock[] {
  const unread = new Map(attachments.map((file) => [file.hash, unreadOf(file)]));
  return [
    { id: "title", role: "title", text: content.document.title },
    ...content.document.blocks.flatMap((block) => blocksOf(block, unread)),
    ...metadataBlocks(content.metadata),
    ...attachedBlocks(content, attachments),
  ];
}

const unreadOf = ({ failure, notes }: AttachmentText): string => failure?.reason ?? notes.join("；");

/** The texts of the files, in the order in which the content names them, each file once. */
function attachedBlocks({ files }: Content, attachments: readonly AttachmentText[]): readonly TextBlock[] {
  const byHash = new Map(attachments.map((file) => [file.hash, file.blocks]));
  return [...new Set(files.map(({ hash }) => hash))].flatMap((hash) => byHash.get(hash) ?? []);
}

function blocksOf(block: Block, unread: ReadonlyMap<Digest, string>): TextBlock[] {
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
      const { hash, name, size, mime } = block.file;
      const why = unread.get(hash) ?? "";
      const part = { kind: "file", size, mime, ...(why === "" ? {} : { unread: why }) } as const;
      return [{ id: `${block.id}.name`, role: "caption", text: name, part }];
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

/** What a person calls the block: 标题, 正文, 发文字号, 附件《名额表.xlsx》第3段 … `files` are the content's own. */
export function blockName(id: string, files: readonly Pick<FileRef, "hash" | "name">[] = []): string {
  if (id === "title") return "标题";
  if (/^att\.[0-9a-f]{12}\.\d+$/.test(id)) {
    const file = files.find(({ hash }) => id.startsWith(`${attachmentPrefix(hash)}.`));
    return `附件${file === undefined ? "" : `《${file.name}》`}第${id.slice(id.lastIndexOf(".") + 1)}段`;
  }
  if (!id.startsWith("meta.")) return "正文";
  const field = id.split(".")[1];
  const label = Object.entries(metadataLabels).find(([name]) => name === field);
  return label === undefined ? "元数据" : label[1];
}
