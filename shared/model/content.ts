/** Canonical content 规范内容: the bytes that `contentHash` covers and every signature binds to. */
import { z } from "zod";
import { canonicalBytes } from "../canonical";
import { digestOf } from "../digest";
import type { Digest } from "../schema";
import { type Block, type FileRef, fileRef, type ManuscriptDocument, manuscriptDocument, type Run } from "./manuscript";
import { type Metadata, metadata } from "./metadata";

export const content = z.strictObject({
  format: z.literal("caibian-content/1"),
  document: manuscriptDocument,
  metadata,
  /** Every file the document names, sorted by hash and name, once each. */
  files: z.array(fileRef).max(500),
  /** Every link target, sorted, once each. */
  links: z.array(z.string().max(2_000)).max(5_000),
});
export type Content = z.infer<typeof content>;

/** Puts document and metadata together with the files and links the document names. */
export function contentOf(document: ManuscriptDocument, meta: Metadata): Content {
  return {
    format: "caibian-content/1",
    document,
    metadata: meta,
    files: filesOf(document),
    links: [...new Set(document.blocks.flatMap(runsOf).flatMap((run) => (run.link === null ? [] : [run.link])))].sort(),
  };
}

/** RFC 8785 bytes of the content. */
export function contentBytes(value: Content): Uint8Array {
  return canonicalBytes(value);
}

export function contentHash(value: Content): Digest {
  return digestOf(contentBytes(value));
}

/** The runs of a block in reading order; images and attachments have none. */
export function runsOf(block: Block): readonly Run[] {
  switch (block.kind) {
    case "heading":
    case "paragraph":
      return block.runs;
    case "list":
      return block.items.flatMap((item) => item.runs);
    case "table":
      return block.rows.flatMap((row) => row.cells.flatMap((cell) => cell.runs));
    case "image":
    case "attachment":
      return [];
  }
}

function filesOf(document: ManuscriptDocument): FileRef[] {
  const named = document.blocks.flatMap((block) => ("file" in block ? [block.file] : []));
  const unique = new Map(named.map((file) => [`${file.hash} ${file.name}`, file]));
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
}
