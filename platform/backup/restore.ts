/**
 * Puts a backup back, into an empty platform only. The feed begins a new epoch: workstations then offer again what the
 * backup does not hold, and content addressing keeps that from being double (docs/sync.md).
 */
import { readFile } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { sql } from "kysely";
import { writeFileAtomic } from "../../node/atomic-file";
import { fromBase64 } from "../../shared/bytes";
import { AppError, check } from "../../shared/failure";
import { never } from "../../shared/never";
import { digest } from "../../shared/schema";
import { auditAlone } from "../audit";
import { type BlobStore, fileBlob, once } from "../blobs/blob-store";
import { newEpoch } from "../feed";
import { migrate } from "../store/migrate";
import { migrations } from "../store/migrations/index";
import type { Database, Store, Work } from "../store/tables";
import { blobBytes, unzipped, verifyBackup } from "./backup";
import type { BackupKey } from "./backup-key";
import { type DumpLine, readDump } from "./dump";
import { newestDump, openRepository, type Repository } from "./repository";
import { readSealed } from "./sealed-file";
import { tablesOf } from "./tables";

export interface RestoreParts {
  /** Empty, and not yet at any version. */
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly folder: string;
  readonly from: string;
  readonly key: BackupKey;
  readonly clock: () => Date;
}

export interface Restored {
  readonly file: string;
  readonly rows: number;
  readonly files: number;
  readonly epoch: string;
}

/** @throws AppError E_STATE for a platform that is not empty, E_NEWER for a newer version's backup, E_INPUT for a damaged one */
export async function restoreBackup(parts: RestoreParts): Promise<Restored> {
  const { store, key } = parts;
  const repository = await openRepository(parts.from, key);
  const file = await newestDump(repository);
  // All of it, before anything is written.
  const { rows } = await verifyBackup(repository, file, key);
  await bringToVersion(store.db, await stepsIn(file, key));
  await requireEmpty(store.db);
  const loader = new Loader(parts, repository);
  await store.db.transaction().execute((work) => loader.load(work, file));
  await migrate(store.db);
  const epoch = await newEpoch(store.db);
  await auditAlone(store.db, parts.clock().toISOString(), { event: "restored", detail: epoch });
  return { file, rows, files: loader.files, epoch };
}

async function stepsIn(file: string, key: BackupKey): Promise<readonly string[]> {
  let steps: readonly string[] | null = null;
  await readDump(unzipped(readSealed(file, key)), {
    row: async () => undefined,
    line: async (line) => {
      if (line.line === "head") steps = line.steps;
    },
  });
  if (steps === null) throw new AppError("E_INPUT", "备份没有开头");
  return steps;
}

/** The version that wrote the backup; newer steps come after its rows, as they would have come to its database. */
async function bringToVersion(db: Database, steps: readonly string[]): Promise<void> {
  const unknown = steps.find((step) => !(step in migrations));
  if (unknown !== undefined) throw new AppError("E_NEWER", "备份由更新的平台版本写成");
  await migrate(db, steps.at(-1));
}

async function requireEmpty(db: Database): Promise<void> {
  for (const table of ["sites", "accounts", "items", "audit", "receipts"] as const) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
    if (rows.length > 0) throw new AppError("E_STATE", "平台已有数据；恢复只能在空的平台上进行");
  }
}

/** Rows of one statement. */
const BATCH_ROWS = 500;
const BATCH_TEXT = 4_000_000;

class Loader {
  readonly #parts: RestoreParts;
  readonly #repository: Repository;
  files = 0;
  #table = "";
  #rows: string[] = [];
  #text = 0;

  constructor(parts: RestoreParts, repository: Repository) {
    this.#parts = parts;
    this.#repository = repository;
  }

  async load(work: Work, file: string): Promise<void> {
    const known = new Set(await tablesOf(work));
    // What the steps themselves wrote is in the backup as well.
    for (const table of known)
      if (!(await isEmpty(work, table))) await sql`delete from ${sql.table(table)}`.execute(work);
    await readDump(unzipped(readSealed(file, this.#parts.key)), {
      row: (row) => this.#row(work, row),
      line: (line) => this.#line(work, line, known),
    });
  }

  async #row(work: Work, row: string): Promise<void> {
    this.#rows.push(row);
    this.#text += row.length;
    if (this.#rows.length >= BATCH_ROWS || this.#text >= BATCH_TEXT) await this.#flush(work);
  }

  async #flush(work: Work): Promise<void> {
    if (this.#rows.length === 0) return;
    const rows = `[${this.#rows.join(",")}]`;
    const table = sql.table(this.#table);
    this.#rows = [];
    this.#text = 0;
    await sql`insert into ${table} select * from json_populate_recordset(null::${table}, ${rows}::json)`.execute(work);
  }

  async #line(work: Work, line: DumpLine, known: ReadonlySet<string>): Promise<void> {
    switch (line.line) {
      case "table":
        if (!known.has(line.name)) throw new AppError("E_NEWER", `备份里有本版本没有的表 ${line.name}`);
        this.#table = line.name;
        return;
      case "rows":
        return this.#flush(work);
      case "file":
        return this.#file(line.path, fromBase64(line.bytes));
      case "blob":
        this.files += 1;
        await this.#parts.blobs.put(
          fileBlob(check(digest, line.hash)),
          once(await blobBytes(this.#repository, line, this.#parts.key)),
        );
        return;
      case "head":
      case "end":
        return;
      default:
        return never(line);
    }
  }

  /** A file that is there already stays: an administrator may have put newer keys in place. */
  async #file(path: string, bytes: Uint8Array): Promise<void> {
    const folder = resolve(this.#parts.folder);
    const target = resolve(join(folder, path));
    if (!target.startsWith(`${folder}${sep}`)) throw new AppError("E_INPUT", "备份里的文件名越出数据目录");
    const known = await readFile(target).catch(() => null);
    if (known === null) await writeFileAtomic(target, bytes);
  }
}

async function isEmpty(work: Work, table: string): Promise<boolean> {
  const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(work);
  return rows.length === 0;
}
