/** Writes everything that opens as plain files, and keeps a list of what did not. */
import { searchableOf } from "../../shared/store/searchable";
import { AttachmentList } from "./attachments";
import type { Output } from "./output";
import type { StoreFiles } from "./place";
import type { Found, Scanned } from "./rows";
import { type OpenParts, openAll } from "./values";

/** Keys and places of rows that are there and do not open. */
export interface Closed {
  readonly table: string;
  readonly key: string;
  readonly rows: readonly Found[];
}

export interface Exported {
  /** Records by table. */
  readonly counts: ReadonlyMap<string, number>;
  readonly deleted: number;
  /** Keys of which only a state before the last could be read. */
  readonly older: readonly string[];
  readonly closed: readonly Closed[];
  readonly attachments: number;
  /** Attachments that are not whole, with the reason. */
  readonly partial: readonly string[];
}

export async function exportAll(
  files: StoreFiles,
  scanned: Scanned,
  { parts, output }: { readonly parts: OpenParts; readonly output: Output },
): Promise<Exported> {
  const counts = new Map<string, number>();
  const older: string[] = [];
  const closed: Closed[] = [];
  const list = new AttachmentList();
  let deleted = 0;
  for await (const outcome of openAll(scanned.rows, parts)) {
    switch (outcome.kind) {
      case "deleted":
        deleted += 1;
        break;
      case "closed": {
        const [row] = outcome.rows;
        if (row !== undefined) closed.push({ table: row.table, key: row.key, rows: outcome.rows });
        break;
      }
      case "value": {
        const { table, key } = outcome.row;
        counts.set(table, (counts.get(table) ?? 0) + 1);
        if (outcome.isOlder) older.push(`${table} ${key}`);
        if (!list.hear(table, key, outcome.value)) writeRecord(output, outcome.row, outcome.value);
      }
    }
  }
  return { counts, deleted, older, closed, ...(await writeAttachments(list, { files, parts, output })) };
}

/** A manuscript also as text under its title: what a person looks for first. */
function writeRecord(output: Output, { table, key }: Found, value: unknown): void {
  output.write([table, key], ".json", `${JSON.stringify(value, null, 2)}\n`);
  const text = searchableOf(value);
  if (text === null) return;
  const title = text.title === "" ? "无标题" : text.title;
  const facts = text.facts === "" ? [] : [`（${text.facts}）`];
  output.write([table, `${title} ${key}`], ".txt", [text.title, ...facts, "", text.body, ""].join("\n"));
}

interface Writing {
  readonly files: StoreFiles;
  readonly parts: OpenParts;
  readonly output: Output;
}

async function writeAttachments(list: AttachmentList, { files, parts, output }: Writing) {
  let attachments = 0;
  const partial: string[] = [];
  for await (const { hash, bytes, fault } of list.all(parts, files.chunkFolders)) {
    const name = list.nameOf(hash);
    if (fault !== "") partial.push(`${name}：${fault}`);
    if (bytes.length === 0 && fault !== "") continue;
    output.write(["attachments", fault === "" ? name : `${name} 不完整`], "", bytes);
    attachments += 1;
  }
  return { attachments, partial };
}
