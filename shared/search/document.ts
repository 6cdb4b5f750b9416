/** What is searched: a line of the window's lists, and the text that the store has for it. */
import { z } from "zod";
import { bodyKey, type Searchable, type SearchedTable } from "../store/searchable";
import { documentKind } from "./question";

/** What is known of a draft or an item without opening its text. What stands here goes before what the text says. */
export const searchLine = z.strictObject({
  kind: documentKind,
  itemId: z.string().min(1).max(180),
  title: z.string().max(100_000),
  /** Blank where the list does not say. */
  columnId: z.string().max(200),
  updatedAt: z.string().max(40),
});
export type SearchLine = Readonly<z.infer<typeof searchLine>>;

export interface SearchDocument extends SearchLine {
  readonly body: string;
  readonly facts: string;
  readonly writer: string;
}

/** Names a document; an item and a draft of it are two. */
export const keyOf = ({ kind, itemId }: Pick<SearchLine, "kind" | "itemId">): string => `${kind} ${itemId}`;

/** The row that holds the text. */
export const rowOf = ({
  kind,
  itemId,
}: Pick<SearchLine, "kind" | "itemId">): { readonly table: SearchedTable; readonly key: string } =>
  kind === "draft" ? { table: "drafts", key: bodyKey(itemId) } : { table: "items", key: itemId };

/** `text` null while it is not known, and where there is none. */
export function documentOf(line: SearchLine, text: Searchable | null): SearchDocument {
  const { kind, itemId, title, updatedAt } = line;
  const columnId = line.columnId === "" ? (text?.columnId ?? "") : line.columnId;
  return {
    ...{ kind, itemId, title, updatedAt, columnId },
    body: text?.body ?? "",
    facts: text?.facts ?? "",
    writer: text?.writer ?? "",
  };
}
