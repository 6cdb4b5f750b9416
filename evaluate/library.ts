/** The documents of our own that are measured on. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Draft, readDraft } from "./draft";

const folder = join(import.meta.dirname, "documents");

export function ownDocuments(): readonly Draft[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".txt"))
    .sort()
    .map((file) => readDraft(file.replace(/\.txt$/, ""), readFileSync(join(folder, file), "utf8")));
}
