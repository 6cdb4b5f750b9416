/**
 * The manuscript 稿件: our own block model, independent of any editor.
 * Everything here is canonical: a change of any field changes the content hash and voids approvals.
 * Text is NFC-normalised when it enters a document, never while it is signed.
 */
import { z } from "zod";
import { digest, id } from "../schema";

export const marks = ["bold", "italic", "strike", "sub", "super", "underline"] as const;
export type Mark = (typeof marks)[number];

/** A stretch of text with one look. `marks` is sorted and unique; a line break is `\n` in `text`. */
export const run = z.strictObject({
  text: z.string().max(200_000),
  marks: z.array(z.enum(marks)).max(6),
  link: z.string().max(2_000).nullable(),
});
export type Run = z.infer<typeof run>;

/** A file named by the hash of its bytes. The bytes travel apart. */
export const fileRef = z.strictObject({
  hash: digest,
  name: z.string().min(1).max(200),
  mime: z.string().min(1).max(100),
  size: z.number().int().nonnegative(),
});
export type FileRef = z.infer<typeof fileRef>;

const runs = z.array(run).max(5_000);

export const heading = z.strictObject({
  kind: z.literal("heading"),
  id,
  /** 公文层次: 1 一、 2 （一） 3 1. 4 （1） (GB/T 9704-2012 7.3.3). */
  level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  runs,
});

export const paragraph = z.strictObject({
  kind: z.literal("paragraph"),
  id,
  align: z.enum(["left", "center", "right"]),
  runs,
});

export const listItem = z.strictObject({ id, depth: z.number().int().min(0).max(5), runs });
export const list = z.strictObject({
  kind: z.literal("list"),
  id,
  ordered: z.boolean(),
  items: z.array(listItem).min(1).max(2_000),
});

export const cell = z.strictObject({
  id,
  header: z.boolean(),
  colSpan: z.number().int().min(1).max(100),
  rowSpan: z.number().int().min(1).max(1_000),
  runs,
});
export const table = z.strictObject({
  kind: z.literal("table"),
  id,
  rows: z
    .array(z.strictObject({ cells: z.array(cell).max(200) }))
    .min(1)
    .max(2_000),
});

export const image = z.strictObject({
  kind: z.literal("image"),
  id,
  file: fileRef,
  /** Replacement text for people who cannot see the image; empty only when `decorative`. */
  alt: z.string().max(500),
  decorative: z.boolean(),
  caption: z.string().max(500),
});

export const attachment = z.strictObject({ kind: z.literal("attachment"), id, file: fileRef });

export const block = z.discriminatedUnion("kind", [heading, paragraph, list, table, image, attachment]);
export type Block = z.infer<typeof block>;
export type Image = z.infer<typeof image>;
export type ListItem = z.infer<typeof listItem>;
export type Cell = z.infer<typeof cell>;

export const manuscriptDocument = z.strictObject({
  title: z.string().max(300),
  blocks: z.array(block).max(20_000),
});
export type ManuscriptDocument = z.infer<typeof manuscriptDocument>;
