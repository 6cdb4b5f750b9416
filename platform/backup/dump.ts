/**
 * A logical dump: the same for the embedded database and for PostgreSQL, so that one can be restored into the other. One
 * line is one row as the database writes it in JSON, after a blank; lines of ours begin with `#`.
 */
import { createHash, type Hash } from "node:crypto";
import { sql } from "kysely";
import { z } from "zod";
import { instant } from "../../shared/schema";
import type { Database, Work } from "../store/tables";
import { stepsOf, tablesOf } from "./tables";

export const dumpLine = z.discriminatedUnion("line", [
  z.strictObject({
    line: z.literal("head"),
    format: z.literal("caibian-backup/1"),
    at: instant,
    steps: z.array(z.string()),
  }),
  z.strictObject({ line: z.literal("table"), name: z.string() }),
  z.strictObject({ line: z.literal("rows"), count: z.number().int(), hash: z.string() }),
  /** A file of the data folder: keys and revocation lists. */
  z.strictObject({ line: z.literal("file"), path: z.string(), bytes: z.string() }),
  z.strictObject({ line: z.literal("blob"), name: z.string(), hash: z.string(), size: z.number().int() }),
  z.strictObject({ line: z.literal("end"), hash: z.string() }),
]);
export type DumpLine = z.infer<typeof dumpLine>;

export interface DumpParts {
  readonly at: Date;
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[];
}

/** One line of ours; what came before counts for the digest at the end. */
export const ownLine = (line: DumpLine): string => `#${JSON.stringify(line)}\n`;

/** The lines of a dump, within one transaction that sees one moment. */
export async function* dump(work: Work, { at, files }: DumpParts): AsyncGenerator<Uint8Array> {
  const whole = createHash("sha256");
  const give = (text: string): Uint8Array => {
    whole.update(text);
    return Buffer.from(text);
  };
  yield give(
    ownLine({ line: "head", format: "caibian-backup/1", at: at.toISOString(), steps: [...(await stepsOf(work))] }),
  );
  for (const table of await tablesOf(work)) {
    yield give(ownLine({ line: "table", name: table }));
    const rows = createHash("sha256");
    let count = 0;
    for await (const row of rowsOf(work, table)) {
      rows.update(row);
      count += 1;
      yield give(` ${row}\n`);
    }
    yield give(ownLine({ line: "rows", count, hash: rows.digest("hex") }));
  }
  for (const { path, bytes } of files)
    yield give(ownLine({ line: "file", path, bytes: Buffer.from(bytes).toString("base64") }));
  for (const { name, hash, size } of await blobsNamed(work)) yield give(ownLine({ line: "blob", name, hash, size }));
  yield Buffer.from(ownLine({ line: "end", hash: whole.digest("hex") }));
}

const FETCH = 50;

async function* rowsOf(work: Work, table: string): AsyncGenerator<string> {
  const cursor = sql.ref(`backup_${table}`);
  await sql`declare ${cursor} no scroll cursor for select row_to_json(t)::text as row from ${sql.table(table)} t`.execute(
    work,
  );
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.raw(String(FETCH))} from ${cursor}`.execute(work);
    if (rows.length === 0) break;
    for (const { row } of rows) yield row;
  }
  await sql`close ${cursor}`.execute(work);
}

export interface BlobNamed {
  readonly name: string;
  readonly hash: string;
  readonly size: number;
}

/** Every file that lies in the blob store. Bytes that still lie in their row are in the row. */
export async function blobsNamed(db: Database | Work): Promise<readonly BlobNamed[]> {
  const rows = await db
    .selectFrom("files")
    .select(["hash", "size"])
    .where("bytes", "is", null)
    .orderBy("hash")
    .execute();
  return rows.map(({ hash, size }) => ({ name: hash.replace(":", "-"), hash, size }));
}

export interface DumpSeen {
  readonly line: (line: DumpLine) => Promise<void>;
  readonly row: (row: string) => Promise<void>;
}

/** Reads a dump to its end. @throws Error with a Chinese sentence for one that is not whole */
export async function readDump(source: AsyncIterable<Uint8Array>, seen: DumpSeen): Promise<void> {
  const whole = createHash("sha256");
  let rows: { hash: Hash; count: number } = { hash: createHash("sha256"), count: 0 };
  let ended = false;
  for await (const text of linesOf(source)) {
    if (ended) throw new Error("备份在结尾之后还有内容");
    if (text.startsWith(" ")) {
      rows.hash.update(text.slice(1));
      rows.count += 1;
      whole.update(`${text}\n`);
      await seen.row(text.slice(1));
      continue;
    }
    const line = dumpLine.parse(JSON.parse(text.slice(1)));
    if (line.line === "table") rows = { hash: createHash("sha256"), count: 0 };
    if (line.line === "rows" && (line.count !== rows.count || line.hash !== rows.hash.digest("hex")))
      throw new Error("备份里有一张表不完整");
    if (line.line === "end") {
      if (line.hash !== whole.digest("hex")) throw new Error("备份的内容与其摘要不符");
      ended = true;
    } else whole.update(`${text}\n`);
    await seen.line(line);
  }
  if (!ended) throw new Error("备份没有写完");
}

async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let held: string[] = [];
  for await (const part of source) {
    const pieces = decoder.decode(part, { stream: true }).split("\n");
    const [first = "", ...rest] = pieces;
    held.push(first);
    for (const next of rest) {
      yield held.join("");
      held = [next];
    }
  }
  const left = held.join("") + decoder.decode();
  if (left !== "") yield left;
}
