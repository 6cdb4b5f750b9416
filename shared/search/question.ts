/** A search 检索 as the person asked it, and its answer: what window, main and the search's thread say to each other. */
import { z } from "zod";

/** Far more than anybody types; longer words are cut before they are sent. */
export const LONGEST_QUESTION = 400;
export const MOST_HITS = 100;

export const question = z.strictObject({
  text: z.string().max(LONGEST_QUESTION),
  /** Empty for any. */
  columnId: z.string().max(LONGEST_QUESTION),
  /** Part of a name; empty for any. */
  writer: z.string().max(LONGEST_QUESTION),
  /** Days, `2026-11-22`, both included; empty for no bound. Compared with the day of the last change. */
  from: z.string().max(LONGEST_QUESTION),
  to: z.string().max(LONGEST_QUESTION),
});
export type Question = Readonly<z.infer<typeof question>>;

export const anything: Question = { text: "", columnId: "", writer: "", from: "", to: "" };

/** `draft`: on this machine. `item`: on the platform; without a copy here only its title is searched. */
export const documentKind = z.enum(["draft", "item"]);
export type DocumentKind = z.infer<typeof documentKind>;

/** `[start, end)` in UTF-16. */
const range = z.tuple([z.number().int(), z.number().int()]).readonly();
export type Range = z.infer<typeof range>;

const passage = z.strictObject({ text: z.string(), ranges: z.array(range).readonly() }).readonly();
export type Passage = z.infer<typeof passage>;

const hit = z
  .strictObject({
    kind: documentKind,
    itemId: z.string(),
    title: passage,
    /** Where in the text, or in the metadata, it was found; null when the title alone matched. */
    passage: passage.nullable(),
    columnId: z.string(),
    writer: z.string(),
    updatedAt: z.string(),
  })
  .readonly();
export type Hit = z.infer<typeof hit>;

export const answer = z
  .strictObject({
    hits: z.array(hit).max(MOST_HITS).readonly(),
    /** How many there are in all; `hits` holds the first of them. */
    total: z.number().int().nonnegative(),
  })
  .readonly();
export type Answer = z.infer<typeof answer>;
