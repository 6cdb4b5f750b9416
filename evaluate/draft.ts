/** A document to be proofread, read from the plain notation of evaluate/documents. */

import { contentOf } from "../shared/model/content";
import { emptyMetadata, type Metadata, metadata } from "../shared/model/metadata";
import { textBlocks } from "../shared/proofreading/blocks";
import type { BlockRole, TextBlock } from "../shared/proofreading/rule";

export interface Draft {
  readonly name: string;
  /** The day it is judged by. */
  readonly today: string;
  /** Title first; metadata has its blocks made from `metadata`. */
  readonly blocks: readonly TextBlock[];
  readonly metadata: Metadata;
}

/** What the engine is given: the text, then the metadata. */
export function blocksOf(draft: Draft): TextBlock[] {
  const meta = textBlocks(contentOf({ title: "", blocks: [] }, draft.metadata));
  return [...draft.blocks, ...meta.filter(({ role }) => role === "meta")];
}

/** Characters a reader sees. */
export const lengthOf = (draft: Draft): number => draft.blocks.reduce((sum, { text }) => sum + text.length, 0);

const FIRST_MARK = /^(#{1,5}|-|\||!|@) ?/;
const levels = [1, 2, 3, 4] as const;
const IMAGE_SIZE = 184_320;
const FILE_SIZE = 40_960;
/** For documents that carry no date of their own. */
const LATEST = "2026-11-22";

/**
 * Lines: `key: value` of metadata, `---`, then one block a line. `#` title, `##` to `#####` headings, `-` list item,
 * `| a | b |` table row (the first is the header), `! alt | caption` image, `@` attached file.
 * @throws Error when the metadata are none
 */
export function readDraft(name: string, source: string): Draft {
  const [head = "", body = ""] = source.replaceAll("\r\n", "\n").split("\n---\n");
  const fields = Object.fromEntries(
    head.split("\n").flatMap((line) => {
      const at = line.indexOf(":");
      return at < 0 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()] as const];
    }),
  );
  const { today = fields.generatedOn ?? LATEST, source: origin, url = "", publishedOn = "", ...rest } = fields;
  const given = { ...rest, ...(origin === undefined ? {} : { source: { name: origin, url, publishedOn } }) };
  return { name, today, blocks: bodyBlocks(body), metadata: metadata.parse({ ...emptyMetadata, ...given }) };
}

function bodyBlocks(body: string): TextBlock[] {
  const lines = body.split("\n").filter((line) => line.trim() !== "");
  let table = 0;
  let row = -1;
  return lines.flatMap((line, index) => {
    const isRow = line.startsWith("|");
    if (!isRow) row = -1;
    else if (row < 0) table += 1;
    if (isRow) row += 1;
    return isRow ? cells(line, { table: `t${table}`, row }) : [plainBlock(line, `b${index}`)];
  });
}

function cells(line: string, { table, row }: { readonly table: string; readonly row: number }): TextBlock[] {
  const texts = line.split("|").slice(1, -1);
  return texts.map((text, column) => ({
    id: `${table}r${row}c${column}`,
    role: "cell",
    text: text.trim(),
    cell: { table, row, column },
    ...(row === 0 ? { part: { kind: "header-cell" } as const } : {}),
  }));
}

function plainBlock(line: string, id: string): TextBlock {
  const mark = FIRST_MARK.exec(line)?.[1] ?? "";
  const text = line.replace(FIRST_MARK, "");
  if (mark === "#") return { id: "title", role: "title", text };
  if (mark.startsWith("#")) {
    const level = levels[mark.length - 2] ?? 4;
    return { id, role: "heading", text, part: { kind: "heading", level } };
  }
  if (mark === "!") return imageBlock(text, id);
  if (mark === "@")
    return { id: `${id}.name`, role: "caption", text, part: { kind: "file", size: FILE_SIZE, mime: mimeOf(text) } };
  return withLinks(mark === "-" ? "list" : "body", mark === "-" ? text : line, id);
}

function imageBlock(source: string, id: string): TextBlock {
  const [alt = "", caption = ""] = source.split("|").map((part) => part.trim());
  const part = { kind: "image", name: `${id}.png`, size: IMAGE_SIZE, caption, decorative: false } as const;
  return { id: `${id}.alt`, role: "caption", text: alt, part };
}

function mimeOf(name: string): string {
  if (name.endsWith(".pdf")) return "application/pdf";
  return name.endsWith(".xlsx")
    ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    : "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
}

const LINK = /\[([^\][]{1,60})\]\((https?:[^()]{1,200})\)/g;

/** `[words](address)` becomes words that carry a link. */
function withLinks(role: BlockRole, source: string, id: string): TextBlock {
  const links: { start: number; end: number; href: string }[] = [];
  let text = "";
  let from = 0;
  for (const found of source.matchAll(LINK)) {
    const [whole, words = "", href = ""] = found;
    text += source.slice(from, found.index);
    links.push({ start: text.length, end: text.length + words.length, href });
    text += words;
    from = found.index + whole.length;
  }
  text += source.slice(from);
  return links.length === 0 ? { id, role, text } : { id, role, text, links };
}
