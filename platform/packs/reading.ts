/** Which lexicon packs a site has, and their bytes, for everybody who is signed in there. */
import { toBase64 } from "../../shared/bytes";
import { AppError, check } from "../../shared/failure";
import { type OfferedPack, offeredPack } from "../../shared/http/pack";
import type { Params } from "../../shared/http/routes";
import type { Caller } from "../services";
import type { Database, Work } from "../store/tables";

export async function listPacks(db: Database, { site }: Caller): Promise<OfferedPack[]> {
  const rows = await rowsOf(db, site.site);
  return rows.filter(({ slot }) => slot === "active").map((row) => offered(row, rows));
}

/** @throws AppError E_NOT_FOUND for an issue that is in neither slot of the caller's own site */
export async function readPackBytes(
  db: Database,
  { site }: Caller,
  { packId, hash }: Params<"packs.read">,
): Promise<{ bytes: string }> {
  const row = await db
    .selectFrom("lexicon_packs")
    .select("bytes")
    .where("site", "=", site.site)
    .where("pack_id", "=", packId)
    .where("hash", "=", hash)
    .executeTakeFirst();
  if (row === undefined) throw new AppError("E_NOT_FOUND", "平台没有这一版词库");
  return { bytes: toBase64(new Uint8Array(row.bytes)) };
}

/** One pack as it stands inside a transaction. @throws AppError E_NOT_FOUND */
export async function offeredNow(work: Work, site: string, packId: string): Promise<OfferedPack> {
  const rows = (await rowsOf(work, site)).filter(({ pack_id }) => pack_id === packId);
  const active = rows.find(({ slot }) => slot === "active");
  if (active === undefined) throw new AppError("E_NOT_FOUND", "平台没有这个词库");
  return offered(active, rows);
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

function rowsOf(db: Database | Work, site: string) {
  return db
    .selectFrom("lexicon_packs")
    .select(["pack_id", "slot", "name", "version", "hash", "uploaded_by", "at"])
    .where("site", "=", site)
    .orderBy("pack_id")
    .execute();
}

function offered(row: Row, rows: readonly Row[]): OfferedPack {
  const before = rows.find(({ pack_id, slot }) => pack_id === row.pack_id && slot === "previous");
  return check(offeredPack, {
    packId: row.pack_id,
    name: row.name,
    version: row.version,
    hash: row.hash,
    previous: before === undefined ? null : { version: before.version, hash: before.hash },
    uploadedBy: row.uploaded_by,
    at: row.at,
  });
}
