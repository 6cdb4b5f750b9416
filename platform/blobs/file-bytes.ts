/** The bytes of a stored file, from the blob store or, until they are moved, from its row. */
import { type ByteSource, bytesSource } from "../../shared/attachments/byte-source";
import type { Digest } from "../../shared/schema";
import type { Services } from "../services";
import { type BlobRange, blobSource, fileBlob, once } from "./blob-store";

type Places = Pick<Services, "store" | "blobs">;

/** @throws AppError E_NOT_FOUND when neither has them */
export async function fileStream(
  places: Places,
  hash: Digest,
  { from, length }: BlobRange,
): Promise<AsyncIterable<Uint8Array>> {
  const old = await bytesInRow(places, hash);
  if (old !== null) return once(old.subarray(from, from + length));
  return places.blobs.read(fileBlob(hash), { from, length });
}

/** Null for a file that is not here. */
export async function fileSource(places: Places, hash: Digest): Promise<ByteSource | null> {
  const old = await bytesInRow(places, hash);
  if (old !== null) return bytesSource(old);
  const name = fileBlob(hash);
  const size = await places.blobs.size(name);
  return size === null ? null : blobSource(places.blobs, [{ name, size }]);
}

async function bytesInRow({ store: { db } }: Places, hash: Digest): Promise<Uint8Array | null> {
  const row = await db.selectFrom("files").select("bytes").where("hash", "=", hash).executeTakeFirst();
  return row?.bytes ?? null;
}
