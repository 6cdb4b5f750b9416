/**
 * What of a stored value is searched (D7): title, text and metadata of a draft, or of an item's copy, as plain strings.
 * Walks the value without a schema: ten thousand bodies pass here at each unlocking, and a value of a newer version
 * must be found as far as it can be read.
 */
import { z } from "zod";
import { instant } from "../schema";

export const searchable = z.strictObject({
  title: z.string(),
  /** The running text, a line for each paragraph, list item and cell. */
  body: z.string(),
  /** Document number, index number, source and the like, joined by blanks. */
  facts: z.string(),
  columnId: z.string(),
  writer: z.string(),
  /** Absent where the value does not say; then the list it came from does. */
  updatedAt: instant.nullable(),
});
export type Searchable = z.infer<typeof searchable>;

/** Tables whose values can be searched: a draft's body, an item's copy. */
export const searchedTables = ["drafts", "items"] as const;
export type SearchedTable = (typeof searchedTables)[number];

/** Where the text of a draft lies; its summary is a row of its own. */
export const bodyKey = (itemId: string): string => `body:${itemId}`;

/** Null for a value that holds no manuscript. */
export function searchableOf(value: unknown): Searchable | null {
  const root = member(value, "content") ?? value;
  const document = member(root, "document");
  if (document === undefined) return null;
  const metadata = member(root, "metadata");
  return {
    title: text(document, "title"),
    body: linesOf(member(document, "blocks")).join("\n"),
    facts: factsOf(metadata).join(" "),
    columnId: text(metadata, "columnId"),
    writer: text(metadata, "writer"),
    updatedAt: instant.safeParse(member(value, "updatedAt")).data ?? null,
  };
}

/** A line for each stretch of runs; captions, replacement texts and file names are lines of their own. */
function linesOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(linesOf);
  if (node === undefined) return [];
  const runs = member(node, "runs");
  if (Array.isArray(runs)) return [runs.map((run) => text(run, "text")).join("")];
  const inside = ["items", "rows", "cells"].flatMap((name) => linesOf(member(node, name)));
  const named = [text(node, "caption"), text(node, "alt"), text(member(node, "file"), "name")];
  return [...inside, ...named.filter((line) => line !== "")];
}

const FACTS = ["documentNumber", "indexNumber", "category", "audience", "timeLimit", "writer", "disclosure"] as const;

function factsOf(metadata: unknown): string[] {
  const source = member(metadata, "source");
  return [...FACTS.map((name) => text(metadata, name)), text(source, "name"), text(source, "url")].filter(
    (fact) => fact !== "",
  );
}

function member(node: unknown, name: string): unknown {
  if (typeof node !== "object" || node === null || !Object.hasOwn(node, name)) return undefined;
  // An object with that member of its own: what lies there is judged by whoever asked.
  return (node as Readonly<Record<string, unknown>>)[name];
}

function text(node: unknown, name: string): string {
  const value = member(node, name);
  return typeof value === "string" ? value : "";
}
