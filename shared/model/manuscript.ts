/**
 * The manuscript 稿件: our own block model, independent of any editor.
 * Everything here is canonical: a change of any field changes the content hash and voids approvals.
 * Text is NFC-normalised when it enters a document, never while it is signed.
 */
import { z } from "zod";
import { digest, id } from "../schema";

export const marks = ["bold", "italic", "strike", "sub", "super", "underline"] as const;
export type Mark = (typeof marks)[number];

/** How much of each there may be. */
interface Most {
  readonly text: number;
  readonly link: number;
  readonly name: number;
  readonly mime: number;
  readonly runs: number;
  readonly items: number;
  readonly cells: number;
  readonly rows: number;
  readonly words: number;
  readonly title: number;
  readonly blocks: number;
}

function runsWithin(most: Most) {
  const run = z.strictObject({
    text: z.string().max(most.text),
    marks: z.array(z.enum(marks)).max(6),
    link: z.string().max(most.link).nullable(),
  });
  return { run, runs: z.array(run).max(most.runs) };
}

type Runs = ReturnType<typeof runsWithin>["runs"];

function linesWithin(most: Most, runs: Runs) {
  const heading = z.strictObject({
    kind: z.literal("heading"),
    id,
    /** 公文层次: 1 一、 2 （一） 3 1. 4 （1） (GB/T 9704-2012 7.3.3). */
    level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    runs,
  });
  const paragraph = z.strictObject({
    kind: z.literal("paragraph"),
    id,
    align: z.enum(["left", "center", "right"]),
    runs,
  });
  const listItem = z.strictObject({ id, depth: z.number().int().min(0).max(5), runs });
  const list = z.strictObject({
    kind: z.literal("list"),
    id,
    ordered: z.boolean(),
    items: z.array(listItem).min(1).max(most.items),
  });
  return { heading, paragraph, listItem, list };
}

function tablesWithin(most: Most, runs: Runs) {
  const cell = z.strictObject({
    id,
    header: z.boolean(),
    colSpan: z.number().int().min(1).max(most.cells),
    rowSpan: z.number().int().min(1).max(most.rows),
    runs,
  });
  const row = z.strictObject({ cells: z.array(cell).max(2 * most.cells) });
  const table = z.strictObject({
    kind: z.literal("table"),
    id,
    rows: z
      .array(row)
      .min(1)
      .max(2 * most.rows),
  });
  return { cell, table };
}

function filesWithin(most: Most) {
  const fileRef = z.strictObject({
    hash: digest,
    name: z.string().min(1).max(most.name),
    mime: z.string().min(1).max(most.mime),
    size: z.number().int().nonnegative(),
  });
  const image = z.strictObject({
    kind: z.literal("image"),
    id,
    file: fileRef,
    /** Replacement text for people who cannot see the image; empty only when `decorative`. */
    alt: z.string().max(most.words),
    decorative: z.boolean(),
    caption: z.string().max(most.words),
  });
  return { fileRef, image, attachment: z.strictObject({ kind: z.literal("attachment"), id, file: fileRef }) };
}

function modelWithin(most: Most) {
  const { run, runs } = runsWithin(most);
  const [lines, tables, files] = [linesWithin(most, runs), tablesWithin(most, runs), filesWithin(most)];
  const { heading, paragraph, list } = lines;
  const { table } = tables;
  const { image, attachment } = files;
  const block = z.discriminatedUnion("kind", [heading, paragraph, list, table, image, attachment]);
  const manuscriptDocument = z.strictObject({
    title: z.string().max(most.title),
    blocks: z.array(block).max(most.blocks),
  });
  return { run, ...lines, ...tables, ...files, block, manuscriptDocument };
}

const model = modelWithin({
  text: 200_000,
  link: 2_000,
  name: 200,
  mime: 100,
  runs: 5_000,
  items: 2_000,
  cells: 100,
  rows: 1_000,
  words: 500,
  title: 300,
  blocks: 20_000,
});

/** A stretch of text with one look. `marks` is sorted and unique; a line break is `\n` in `text`. */
export type Run = z.infer<typeof model.run>;

/** A file named by the hash of its bytes. The bytes travel apart. */
export const fileRef = model.fileRef;
export type FileRef = z.infer<typeof fileRef>;

export type Block = z.infer<typeof model.block>;
export type Image = z.infer<typeof model.image>;
export type ListItem = z.infer<typeof model.listItem>;
export type Cell = z.infer<typeof model.cell>;

export const manuscriptDocument = model.manuscriptDocument;
export type ManuscriptDocument = z.infer<typeof manuscriptDocument>;

const any = Number.POSITIVE_INFINITY;

/**
 * The same without any measure, for what lies in the local stores: a draft that was saved is opened again, however long it
 * has grown. What is too large is refused where it would leave this machine.
 */
export const storedDocument: z.ZodType<ManuscriptDocument> = modelWithin({
  ...{ text: any, link: any, name: any, mime: any, runs: any, items: any },
  ...{ cells: any, rows: any, words: any, title: any, blocks: any },
}).manuscriptDocument;
