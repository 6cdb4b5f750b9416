/**
 * Uploads 上传 under way. One row holds how much of an upload is durable; it moves on only from the place it was
 * expected at, so that two requests, of one process or of two behind one database, never both write the same place.
 */
import { randomUUID } from "node:crypto";
import { MAX_FILE_BYTES, MAX_FILE_MEGABYTES } from "../../shared/attachments/limits";
import { AppError } from "../../shared/failure";
import { type Stretch, UPLOADS_PREFIX } from "../blobs/blob-store";
import type { Caller, Services } from "../services";
import type { Database, Tables, Work } from "../store/tables";

export type Upload = Tables["uploads"];

/** An upload nobody goes on with is given up after this. */
export const UPLOAD_DAYS = 7;
/** One desk sends a few at once; more are a mistake or worse. */
const OPEN_AT_ONCE = 200;
const DAY_MS = 86_400_000;

type UploadServices = Pick<Services, "store" | "blobs" | "clock">;

/** @throws AppError E_TOO_LARGE, E_LIMIT */
export async function createUpload(services: UploadServices, caller: Caller, length: number): Promise<Upload> {
  if (length > MAX_FILE_BYTES) throw new AppError("E_TOO_LARGE", `单个附件不超过 ${MAX_FILE_MEGABYTES} MB`);
  const { db } = services.store;
  const accountId = caller.account.accountId;
  const { open } = await db
    .selectFrom("uploads")
    .select((one) => one.fn.countAll<string>().as("open"))
    .where("account_id", "=", accountId)
    .where("state", "=", "open")
    .executeTakeFirstOrThrow();
  if (Number(open) >= OPEN_AT_ONCE) throw new AppError("E_LIMIT", "未完成的上传过多");
  const now = services.clock();
  const row: Upload = {
    upload_id: randomUUID(),
    site: caller.site.site,
    account_id: accountId,
    length,
    received: 0,
    state: "open",
    created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + UPLOAD_DAYS * DAY_MS).toISOString(),
  };
  await db.insertInto("uploads").values(row).execute();
  return row;
}

/** @throws AppError E_NOT_FOUND for none, an ended or an expired one; E_PERM for another account's */
export async function ownUpload(services: UploadServices, caller: Caller, uploadId: string): Promise<Upload> {
  const row = await services.store.db
    .selectFrom("uploads")
    .selectAll()
    .where("upload_id", "=", uploadId)
    .executeTakeFirst();
  if (row === undefined || row.state !== "open" || row.expires_at <= services.clock().toISOString())
    throw new AppError("E_NOT_FOUND", "没有这个上传，或它已过期");
  if (row.account_id !== caller.account.accountId) throw new AppError("E_PERM", "这是别人的上传");
  return row;
}

/** @throws AppError E_OFFSET when the upload has moved on, or ended, in the meantime */
export async function advance(db: Database, uploadId: string, parts: readonly Tables["upload_parts"][]): Promise<void> {
  const [first] = parts;
  if (first === undefined) return;
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  await db.transaction().execute(async (work) => {
    // The row is locked from here to the commit; whoever waited for it finds another place than the expected one.
    const moved = await work
      .updateTable("uploads")
      .set((row) => ({ received: row("received", "+", size) }))
      .where("upload_id", "=", uploadId)
      .where("state", "=", "open")
      .where("received", "=", first.at)
      .returning("upload_id")
      .executeTakeFirst();
    if (moved === undefined) throw new AppError("E_OFFSET");
    await work
      .insertInto("upload_parts")
      .values([...parts])
      .execute();
  });
}

/** The pieces in order. */
export function piecesOf(db: Database, uploadId: string): Promise<Stretch[]> {
  return db
    .selectFrom("upload_parts")
    .select(["name", "size"])
    .where("upload_id", "=", uploadId)
    .orderBy("at")
    .execute();
}

/** From here on nobody can go on with it; `clearUpload` removes what is left. */
export async function endUpload(db: Database | Work, uploadId: string): Promise<void> {
  await db.updateTable("uploads").set({ state: "ended" }).where("upload_id", "=", uploadId).execute();
}

/** Bytes first, rows last: what a kill interrupts is found again by the next sweep. */
export async function clearUpload({ store: { db }, blobs }: UploadServices, uploadId: string): Promise<void> {
  await endUpload(db, uploadId);
  for (const { name } of await piecesOf(db, uploadId)) await blobs.remove(name);
  await db.deleteFrom("upload_parts").where("upload_id", "=", uploadId).execute();
  await db.deleteFrom("uploads").where("upload_id", "=", uploadId).where("state", "=", "ended").execute();
}

/** Given up, and whatever a killed process left without a row. Answers how many uploads went. */
export async function sweepUploads(services: UploadServices): Promise<number> {
  const now = services.clock();
  const rows = await services.store.db
    .selectFrom("uploads")
    .select("upload_id")
    .where((row) => row.or([row("state", "=", "ended"), row("expires_at", "<=", now.toISOString())]))
    .limit(500)
    .execute();
  for (const { upload_id } of rows) await clearUpload(services, upload_id);
  await services.blobs.sweep(UPLOADS_PREFIX, new Date(now.getTime() - 2 * UPLOAD_DAYS * DAY_MS));
  return rows.length;
}
